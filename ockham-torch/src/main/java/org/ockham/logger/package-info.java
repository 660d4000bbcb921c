/** Where the numbers of a run are written down. Start at {@link Logger}. */
@NullMarked
package org.ockham.logger;

import org.jspecify.annotations.NullMarked;
