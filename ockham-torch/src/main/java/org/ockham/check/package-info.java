/** The one dialect in which settings are refused: {@link org.ockham.check.Check}. */
@NullMarked
package org.ockham.check;

import org.jspecify.annotations.NullMarked;
