package org.ockham.lab.statistics;

/** Checks of the numbers that come in, and the powers of two by which they are scaled so that no square overflows. */
final class Sample {

  private Sample() {}

  /** The values themselves, at least so many of them and all finite. */
  static double[] check(double[] values, int least) {
    if (values.length < least) {
      throw new IllegalArgumentException("there "
          + (values.length == 1 ? "is 1 value" : "are " + values.length + " values")
          + ": nothing can be said about their spread with fewer than "
          + least
          + "; run more seeds");
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException("value " + i + " is " + values[i]
            + ": all must be finite; leave out the pairs in which a run failed");
      }
    }
    return values;
  }

  static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** The binary exponent of the largest, by which scaling down brings all into [−2, 2]. */
  static int exponent(double[] values) {
    double largest = largest(values);
    return largest == 0 ? 0 : Math.getExponent(largest);
  }

  /** Each times 2^exponent, exactly; in two steps where one factor would overflow. */
  static double[] scale(double[] values, int exponent) {
    double[] scaled = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = Math.scalb(values[i], exponent);
    }
    return scaled;
  }

  /**
   * True where the values differ by no more than rounding, a 10¹²th of the largest: 0.86 − 0.85 and 0.85 − 0.84 are the
   * same difference though not the same bits.
   */
  static boolean constant(double[] values) {
    double low = values[0];
    double high = values[0];
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return high / 2 - low / 2 <= 0.5e-12 * largest(values);
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double rest = 0;
    for (double value : values) {
      rest += value - mean;
    }
    return mean + rest / values.length;
  }
}
