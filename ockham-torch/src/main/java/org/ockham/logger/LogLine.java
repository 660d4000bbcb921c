package org.ockham.logger;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is logged, as a line that a person reads; a text's further lines are indented. */
final class LogLine {

  private LogLine() {}

  static String of(long step, int epoch, Map<String, Double> values) {
    return "step " + step + "  epoch " + epoch + "  "
        + values.entrySet().stream()
            .map(entry -> entry.getKey() + String.format(Locale.ROOT, " %.4g", entry.getValue()))
            .collect(Collectors.joining("  "));
  }

  static String of(long step, String tag, String text) {
    return "step " + step + "  " + tag + "  " + text.stripTrailing().replaceAll("\\R", "\n  ");
  }
}
