package org.ockham.lab.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.report.DataTable.Row;
import org.ockham.search.analysis.Explored;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** The trials as a table. */
final class TrialTable {

  private static final int ROWS = 500;
  private static final int BEST = StudyPart.LEADERS;
  private static final int PARAMETERS = 40;
  private static final int LETTERS = 60;

  private TrialTable() {}

  /** All trials, or of many the best and the last. */
  static Section all(StudyView view) {
    String id = "trials";
    String title = "Trials";
    List<FrozenTrial> trials = view.result().trials();
    if (trials.isEmpty()) {
      return Section.missing(id, title, "The study has no trials.");
    }
    String text = view.best().isEmpty()
        ? "All trials, by number."
        : "All trials, by number; the best marked.";
    List<FrozenTrial> shown = trials;
    if (trials.size() > ROWS) {
      SortedMap<Integer, FrozenTrial> chosen = new TreeMap<>();
      best(view).forEach(trial -> chosen.put(trial.number(), trial));
      for (int i = trials.size() - 1; i >= 0 && chosen.size() < ROWS; i--) {
        chosen.put(trials.get(i).number(), trials.get(i));
      }
      shown = List.copyOf(chosen.values());
      text = Numeral.count(ROWS) + " of " + Numeral.count(trials.size())
          + " trials, by number: the best " + BEST + " and the last ones.";
    }
    if (view.parameters().size() > PARAMETERS) {
      text += " " + PARAMETERS + " of " + view.parameters().size() + " parameters are shown.";
    }
    return Section.of(id, title, text, table(view, shown, true));
  }

  /** Some trials; without the states and times of those that are complete. */
  static DataTable table(StudyView view, List<FrozenTrial> trials, boolean states) {
    List<Explored> parameters =
        view.parameters().subList(0, Math.min(PARAMETERS, view.parameters().size()));
    List<String> columns = new ArrayList<>(List.of("trial"));
    if (states) {
      columns.add("state");
    }
    for (int i = 0; i < view.objectives(); i++) {
      columns.add(view.name(i));
    }
    if (states && view.violations()) {
      columns.add("violation");
    }
    parameters.forEach(parameter -> columns.add(parameter.name()));
    if (states) {
      columns.add("time");
    }
    Set<Integer> best = numbers(view.best());
    List<Row> rows = new ArrayList<>();
    for (FrozenTrial trial : trials) {
      List<String> cells = new ArrayList<>(List.of(Integer.toString(trial.number())));
      if (states) {
        cells.add(word(trial.state()));
      }
      for (int i = 0; i < view.objectives(); i++) {
        cells.add(i < trial.values().size() ? Numeral.of(trial.values().get(i)) : "–");
      }
      if (states && view.violations()) {
        cells.add(Numeral.of(trial.violation()));
      }
      Map<String, @Nullable Object> values = trial.params();
      for (Explored parameter : parameters) {
        cells.add(values.containsKey(parameter.name()) ? text(values.get(parameter.name())) : "–");
      }
      if (states) {
        cells.add(text(trial.duration()));
      }
      rows.add(DataTable.row(states && best.contains(trial.number()) ? "marked" : "", cells));
    }
    return DataTable.whole(columns, rows);
  }

  private static Set<Integer> numbers(List<FrozenTrial> trials) {
    return trials.stream().map(FrozenTrial::number).collect(Collectors.toCollection(HashSet::new));
  }

  private static List<FrozenTrial> best(StudyView view) {
    return view.objectives() == 1
        ? view.leaders()
        : view.best().subList(0, Math.min(BEST, view.best().size()));
  }

  /** A parameter's value. */
  static String text(@Nullable Object value) {
    if (value instanceof Double || value instanceof Float) {
      return Numeral.of(((Number) value).doubleValue());
    }
    return Numeral.shortened(String.valueOf(value), LETTERS);
  }

  /** {@code 850 ms}, {@code 12.4 s}, {@code 3 min 5 s}, {@code 2 h 10 min}. */
  static String text(@Nullable Duration time) {
    if (time == null) {
      return "–";
    }
    double seconds = time.toNanos() / 1e9;
    if (seconds < 0.001) {
      return "< 1 ms";
    }
    if (seconds < 1) {
      return String.format(Locale.ROOT, "%.0f ms", seconds * 1000);
    }
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return seconds < 3600
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : Numeral.count(time.toHours()) + " h " + time.toMinutesPart() + " min";
  }

  /** A state in a word. */
  static String word(TrialState state) {
    return state == TrialState.FAIL ? "failed" : state.name().toLowerCase(Locale.ROOT);
  }
}
