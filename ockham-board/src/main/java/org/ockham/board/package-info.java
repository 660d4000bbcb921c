/** TensorBoard's event files. */
@NullMarked
package org.ockham.board;

import org.jspecify.annotations.NullMarked;
