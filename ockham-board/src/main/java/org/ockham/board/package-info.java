/**
 * TensorBoard's event files, written and read, without TensorFlow and without native code. Start at
 * {@link org.ockham.board.EventWriter} to write a run, at {@link org.ockham.board.RunReader} to read one.
 */
@NullMarked
package org.ockham.board;

import org.jspecify.annotations.NullMarked;
