package org.ockham.lab.compare;

/**
 * Where a number lies as far as the data tells; both ends are NaN where it tells nothing.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double low, double high) {

  /** Nothing is known. */
  public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

  /** Whether it is of numbers at all. */
  public boolean isKnown() {
    return !Double.isNaN(low) && !Double.isNaN(high);
  }
}
