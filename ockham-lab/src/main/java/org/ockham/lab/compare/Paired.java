package org.ockham.lab.compare;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.StreamingStatistics;
import org.hipparchus.stat.inference.WilcoxonSignedRankTest;

/**
 * What paired differences say on their own, before others are looked at.
 *
 * @param mean their mean
 * @param interval of the true mean, by Student's t
 * @param bootstrap of the true mean, by the bootstrap
 * @param tP of the paired t test
 * @param wilcoxonP of Wilcoxon's signed ranks
 * @param effect the mean over the deviation
 * @param positive how likely the true mean is above 0
 * @param equivalenceP of two one-sided t tests against the margin; NaN without a margin
 * @param needed how many values it takes to show a difference of this size with a power of 0.8; 0 if that cannot be said
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

  /**
   * Of at least two values.
   *
   * @param overlap of training sets where values share some: the images tested on over those trained on, for Nadeau and Bengio's variance;
   *     0 where they do not
   */
  static Paired of(double[] values, double overlap, Criterion criterion) {
    StreamingStatistics statistics = new StreamingStatistics();
    for (double value : values) {
      statistics.addValue(value);
    }
    int n = values.length;
    double mean = statistics.getMean();
    double deviation = statistics.getStandardDeviation();
    double error = deviation * Math.sqrt(1.0 / n + overlap);
    TDistribution t = new TDistribution(n - 1);
    double reach = t.inverseCumulativeProbability((1 + criterion.confidence()) / 2) * error;
    double at = error == 0 ? Math.signum(mean) * Double.POSITIVE_INFINITY : mean / error;
    boolean isNone = mean == 0 && error == 0;
    return new Paired(
        mean,
        new Interval(mean - reach, mean + reach),
        Interval.UNKNOWN,
        isNone ? 1 : 2 * t.cumulativeProbability(-Math.abs(at)),
        isNone
            ? 1
            : new WilcoxonSignedRankTest().wilcoxonSignedRankTest(new double[n], values, n <= 30),
        mean / deviation,
        isNone ? 0.5 : t.cumulativeProbability(at),
        criterion.margin() == 0
            ? Double.NaN
            : 1 - t.cumulativeProbability((criterion.margin() - Math.abs(mean)) / error),
        0);
  }
}
