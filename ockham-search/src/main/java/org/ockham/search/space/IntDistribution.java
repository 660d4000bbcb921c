package org.ockham.search.space;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.ockham.search.check.Check;

/**
 * Whole numbers in [low, high], all of them or those on a grid that starts at low. Ranges beyond 2^53, which Python's
 * integers allow, can be read and shown; the stored form rounds their values, so that none is suggested from them.
 *
 * @param low the smallest value
 * @param high the largest; lowered to the grid
 * @param log whether the range is measured by its logarithm; then low must be at least 1 and step 1
 * @param step the distance of the grid, at least 1
 */
public record IntDistribution(long low, long high, boolean log, long step) implements Distribution {

  /** The largest magnitude that a double, the stored form, holds exactly. */
  private static final long EXACT = 1L << 53;

  /** Checks the bounds and lowers {@code high} to the grid. */
  public IntDistribution {
    Check.ordered("low", low, "high", high);
    Check.positive("step", step);
    if (log) {
      Check.positive("low of a log scale", low);
      Check.require(step == 1, "step of a log scale", step, "be 1");
    }
    high = low + Long.divideUnsigned(high - low, step) * step; // the difference may need 64 bits
  }

  /**
   * Whether the stored form, a double, holds each of the values.
   *
   * @return false if a bound lies beyond 2^53 in magnitude
   */
  public boolean exact() {
    return low >= -EXACT && high <= EXACT;
  }

  /**
   * All whole numbers of a range, on a linear scale.
   *
   * @param low the smallest value
   * @param high the largest
   * @return the distribution
   */
  public static IntDistribution of(long low, long high) {
    return new IntDistribution(low, high, false, 1);
  }

  /**
   * All whole numbers of a range, on a log scale.
   *
   * @param low the smallest value, at least 1
   * @param high the largest
   * @return the distribution
   */
  public static IntDistribution log(long low, long high) {
    return new IntDistribution(low, high, true, 1);
  }

  /**
   * A grid that starts at low.
   *
   * @param low the smallest value
   * @param high the largest
   * @param step the distance between neighbours
   * @return the distribution
   */
  public static IntDistribution stepped(long low, long high, long step) {
    return new IntDistribution(low, high, false, step);
  }

  @Override
  public double toInternal(@Nullable Object value) {
    if (!(value instanceof Number number)
        || number.doubleValue() != Math.rint(number.doubleValue())) {
      throw new IllegalArgumentException(
          "value " + value + " for " + this + ": give a whole number");
    }
    double internal = number.doubleValue();
    if (!contains(internal)) {
      throw new IllegalArgumentException("value " + value + " for " + this + ": give " + low
          + " to " + high + (step == 1 ? "" : " in steps of " + step));
    }
    return internal;
  }

  /**
   * The value as an {@link Integer}, or a {@link Long} where it does not fit, or a {@link java.math.BigInteger}; as it is if
   * somebody stored what is no whole number.
   */
  @Override
  public Number toExternal(double internal) {
    if (Double.isNaN(internal) || internal != Math.rint(internal) || Double.isInfinite(internal)) {
      return internal;
    }
    if (Math.abs(internal) >= 0x1p63) {
      return new BigDecimal(internal).toBigIntegerExact();
    }
    long value = (long) internal;
    return (int) value == value ? (Number) (int) value : (Number) value;
  }

  @Override
  public boolean contains(double internal) {
    return low <= internal
        && internal <= high
        && internal == Math.rint(internal)
        && Long.remainderUnsigned((long) internal - low, step) == 0;
  }

  @Override
  public boolean single() {
    return low == high;
  }

  @Override
  public double quantile(double u) {
    double clipped = Math.min(1, Math.max(0, u));
    if (log) {
      double from = Math.log(low - 0.5);
      return nearest(Math.exp(from + clipped * (Math.log(high + 0.5) - from)));
    }
    long count = cardinality();
    return low + Math.min(count - 1, (long) (clipped * count)) * (double) step;
  }

  /**
   * The nearest value of the grid.
   *
   * @param internal any number
   * @return a value of this distribution
   */
  public double nearest(double internal) {
    double clipped = Math.min((double) high, Math.max((double) low, internal));
    return low + Math.rint((clipped - low) / step) * step;
  }

  @Override
  public double position(double internal) {
    if (log) {
      double from = Math.log(low - 0.5);
      return (Math.log(internal) - from) / (Math.log(high + 0.5) - from);
    }
    return ((internal - low) / step + 0.5) / cardinality();
  }

  @Override
  public long cardinality() {
    long steps = Long.divideUnsigned(high - low, step);
    return steps < 0 || steps == Long.MAX_VALUE ? Long.MAX_VALUE : steps + 1;
  }
}
