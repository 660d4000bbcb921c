/** The one dialect in which settings are refused: {@link org.ockham.search.check.Check}. */
@NullMarked
package org.ockham.search.check;

import org.jspecify.annotations.NullMarked;
