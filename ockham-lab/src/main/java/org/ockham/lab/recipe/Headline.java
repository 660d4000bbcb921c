package org.ockham.lab.recipe;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * The measure that a task is judged by first.
 *
 * @param measure its tag without the stage: {@code accuracy} of {@code val/accuracy}
 * @param moreIsBetter whether more of it is better
 * @param isShare whether it is a share of 1, written in percent
 * @param unit what it is in; {@code %} for a share, empty for a number in the target's own units
 */
public record Headline(String measure, boolean moreIsBetter, boolean isShare, String unit) {

  static Headline share(String measure) {
    return new Headline(measure, true, true, "%");
  }

  static Headline error(String measure) {
    return new Headline(measure, false, false, "");
  }

  /**
   * Whether a measure is a share of 1 that people read in percent: how often something is right, and what is made of that (precision,
   * recall, F1), of all classes or of one. An area under a curve or a share of variance is a number.
   */
  public static boolean isInPercent(String measure) {
    String name = measure.toLowerCase(Locale.ROOT);
    return name.endsWith("accuracy")
        || name.equals("exact_match")
        || Stream.of("precision", "recall", "f1")
            .anyMatch(score ->
                name.equals(score) || name.startsWith(score + "_") || name.startsWith(score + "/"));
  }

  /** Its tag: {@code val/accuracy} of {@code val}. */
  public String tag(String stage) {
    return stage + "/" + measure;
  }

  /** A value of it as it is written: {@code 97.53 %}, {@code 45.1032}; a dash for none. */
  public String text(double value) {
    return Double.isNaN(value) ? "–" : number(value) + (unit.isEmpty() ? "" : " " + unit);
  }

  /** The same without the unit; of a deviation too. */
  public String number(double value) {
    return Double.isNaN(value)
        ? "–"
        : String.format(Locale.ROOT, isShare ? "%.2f" : "%.4f", isShare ? 100 * value : value);
  }

  /** The larger, the better: the value, or its negative. */
  public double merit(double value) {
    return moreIsBetter ? value : -value;
  }
}
