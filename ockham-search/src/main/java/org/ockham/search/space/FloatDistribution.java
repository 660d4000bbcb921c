package org.ockham.search.space;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import org.ockham.search.check.Check;

/**
 * Real numbers in [low, high], all of them or those on a grid that starts at low.
 *
 * @param low the smallest value
 * @param high the largest; lowered to the grid where there is one
 * @param log whether the range is measured by its logarithm; then low must be above 0 and there is no grid
 * @param step the distance of the grid, or null for all of the range
 */
public record FloatDistribution(
    double low, double high, boolean log, @Nullable Double step) implements Distribution {

  /** Checks the bounds and lowers {@code high} to the grid. */
  public FloatDistribution {
    Check.finite("low", low);
    Check.finite("high", high);
    Check.ordered("low", low, "high", high);
    if (log) {
      Check.positive("low of a log scale", low);
    }
    if (step != null) {
      Check.require(!log, "step of a log scale", step, "be null");
      Check.positive("step", step);
      high = onGrid(low, high, step);
    }
    low += 0.0; // -0.0 and 0.0 are one bound
    high += 0.0;
  }

  /**
   * All of a range, on a linear scale.
   *
   * @param low the smallest value
   * @param high the largest
   * @return the distribution
   */
  public static FloatDistribution of(double low, double high) {
    return new FloatDistribution(low, high, false, null);
  }

  /**
   * All of a range, on a log scale.
   *
   * @param low the smallest value, above 0
   * @param high the largest
   * @return the distribution
   */
  public static FloatDistribution log(double low, double high) {
    return new FloatDistribution(low, high, true, null);
  }

  /**
   * A grid that starts at low.
   *
   * @param low the smallest value
   * @param high the largest
   * @param step the distance between neighbours
   * @return the distribution
   */
  public static FloatDistribution stepped(double low, double high, double step) {
    return new FloatDistribution(low, high, false, step);
  }

  private static double onGrid(double low, double high, double step) {
    BigDecimal from = BigDecimal.valueOf(low);
    BigDecimal by = BigDecimal.valueOf(step);
    BigDecimal steps = BigDecimal.valueOf(high).subtract(from).divide(by, 0, RoundingMode.FLOOR);
    return from.add(steps.multiply(by)).doubleValue();
  }

  @Override
  public double toInternal(@Nullable Object value) {
    if (!(value instanceof Number number)) {
      throw new IllegalArgumentException("value " + value + " for " + this + ": give a number");
    }
    double internal = number.doubleValue();
    if (!contains(internal)) {
      throw new IllegalArgumentException("value " + value + " for " + this + ": give a number in ["
          + low + ", " + high + "]" + (step == null ? "" : " in steps of " + step));
    }
    return nearest(internal); // 0.1 + 0.2 is a grid's 0.3
  }

  @Override
  public Double toExternal(double internal) {
    return internal;
  }

  @Override
  public boolean contains(double internal) {
    if (step == null) {
      return low <= internal && internal <= high;
    }
    double k = (internal - low) / step;
    double nearest = Math.rint(k);
    double rounding = 1e-15 * (Math.abs(internal) + Math.abs(low)) / step;
    return nearest >= 0 && nearest < cardinality() && Math.abs(k - nearest) < 1e-8 + rounding;
  }

  @Override
  public boolean single() {
    return low == high;
  }

  @Override
  public double quantile(double u) {
    double clipped = Math.min(1, Math.max(0, u));
    if (step != null) {
      long count = cardinality();
      return gridPoint(Math.min(count - 1, (long) (clipped * count)));
    }
    double value = log
        ? Math.exp(Math.log(low) + clipped * (Math.log(high) - Math.log(low)))
        : low + clipped * (high - low);
    return Math.min(high, Math.max(low, value));
  }

  /**
   * The nearest value of the grid, or the nearest in the range where there is no grid.
   *
   * @param internal any number
   * @return a value of this distribution
   */
  public double nearest(double internal) {
    double clipped = Math.min(high, Math.max(low, internal));
    return step == null ? clipped : gridPoint((long) Math.rint((clipped - low) / step));
  }

  private double gridPoint(long k) {
    if (step == null || k == 0) {
      return low;
    }
    return Math.min(
        high,
        BigDecimal.valueOf(low)
            .add(BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(k)))
            .doubleValue());
  }

  @Override
  public double position(double internal) {
    if (single()) {
      return 0.5;
    }
    if (step != null) {
      return (Math.rint((internal - low) / step) + 0.5) / cardinality();
    }
    return log
        ? (Math.log(internal) - Math.log(low)) / (Math.log(high) - Math.log(low))
        : (internal - low) / (high - low);
  }

  @Override
  public long cardinality() {
    if (single()) {
      return 1;
    }
    return step == null ? Long.MAX_VALUE : (long) Math.rint((high - low) / step) + 1;
  }
}
