package org.ockham.lab.compare;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.StreamingStatistics;
import org.hipparchus.stat.inference.WilcoxonSignedRankTest;
import org.ockham.augment.Draws;
import org.ockham.tensor.RandomKey;

/**
 * What paired differences say on their own, before others are looked at.
 *
 * @param mean their mean
 * @param interval of the true mean, by Student's t
 * @param bootstrap of the true mean, by the bootstrap's percentiles; unknown where values depend on each other
 * @param tP of the paired t test
 * @param wilcoxonP of Wilcoxon's signed ranks; NaN where values depend on each other
 * @param effect the mean over the deviation
 * @param positive how likely the true mean is above 0: Student's t about the mean, seen from a prior that prefers nothing
 * @param equivalenceP of two one-sided t tests against the margin; NaN without a margin
 * @param needed about how many values it takes to show this difference, or that it is within the margin, with a power of 0.8; 0 if that
 *     cannot be said
 */
record Paired(
    double mean,
    Interval interval,
    Interval bootstrap,
    double tP,
    double wilcoxonP,
    double effect,
    double positive,
    double equivalenceP,
    int needed) {

  /** Nothing is known of fewer than two values. */
  static final Paired NOTHING = new Paired(
      Double.NaN,
      Interval.UNKNOWN,
      Interval.UNKNOWN,
      Double.NaN,
      Double.NaN,
      Double.NaN,
      Double.NaN,
      Double.NaN,
      0);

  private static final int RESAMPLES = 10_000;

  /** Up to so many values Wilcoxon's distribution is counted out, beyond it is taken for normal. */
  private static final int EXACT = 30;

  private static final double POWER = 0.8;

  /**
   * Of these values; nothing is known of fewer than two.
   *
   * @param overlap of training sets where values share some: the images tested on over those trained on, for the variance of Nadeau and
   *     Bengio (2003, Inference for the generalization error, Machine Learning 52); 0 where they do not
   * @param margin differences up to here do not matter; 0 if every one does
   * @param confidence of the intervals
   * @param level of the test that is to show something, for how many values it takes
   */
  static Paired of(
      double[] values, double overlap, double margin, double confidence, double level) {
    int n = values.length;
    if (n < 2) {
      return NOTHING;
    }
    StreamingStatistics statistics = new StreamingStatistics();
    Arrays.stream(values).forEach(statistics::addValue);
    double mean = statistics.getMean();
    double deviation = statistics.getStandardDeviation();
    double error = deviation * Math.sqrt(1.0 / n + overlap);
    TDistribution t = new TDistribution(n - 1);
    double reach = t.inverseCumulativeProbability((1 + confidence) / 2) * error;
    boolean isDependent = overlap > 0;
    return new Paired(
        mean,
        new Interval(mean - reach, mean + reach),
        isDependent ? Interval.UNKNOWN : bootstrap(values, confidence),
        2 * above(t, n, Math.abs(mean), error),
        isDependent ? Double.NaN : wilcoxon(values),
        deviation == 0 ? Double.NaN : mean / deviation,
        above(t, n, -mean, error),
        margin == 0 ? Double.NaN : above(t, n, margin - Math.abs(mean), error),
        needed(Math.abs(mean), deviation, overlap, margin, level));
  }

  /**
   * How likely t is to lie above a distance of so many errors. Metrics of few samples take few values, so that runs may differ by the
   * very same number: what has no spread t says nothing of, and signs alone are counted.
   */
  private static double above(TDistribution t, int n, double distance, double error) {
    if (error > 0) {
      return t.cumulativeProbability(-distance / error);
    }
    double chance = Math.pow(0.5, n);
    return distance == 0 ? 0.5 : distance > 0 ? chance : 1 - chance;
  }

  private static double wilcoxon(double[] values) {
    double[] differing = Arrays.stream(values).filter(value -> value != 0).toArray();
    return differing.length == 0
        ? 1
        : new WilcoxonSignedRankTest()
            .wilcoxonSignedRankTest(
                new double[differing.length], differing, differing.length <= EXACT);
  }

  /** Of the means of samples drawn from the values with replacement; always the same draws. */
  private static Interval bootstrap(double[] values, double confidence) {
    Draws draws = Draws.of(RandomKey.of(0).fold("bootstrap"));
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double sum = 0;
      for (int j = 0; j < values.length; j++) {
        sum += values[draws.below(values.length)];
      }
      means[i] = sum / values.length;
    }
    Arrays.sort(means);
    int cut = (int) Math.round((1 - confidence) / 2 * RESAMPLES);
    return new Interval(means[cut], means[RESAMPLES - 1 - cut]);
  }

  private static int needed(
      double size, double deviation, double overlap, double margin, double level) {
    NormalDistribution normal = new NormalDistribution();
    double power = normal.inverseCumulativeProbability(POWER);
    double values = Math.min(
        values(
            size, normal.inverseCumulativeProbability(1 - level / 2) + power, deviation, overlap),
        values(
            margin - size,
            normal.inverseCumulativeProbability(1 - level) + power,
            deviation,
            overlap));
    // What Student's t needs beyond the normal distribution: Guenther 1981.
    double more = Math.pow(normal.inverseCumulativeProbability(1 - level / 2), 2) / 2;
    return values > 1_000_000 ? 0 : (int) Math.ceil(values + more);
  }

  /** How many values make a distance so many errors long. */
  private static double values(double distance, double errors, double deviation, double overlap) {
    double share = Math.pow(distance / (errors * deviation), 2) - overlap;
    return distance > 0 && share > 0 ? 1 / share : Double.POSITIVE_INFINITY;
  }
}
