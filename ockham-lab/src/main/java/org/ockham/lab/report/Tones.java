package org.ockham.lab.report;

import java.util.Arrays;
import java.util.List;

/** Colours from pale (0) to strong (7) by rank, so that outliers do not wash out the rest. */
final class Tones {

  static final int COUNT = 8;

  private final double[] sorted;

  /** Over these numbers; the larger, the stronger. */
  Tones(List<Double> numbers) {
    sorted = numbers.stream()
        .mapToDouble(x -> x)
        .filter(x -> !Double.isNaN(x))
        .sorted()
        .toArray();
  }

  /** The tone of a number among them. */
  int of(double number) {
    int below = Arrays.binarySearch(sorted, number);
    int rank = below < 0 ? -below - 1 : below;
    int tone = sorted.length < 2 ? COUNT - 1 : (int) ((long) COUNT * rank / sorted.length);
    return Math.min(COUNT - 1, tone);
  }

  /** The tone of a number by its place in a range instead of its rank. */
  static int linear(double number, double low, double high) {
    return high > low
        ? Math.max(0, Math.min(COUNT - 1, (int) (COUNT * ((number - low) / (high - low)))))
        : 0;
  }

  /** Dots of a tone. */
  static Look look(int tone) {
    return Look.plain("@t" + tone, "circle");
  }
}
