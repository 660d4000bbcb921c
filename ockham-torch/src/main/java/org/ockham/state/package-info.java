/** Memory that can be saved and taken up again: what makes a resumed run the bits of one that never stopped. Start at {@link Stateful}. */
@NullMarked
package org.ockham.state;

import org.jspecify.annotations.NullMarked;
