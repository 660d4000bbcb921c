package org.ockham.lab.statistics;

import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.ockham.check.Check;

/**
 * How probably a comparison with n seeds comes to its claim, and how many seeds that needs. The effect is the true mean
 * difference over the true standard deviation of the differences; one that was itself estimated from a few seeds is
 * uncertain, and the seeds needed with it, easily by a factor of four.
 */
public final class Power {

  /** Beyond that many seeds no number is named. */
  static final int MOST = 100_000;

  private Power() {}

  /**
   * Of the two-sided paired t-test: P(|T| &gt; t_{1−α/2}) with T noncentral t, δ = effect · √n, n − 1 degrees of freedom.
   *
   * @param effect the mean difference over its standard deviation
   */
  public static double ofDifference(double effect, int n, double alpha) {
    Check.finite("effect", effect);
    Check.atLeast("n", n, 2);
    Interval.level(alpha);
    double critical = -new TDistribution(n - 1).inverseCumulativeProbability(alpha / 2);
    NoncentralT t = new NoncentralT(n - 1, effect * Math.sqrt(n));
    return Math.min(1, 1 - t.cumulativeProbability(critical) + t.cumulativeProbability(-critical));
  }

  /**
   * Of the equivalence test ({@link Equivalence}): both one-sided tests must reject.
   *
   * @param effect the mean difference over its standard deviation
   * @param margin the margin, over the same standard deviation
   */
  public static double ofEquivalence(double effect, double margin, int n, double alpha) {
    Check.finite("effect", effect);
    Check.positive("margin", margin);
    Check.atLeast("n", n, 2);
    Interval.level(alpha);
    double critical = -new TDistribution(n - 1).inverseCumulativeProbability(alpha);
    double root = Math.sqrt(n);
    NormalDistribution normal = new NormalDistribution();
    return NoncentralT.expectation(
        n - 1,
        s -> Math.max(
            0,
            normal.cumulativeProbability((margin - effect) * root - critical * s)
                - normal.cumulativeProbability(critical * s - (margin + effect) * root)));
  }

  /** The fewest seeds with which the t-test has the power; empty where even {@value #MOST} have not. */
  public static OptionalInt seedsForDifference(double effect, double alpha, double power) {
    double quantiles = quantile(1 - alpha / 2) + quantile(power);
    return fewest(n -> ofDifference(effect, n, alpha), power, square(quantiles / effect));
  }

  /** The fewest seeds with which the equivalence test has the power; empty where even {@value #MOST} have not. */
  public static OptionalInt seedsForEquivalence(
      double effect, double margin, double alpha, double power) {
    double quantiles = quantile(1 - alpha) + quantile((1 + power) / 2);
    double distance = Math.max(0, margin - Math.abs(effect));
    return fewest(
        n -> ofEquivalence(effect, margin, n, alpha), power, square(quantiles / distance));
  }

  /** Steps of 1, 2, 4… away from what normal statistics would need, then halves between the last two. */
  private static OptionalInt fewest(IntToDoubleFunction powerOf, double power, double guess) {
    Interval.level(power);
    int enough = (int) Math.max(2, Math.min(MOST, guess));
    int few = enough;
    if (powerOf.applyAsDouble(enough) < power) {
      for (int step = 1; few == enough || powerOf.applyAsDouble(enough) < power; step *= 2) {
        if (enough == MOST) {
          return OptionalInt.empty();
        }
        few = enough;
        enough = Math.min(MOST, enough + step);
      }
    } else {
      for (int step = 1;
          few == enough || (few > 1 && powerOf.applyAsDouble(few) >= power);
          step *= 2) {
        enough = few;
        few = Math.max(1, few - step); // 1 is always too few
      }
    }
    while (enough - few > 1) {
      int middle = (few + enough) >>> 1;
      if (powerOf.applyAsDouble(middle) < power) {
        few = middle;
      } else {
        enough = middle;
      }
    }
    return OptionalInt.of(enough);
  }

  private static double quantile(double probability) {
    return new NormalDistribution().inverseCumulativeProbability(probability);
  }

  private static double square(double value) {
    return value * value;
  }
}
