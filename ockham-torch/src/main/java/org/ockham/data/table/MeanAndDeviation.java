package org.ockham.data.table;

import java.util.Arrays;

/**
 * Mean and deviation of some numbers, each added in their order.
 *
 * @param mean Σx / n
 * @param deviation √(Σ(x − mean)² / n)
 */
record MeanAndDeviation(double mean, double deviation) {

  static MeanAndDeviation of(double[] values) {
    double first = values[0];
    if (Arrays.stream(values).allMatch(value -> value == first)) {
      return new MeanAndDeviation(
          first, 0); // a mean with a rounding error would have a deviation too
    }
    double sum = 0;
    for (double value : values) {
      sum += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - sum) * (value - sum) / values.length;
    }
    return new MeanAndDeviation(sum, Math.sqrt(squares));
  }
}
