package org.ockham.lab.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction of several p-values, so that the probability of one or more false claims among all of them
 * stays below the level: the i-th smallest of m is multiplied by m − i + 1, and none may be smaller than the one before
 * it (<a href="https://www.jstor.org/stable/4615733">A Simple Sequentially Rejective Multiple Test Procedure</a>, 1979). That is
 * why two adjusted values are often equal. It holds whatever the dependence between the tests, so also for variants that
 * share their baseline.
 */
public final class Holm {

  private Holm() {}

  /**
   * The adjusted p-values in the order of the input. NaN, a test that could not be made, stays NaN and does not count among
   * the m; of none there are none.
   */
  public static double[] adjust(double... p) {
    for (int i = 0; i < p.length; i++) {
      if (p[i] < 0 || p[i] > 1) {
        throw new IllegalArgumentException(
            "p-value " + i + " is " + p[i] + ": it must lie in [0, 1], or be NaN for no test");
      }
    }
    Integer[] order = IntStream.range(0, p.length)
        .filter(i -> !Double.isNaN(p[i]))
        .boxed()
        .sorted(Comparator.comparingDouble(i -> p[i]))
        .toArray(Integer[]::new);
    double[] adjusted = new double[p.length];
    Arrays.fill(adjusted, Double.NaN);
    double before = 0;
    for (int i = 0; i < order.length; i++) {
      before = Math.max(before, Math.min(1, (order.length - i) * p[order[i]]));
      adjusted[order[i]] = before;
    }
    return adjusted;
  }
}
