package org.ockham.lab.statistics;

import org.ockham.check.Check;

/**
 * From {@code low} to {@code high}, both included, made so that it holds the true value in a share {@code level} of all
 * repetitions of the experiment.
 */
public record Interval(double low, double high, double level) {

  /** Refuses a level outside (0, 1) and ends that are no numbers or in the wrong order. */
  public Interval {
    level(level);
    Check.number("low", low);
    Check.number("high", high);
    if (low > high) {
      throw new IllegalArgumentException(
          "low is " + low + ": it must not lie above high, which is " + high);
    }
  }

  /** The whole line: nothing is known. */
  public static Interval unknown(double level) {
    return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, level);
  }

  /** True where both ends are bounds at all: not where nothing is known. */
  public boolean isKnown() {
    return Double.isFinite(low) && Double.isFinite(high);
  }

  /** True where the value lies in it or on its ends. */
  public boolean contains(double value) {
    return value >= low && value <= high;
  }

  /** The distance between its ends. */
  public double width() {
    return high - low;
  }

  static double level(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "level is " + level + ": it must lie between 0 and 1, such as 0.95");
    }
    return level;
  }
}
