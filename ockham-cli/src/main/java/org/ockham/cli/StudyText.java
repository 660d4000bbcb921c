package org.ockham.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ockham.search.StudyResult;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** Studies and trials in words. */
final class StudyText {

  private StudyText() {}

  /** {@code 60 trials: 20 complete, 38 pruned, 2 failed}. */
  static String counts(StudyResult result) {
    Map<TrialState, Integer> counts = new EnumMap<>(TrialState.class);
    result.trials().forEach(trial -> counts.merge(trial.state(), 1, Integer::sum));
    int size = result.trials().size();
    return size
        + (size == 1 ? " trial" : " trials")
        + (counts.isEmpty()
            ? ""
            : counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + word(entry.getKey()))
                .collect(Collectors.joining(", ", ": ", "")));
  }

  static String word(TrialState state) {
    return state == TrialState.FAIL ? "failed" : state.name().toLowerCase(Locale.ROOT);
  }

  /** {@code minimize}, or each objective's direction. */
  static String directions(StudyResult result) {
    return result.directions().stream()
        .map(direction -> direction.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  static String values(FrozenTrial trial) {
    return trial.values().isEmpty()
        ? "–"
        : trial.values().stream().map(StudyText::number).collect(Collectors.joining(", "));
  }

  static String params(FrozenTrial trial) {
    return trial.params().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + value(entry.getValue()))
        .collect(Collectors.joining(" "));
  }

  /** The best trials: one, or the Pareto front. */
  static List<FrozenTrial> best(StudyResult result) {
    return result.directions().size() == 1
        ? result.findBest().map(List::of).orElse(List.of())
        : result.front();
  }

  /** A trial with a line for each parameter. */
  static void print(Screen screen, PrintStream out, FrozenTrial trial) {
    out.println(screen.bold("trial " + trial.number()) + ": " + values(trial));
    int width = trial.params().keySet().stream().mapToInt(String::length).max().orElse(0);
    trial
        .params()
        .forEach((name, value) ->
            out.println("  " + name + " ".repeat(width - name.length()) + "  " + value(value)));
  }

  /** Trials, a line each. */
  static Table table(List<FrozenTrial> trials) {
    Table table = new Table(1, "trial", "state", "value", "seconds", "parameters");
    List<FrozenTrial> rows = new ArrayList<>(trials);
    for (FrozenTrial trial : rows) {
      var duration = trial.duration();
      table.row(
          Integer.toString(trial.number()),
          word(trial.state()),
          values(trial),
          duration == null ? "" : String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0),
          params(trial));
    }
    return table;
  }

  private static String value(@Nullable Object value) {
    return value instanceof Double number ? number(number) : String.valueOf(value);
  }

  /** Four digits are enough to read: 0.003162, 1.2e-05. */
  private static String number(double value) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%.4g", value)
            .replaceFirst("(\\.\\d*?)0+(e|$)", "$1$2")
            .replaceFirst("\\.(e|$)", "$1")
        : Double.toString(value);
  }
}
