/**
 * What training minimises: {@link org.ockham.loss.Loss} and the common ones, with PyTorch's names and defaults. A user's own
 * is a lambda. Losses of more than an output and a target, such as {@link org.ockham.loss.TripletMarginLoss}, are called by a
 * training step of one's own. Of PyTorch's losses CTC and the one of {@code AdaptiveLogSoftmaxWithLoss} are not there.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.loss;
