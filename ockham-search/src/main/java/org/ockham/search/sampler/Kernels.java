package org.ockham.search.sampler;

import java.util.SplittableRandom;

/** One parameter of a mixture of kernels: a distribution for each kernel. */
sealed interface Kernels permits NormalKernels, GridKernels, CategoricalKernels {

  /** Adds each kernel's constant part of the log density. */
  void addConstants(double[] logs);

  /**
   * Adds each kernel's log density at a point, but for the constants. A {@link GridKernels} of many values adds more than its log masses: a
   * bound is much cheaper, and most kernels are too far away to count.
   */
  void addLogs(double x, double[] logs);

  /** A draw from one kernel, an internal value. */
  double draw(int kernel, SplittableRandom random);
}
