package org.ockham.loss;

import org.ockham.tensor.Tensor;

/** Measures how far a network's output is from its target: the smaller the better. */
@FunctionalInterface
public interface Loss {

  /** The loss, a scalar that can be differentiated with respect to the output. */
  Tensor apply(Tensor output, Tensor target);

  /** Whether {@link #apply} gives the sum over what counts, not the mean; default the mean. */
  default boolean isSum() {
    return false;
  }

  /**
   * How much of a batch counts: what a mean over it is divided by. With it the means of batches make that of all their samples,
   * however they were cut. Default: the number of target values; with labels to ignore or weights of classes, the weights of those
   * that are not ignored.
   *
   * @return 0 if nothing in the batch counts, where a mean is 0 / 0
   */
  default double counted(Tensor output, Tensor target) {
    return target.numel();
  }
}
