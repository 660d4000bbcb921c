/**
 * TensorBoard's event files, written and read, without TensorFlow and without native code. Start at
 * {@link org.ockham.board.Histogram} for what a distribution is made of.
 */
@NullMarked
package org.ockham.board;

import org.jspecify.annotations.NullMarked;
