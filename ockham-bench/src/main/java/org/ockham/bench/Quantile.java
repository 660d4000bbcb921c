package org.ockham.bench;

import java.util.Arrays;

/** Where measured values lie. */
final class Quantile {

  private Quantile() {}

  /** The value below which a share q of the others lies; 0.5 for the median. */
  static double of(double[] values, double q) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(q * (sorted.length - 1))];
  }
}
