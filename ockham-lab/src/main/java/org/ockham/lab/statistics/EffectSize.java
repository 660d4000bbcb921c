package org.ockham.lab.statistics;

import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.special.Gamma;

/**
 * How large a paired difference is beside its own spread over seeds: Cohen's d_z = mean/sd, and Hedges' g, the same without
 * its bias in small samples, g = d_z · Γ(ν/2) / (√(ν/2) · Γ((ν−1)/2)) with ν = n − 1. A large one with a tiny mean is
 * possible: it says how surely one sees a difference, not whether it matters.
 *
 * @param cohen d_z; infinite where the differences are all equal and not 0
 * @param hedges g; with 2 differences there is no correction and it is d_z
 * @param better the share of pairs with a difference above 0, those of 0 by half
 */
public record EffectSize(double cohen, double hedges, double better, int n) {

  /** Of paired differences, at least 2. */
  public static EffectSize of(double[] differences) {
    PairedTTest test = PairedTTest.of(differences);
    double cohen = test.mean() == 0 ? 0 : test.mean() / test.sd();
    double half = test.df() / 2.0;
    double correction = test.n() == 2
        ? 1
        : StrictMath.exp(Gamma.logGamma(half) - Gamma.logGamma(half - 0.5)) / Math.sqrt(half);
    double better = 0;
    for (double difference : differences) {
      better += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
    }
    return new EffectSize(cohen, cohen * correction, better / differences.length, test.n());
  }

  /**
   * The interval of d_z: those δ/√n for which the t seen is not in a tail of the noncentral t distribution. The whole line
   * where d_z is infinite.
   */
  public Interval interval(double level) {
    Interval.level(level);
    if (Double.isInfinite(cohen)) {
      return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, level);
    }
    double tail = (1 - level) / 2;
    return new Interval(shift(1 - tail), shift(tail), level);
  }

  private double shift(double probability) {
    double root = Math.sqrt(n);
    double t = cohen * root;
    UnivariateFunction gap =
        shift -> new NoncentralT(n - 1, shift).cumulativeProbability(t) - probability;
    double reach = 10 + 6 * Math.abs(t);
    return new BrentSolver(1e-9).solve(500, gap, -reach, reach) / root;
  }
}
