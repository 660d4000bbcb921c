package org.ockham.board;

import java.util.ArrayList;
import java.util.List;

/**
 * How numbers are distributed: how many lie in each of a row of buckets, and what can be said of them together. {@link #of(float[])}
 * counts in the buckets that TensorFlow and PyTorch use when they are asked for none: their limits are 0 and ±10⁻¹²·1.1ⁿ up to
 * 10²⁰, a last bucket on either side takes what lies beyond, and empty buckets at the ends are left out, all but one: its limit says
 * where the first bucket with something in it begins. Bucket i holds limits[i−1] ≤ x &lt; limits[i].
 *
 * <pre>{@code
 * Histogram weights = Histogram.of(new float[] {1, Float.NaN, 2});
 * weights.num();       // 2
 * weights.nonFinite(); // 1
 * }</pre>
 *
 * <p>Numbers that are not finite are counted and otherwise left out, so that a network whose weights are lost is still logged. Of no
 * numbers at all, everything is 0, with one empty bucket, because readers want one.
 *
 * @param min the least number, 0 if there is none
 * @param max the greatest number, 0 if there is none
 * @param num how many numbers there are
 * @param sum of the numbers; NaN if a file does not tell
 * @param sumSquares of the numbers; infinite if it exceeds what a double holds, NaN if a file does not tell
 * @param limits the buckets' upper limits, increasing
 * @param counts how many numbers each bucket holds
 * @param nonFinite how many numbers were left out because they were NaN or infinite; files do not hold it
 */
public record Histogram(
    double min,
    double max,
    double num,
    double sum,
    double sumSquares,
    List<Double> limits,
    List<Double> counts,
    long nonFinite)
    implements Value {

  private static final double[] LIMITS = limitsByDefault();

  /**
   * Checks the buckets.
   *
   * @throws IllegalArgumentException if there is none, limits and counts differ in number, limits do not increase or counts are negative
   */
  public Histogram {
    limits = List.copyOf(limits);
    counts = List.copyOf(counts);
    if (limits.isEmpty() || limits.size() != counts.size()) {
      throw new IllegalArgumentException("a histogram has " + limits.size() + " limits and "
          + counts.size() + " counts: it must have one of each for every bucket, and a bucket");
    }
    for (int i = 0; i < limits.size(); i++) {
      if (Double.isNaN(limits.get(i)) || (i > 0 && limits.get(i) <= limits.get(i - 1))) {
        throw new IllegalArgumentException("limit " + i + " of a histogram is " + limits.get(i)
            + ": limits must be numbers that increase");
      }
      if (!(counts.get(i) >= 0 && counts.get(i) < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("count " + i + " of a histogram is " + counts.get(i)
            + ": it must be at least 0 and finite");
      }
    }
  }

  private static double[] limitsByDefault() {
    List<Double> positive = new ArrayList<>();
    for (double limit = 1e-12; limit < 1e20; limit *= 1.1) {
      positive.add(limit);
    }
    positive.add(Double.MAX_VALUE);
    int n = positive.size();
    double[] limits = new double[2 * n + 1];
    for (int i = 0; i < n; i++) {
      limits[n + 1 + i] = positive.get(i);
      limits[n - 1 - i] = -positive.get(i);
    }
    return limits;
  }

  /** Of these numbers. */
  public static Histogram of(float... values) {
    return of(List.of(values));
  }

  /** Of the numbers of all parts, one behind the other. */
  public static Histogram of(List<float[]> parts) {
    Count count = new Count();
    for (float[] part : parts) {
      for (float value : part) {
        count.add(value);
      }
    }
    return count.histogram();
  }

  /** Of these numbers. */
  public static Histogram of(double... values) {
    Count count = new Count();
    for (double value : values) {
      count.add(value);
    }
    return count.histogram();
  }

  /** A histogram that grows. */
  private static final class Count {
    private final long[] counts = new long[LIMITS.length];
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double sum;
    private double sumSquares;
    private long num;
    private long nonFinite;

    void add(double number) {
      if (!Double.isFinite(number)) {
        nonFinite++;
        return;
      }
      double value = number + 0.0; // −0 is 0
      num++;
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
      sumSquares += value * value;
      counts[bucket(value)]++;
    }

    /** The first bucket whose limit is above the value. */
    private static int bucket(double value) {
      int low = 0;
      int high = LIMITS.length - 1; // takes whatever is left
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (value < LIMITS[middle]) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return low;
    }

    Histogram histogram() {
      if (num == 0) {
        return new Histogram(0, 0, 0, 0, 0, List.of(0.0), List.of(0.0), nonFinite);
      }
      int first = bucket(min) - 1; // nothing lies below the first limit
      int last = bucket(max);
      List<Double> limits = new ArrayList<>();
      List<Double> held = new ArrayList<>();
      for (int i = first; i <= last; i++) {
        limits.add(LIMITS[i]);
        held.add((double) counts[i]);
      }
      return new Histogram(min, max, num, sum, sumSquares, limits, held, nonFinite);
    }
  }
}
