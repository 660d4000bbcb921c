package org.ockham.data;

import java.math.BigInteger;

/**
 * Count, mean and deviation of numbers, and their bounds. Sums are merged in a fixed order (Chan, Golub, LeVeque 1983), so that the
 * result does not depend on who added them.
 */
final class Moments {
  private long count;
  private long missing;
  private double mean;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** Of bytes / 255, given how often each occurs: from whole numbers, so that nothing is lost. */
  static Moments ofBytes(long[] counts) {
    Moments moments = new Moments();
    long sum = 0;
    long squares = 0;
    for (int value = 0; value < counts.length; value++) {
      if (counts[value] > 0) {
        moments.count += counts[value];
        sum += counts[value] * value;
        squares += counts[value] * value * value;
        moments.min = Math.min(moments.min, value / 255.0);
        moments.max = Math.max(moments.max, value / 255.0);
      }
    }
    if (moments.count > 0) {
      double scaled = BigInteger.valueOf(squares)
          .multiply(BigInteger.valueOf(moments.count))
          .subtract(BigInteger.valueOf(sum).pow(2))
          .doubleValue();
      moments.mean = (double) sum / moments.count / 255;
      moments.squares = scaled / moments.count / (255.0 * 255.0);
    }
    return moments;
  }

  /** One more number; what is not finite is only counted. */
  void add(double value) {
    if (!Double.isFinite(value)) {
      missing++;
      return;
    }
    count++;
    double step = value - mean;
    mean += step / count;
    squares += step * (value - mean);
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  /** All of the other's numbers too. */
  void merge(Moments other) {
    missing += other.missing;
    if (other.count == 0) {
      return;
    }
    long both = count + other.count;
    double step = other.mean - mean;
    squares += other.squares + step * step * ((double) count * other.count / both);
    mean += step * other.count / both;
    count = both;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  DataStats.Column column() {
    return count == 0
        ? new DataStats.Column(0, missing, Double.NaN, Double.NaN, Double.NaN, Double.NaN)
        : new DataStats.Column(count, missing, mean, Math.sqrt(squares / count), min, max);
  }
}
