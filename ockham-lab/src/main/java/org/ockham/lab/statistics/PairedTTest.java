package org.ockham.lab.statistics;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.TDistribution;
import org.ockham.check.Check;

/**
 * The t-test of paired differences d₁…dₙ: is their true mean 0?
 *
 * <blockquote>
 *   t = mean / se,   se = sd · √(1/n + overlap),   n − 1 degrees of freedom
 * </blockquote>
 *
 * <p>{@code overlap} is 0 where the pairs are independent, as with seeds over one split ({@link #of}: Student's test). Where
 * they are folds or repeated splits of the same samples, their training sets overlap, the differences are correlated, and
 * Student's test claims far too much; Nadeau and Bengio's correction adds n_test/n_train to the variance's factor ({@link
 * #overlapping}; <a href="https://doi.org/10.1023/A:1024068626366">Inference for the Generalization Error</a>, 2003, and for
 * folds times repeats Bouckaert and Frank, 2004). Under a flat prior the true mean's posterior is the same t distribution
 * about the mean with the scale se (Corani and Benavoli's Bayesian correlated t-test, 2015, as in baycomp): {@link #posterior}.
 *
 * <p>The numbers are scaled by a power of two before anything is squared, so that t and p do not depend on the unit.
 * Differences that are all equal have no spread to judge by: the test is then {@link #isDegenerate}, t is 0 and p is 1 where
 * they are all 0, and else t is infinite and p is 0, which says no more than that.
 *
 * @param n the number of differences, at least 2
 * @param mean their mean
 * @param sd their standard deviation, with n − 1 below the sum; 0 where they differ by no more than rounding
 * @param overlap n_test/n_train of splits that overlap, 0 for independent pairs
 */
public record PairedTTest(int n, double mean, double sd, double overlap) {

  /** Refuses fewer than 2 differences and numbers that are not finite. */
  public PairedTTest {
    Check.atLeast("n", n, 2);
    Check.finite("mean", mean);
    Check.notNegative("sd", sd);
    Check.notNegative("overlap", overlap);
  }

  /** Student's, of independent differences; refuses fewer than 2. */
  public static PairedTTest of(double[] differences) {
    return overlapping(differences, 0);
  }

  /**
   * Nadeau and Bengio's, of differences over splits of the same samples.
   *
   * @param differences one for each fold and repeat
   * @param testOverTrain the samples tested on over those trained on: 1/(k − 1) for k folds, 0.25 for 80 % and 20 %
   */
  public static PairedTTest overlapping(double[] differences, double testOverTrain) {
    Sample.check(differences, 2);
    int exponent = Sample.exponent(differences);
    double[] scaled = Sample.scale(differences, -exponent);
    double mean = Sample.mean(scaled);
    double sd = 0;
    if (!Sample.constant(differences)) {
      double squares = 0;
      for (double value : scaled) {
        squares += (value - mean) * (value - mean);
      }
      sd = Math.sqrt(squares / (scaled.length - 1));
    }
    return new PairedTTest(
        scaled.length, Math.scalb(mean, exponent), Math.scalb(sd, exponent), testOverTrain);
  }

  /** Of second[i] − first[i]; refuses unequal numbers of values. */
  public static PairedTTest of(double[] first, double[] second) {
    return of(differences(first, second));
  }

  /** second[i] − first[i]; refuses unequal numbers of values. */
  public static double[] differences(double[] first, double[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException("there are " + first.length + " and " + second.length
          + " values: pairs need the same number of both");
    }
    double[] differences = new double[first.length];
    Arrays.setAll(differences, i -> second[i] - first[i]);
    return differences;
  }

  /** True where all differences are equal, so that there is no spread to judge by. */
  public boolean isDegenerate() {
    return sd == 0;
  }

  /** The standard error of the mean: sd · √(1/n + overlap). */
  public double standardError() {
    return sd * Math.sqrt(1.0 / n + overlap);
  }

  /** n − 1. */
  public int df() {
    return n - 1;
  }

  /** mean / se; infinite, or 0, where the differences are all equal. */
  public double t() {
    return t(0);
  }

  /** (mean − bound) / se. */
  double t(double bound) {
    double distance = distance(bound);
    return distance == 0 ? 0 : distance / standardError();
  }

  /**
   * mean − bound; 0 where they differ by no more than rounding, so that equal differences which are the bound itself lie on no
   * side of it.
   */
  double distance(double bound) {
    double distance = mean - bound;
    return Math.abs(distance) <= 1e-12 * Math.max(Math.abs(mean), Math.abs(bound)) ? 0 : distance;
  }

  /** The two-sided p-value of "the true mean is 0". */
  public double p() {
    return Math.min(1, 2 * tail(Math.abs(t())));
  }

  /** The one-sided p-value of "the true mean is at most {@code bound}": small where it is clearly above. */
  public double pAbove(double bound) {
    return tail(t(bound));
  }

  /** The one-sided p-value of "the true mean is at least {@code bound}": small where it is clearly below. */
  public double pBelow(double bound) {
    return tail(-t(bound));
  }

  /** mean ± t · se, with t the quantile of n − 1 degrees of freedom. */
  public Interval interval(double level) {
    double half =
        -new TDistribution(df()).inverseCumulativeProbability((1 - Interval.level(level)) / 2)
            * standardError();
    return new Interval(mean - half, mean + half, level);
  }

  /**
   * The posterior probabilities, under a flat prior, that the true mean is below −margin, within ±margin, and above margin.
   *
   * @param margin the differences that do not matter, 0 for none
   */
  public Posterior posterior(double margin) {
    Check.notNegative("margin", margin);
    double below = pAbove(-margin);
    double above = pBelow(margin);
    if (isDegenerate() && (distance(margin) == 0 || distance(-margin) == 0)) {
      return new Posterior(margin == 0 ? 0.5 : 0, margin == 0 ? 0 : 1, margin == 0 ? 0.5 : 0);
    }
    return new Posterior(below, Math.max(0, 1 - below - above), above);
  }

  private double tail(double t) {
    return t == 0 ? 0.5 : new TDistribution(df()).cumulativeProbability(-t);
  }
}
