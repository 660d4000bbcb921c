package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Colours by rank: the CSS classes {@code tone0} (pale) to {@code tone7} (strong), so that outliers do not wash out the rest. */
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
  String of(double number) {
    int below = Arrays.binarySearch(sorted, number);
    int rank = below < 0 ? -below - 1 : below;
    int tone = sorted.length < 2 ? COUNT - 1 : (int) ((long) COUNT * rank / sorted.length);
    return style(Math.min(COUNT - 1, tone));
  }

  private static String style(int tone) {
    return "tone" + tone;
  }

  /** All tones from pale to strong, and what they mean. */
  static PageSection.Swatch key(String meaning) {
    List<String> styles = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      styles.add(style(i));
    }
    return new PageSection.Swatch(styles, meaning);
  }
}
