package org.ockham.search.sampler;

import java.util.SplittableRandom;

/** One parameter of a mixture of kernels: a distribution for each kernel. */
sealed interface Axis permits SmoothAxis, GridAxis, ChoiceAxis {

  /** Adds each kernel's constant part of the log density. */
  void addConstants(double[] logs);

  /**
   * Adds each kernel's log density or log mass at a point, but for the constants; more than that where the bound is much
   * cheaper, since most kernels are too far away to count.
   */
  void addLogs(double x, double[] logs);

  /** By how much {@link #addLogs} was above a kernel's log mass the last time. */
  default double excess(int kernel) {
    return 0;
  }

  /** A draw from one kernel, an internal value. */
  double draw(int kernel, SplittableRandom random);
}
