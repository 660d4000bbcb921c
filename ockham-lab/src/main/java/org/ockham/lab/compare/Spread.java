package org.ockham.lab.compare;

import java.util.Collection;
import java.util.List;
import org.hipparchus.stat.descriptive.StreamingStatistics;
import org.ockham.lab.statistics.Interval;
import org.ockham.lab.statistics.PairedTTest;

/**
 * Where some numbers lie.
 *
 * @param mean their mean; NaN if there are none
 * @param deviation their sample standard deviation; NaN if there are fewer than two
 * @param count how many there are
 */
public record Spread(double mean, double deviation, int count) {

  /** Of no numbers. */
  static final Spread NONE = of(List.of());

  /** Of these numbers; those that are NaN do not count. */
  public static Spread of(Collection<Double> numbers) {
    StreamingStatistics statistics = new StreamingStatistics();
    numbers.stream().filter(number -> !Double.isNaN(number)).forEach(statistics::addValue);
    int count = (int) statistics.getN();
    return new Spread(
        statistics.getMean(),
        // Hipparchus says 0 of a single number; nothing is known of how it would vary.
        count < 2 ? Double.NaN : statistics.getStandardDeviation(),
        count);
  }

  /** Where the true mean lies, by Student's t; unknown if there are fewer than two numbers. */
  public Interval interval(double confidence) {
    return Double.isFinite(mean) && Double.isFinite(deviation)
        ? new PairedTTest(count, mean, deviation, 0).interval(confidence)
        : Interval.unknown(confidence);
  }
}
