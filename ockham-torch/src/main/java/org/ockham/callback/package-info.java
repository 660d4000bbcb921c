/**
 * Who looks on while a network is trained: early stopping, checkpoints, progress, and the monitors of rates, gradients and weights.
 * When each is told of what, {@link org.ockham.train.Trainer} says; to write one, implement {@link org.ockham.train.Callback}.
 */
@NullMarked
package org.ockham.callback;

import org.jspecify.annotations.NullMarked;
