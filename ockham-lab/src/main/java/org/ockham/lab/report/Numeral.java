package org.ockham.lab.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import tools.jackson.core.io.NumberOutput;

/** How numbers are written in reports. */
final class Numeral {

  private Numeral() {}

  /** With five digits: {@code 0.012346}, {@code 12346}, {@code 1.2346e-7}; what is not finite in words. */
  static String of(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    if (size >= 1e-4 && size < 1e7) {
      int digits = (int) Math.max(0, 4 - Math.floor(Math.log10(size)));
      // As a format with so many digits, in a tenth of its time: pages have thousands of numbers.
      return sign(BigDecimal.valueOf(value)
          .setScale(digits, RoundingMode.HALF_UP)
          .stripTrailingZeros()
          .toPlainString());
    }
    return size == 0 ? "0" : scientific(value, 4);
  }

  /** With all its digits, so that it can be read back. */
  static String whole(double value) {
    return Double.isFinite(value)
        ? sign(NumberOutput.toString(value, true).replace("E", "e").replaceFirst("\\.0(?=e|$)", ""))
        : of(value);
  }

  /** A whole number with its thousands apart. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** {@code 2 trials}, {@code 1 trial}. */
  static String count(long value, String noun) {
    return count(value) + " " + noun + (value == 1 ? "" : "s");
  }

  /** A text, or its beginning and an ellipsis where it has more letters than that. */
  static String shortened(String text, int letters) {
    return text.codePointCount(0, text.length()) <= letters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(1, letters - 1))) + "…";
  }

  private static String scientific(double value, int digits) {
    String text = String.format(Locale.ROOT, "%." + digits + "e", value);
    int e = text.indexOf('e');
    return sign(trim(text.substring(0, e))) + "e"
        + sign(text.substring(e + 1).replaceFirst("^\\+", "").replaceFirst("^(-?)0+(?=\\d)", "$1"));
  }

  private static String trim(String text) {
    return text.indexOf('.') < 0 ? text : text.replaceFirst("\\.?0+$", "");
  }

  private static String sign(String text) {
    return text.replace('-', '−');
  }
}
