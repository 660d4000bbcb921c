package org.ockham.lab.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.report.DataTable.Row;
import org.ockham.lab.report.Page.Fact;
import org.ockham.search.StudyResult;
import org.ockham.search.analysis.Explored;
import org.ockham.search.analysis.Span;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** A study in a few lines: what was searched, how far it got, and what came of it. */
final class StudySummary {

  private static final int FRONT = 20;
  private static final int NAMES = 30;
  private static final int LETTERS = 200;

  private StudySummary() {}

  static String about(StudyView view) {
    return "A search for hyper-parameters that "
        + IntStream.range(0, view.objectives())
            .mapToObj(
                i -> (view.direction(i) == Direction.MINIMIZE ? "minimise the " : "maximise the ")
                    + view.name(i))
            .collect(Collectors.joining(", "))
        + ".";
  }

  static List<String> notes(StudyView view) {
    List<String> notes = new ArrayList<>();
    String open = states(view.result(), List.of(TrialState.RUNNING, TrialState.WAITING));
    if (!open.isEmpty()) {
      notes.add("The search was not over: " + open + ".");
    }
    int complete = view.complete().size();
    if (complete > StudyView.DRAWN) {
      notes.add("Charts draw about " + Numeral.count(StudyView.DRAWN) + " of the "
          + Numeral.count(complete)
          + " complete trials, evenly spaced, the best among them. Numbers are of all trials, unless"
          + " it says otherwise.");
    }
    long infinite = view.complete().stream()
        .filter(trial -> !trial.values().stream().allMatch(Double::isFinite))
        .count();
    if (infinite > 0) {
      notes.add(Numeral.count(infinite, "complete trial")
          + (infinite == 1 ? " has" : " have")
          + " a value that is not finite; no chart shows it, the table does.");
    }
    return notes;
  }

  static List<Fact> facts(StudyView view) {
    List<Fact> facts = new ArrayList<>();
    List<FrozenTrial> trials = view.result().trials();
    String states = states(view.result());
    facts.add(
        new Fact("trials", Numeral.count(trials.size()) + (states.isEmpty() ? "" : ": " + states)));
    List<Explored> parameters = view.parameters();
    facts.add(new Fact(
        "parameters",
        parameters.isEmpty()
            ? "none"
            : Numeral.count(parameters.size()) + ": "
                + parameters.stream()
                    .limit(NAMES)
                    .map(Explored::name)
                    .collect(Collectors.joining(", "))
                + (parameters.size() > NAMES ? ", …" : "")));
    List<FrozenTrial> constrained =
        view.complete().stream().filter(trial -> !trial.constraints().isEmpty()).toList();
    if (!constrained.isEmpty()) {
      long kept = constrained.stream().filter(trial -> trial.violation() == 0).count();
      facts.add(new Fact(
          "constraints",
          "kept by " + Numeral.count(kept) + " of "
              + Numeral.count(constrained.size(), "complete trial") + " that have them"));
    }
    List<Span> spans = Span.of(view.result());
    if (!spans.isEmpty()) {
      facts.add(new Fact("time", time(spans, trials)));
    }
    return facts;
  }

  private static String time(List<Span> spans, List<FrozenTrial> trials) {
    Instant begin =
        spans.stream().map(Span::start).min(Comparator.naturalOrder()).orElseThrow();
    Instant end = spans.stream().map(Span::end).max(Comparator.naturalOrder()).orElseThrow();
    List<Duration> durations = trials.stream()
        .map(FrozenTrial::duration)
        .filter(Objects::nonNull)
        .sorted()
        .toList();
    String median = durations.isEmpty()
        ? ""
        : "; a trial took " + TrialTable.text(durations.get(durations.size() / 2))
            + " in the median";
    return Moment.text(begin) + " to " + Moment.text(end) + ", "
        + TrialTable.text(Duration.between(begin, end)) + median;
  }

  /** The best trial with all that is known of it, or the trials on the front. */
  static Section best(StudyView view) {
    String id = "best";
    boolean one = view.objectives() == 1;
    String title = one ? "Best trial" : "Best trials";
    List<FrozenTrial> best = view.best();
    if (best.isEmpty()) {
      return Section.missing(
          id,
          title,
          view.complete().isEmpty()
              ? "No trial is complete."
              : "No complete trial keeps its constraints.");
    }
    if (!one) {
      List<FrozenTrial> shown = best.subList(0, Math.min(FRONT, best.size()));
      return Section.of(
          id,
          title,
          "The Pareto front: " + Numeral.count(best.size(), "trial")
              + " that no other dominates."
              + (shown.size() < best.size() ? " The first " + FRONT + " are shown." : ""),
          TrialTable.table(view, shown, false));
    }
    FrozenTrial trial = best.get(0);
    List<Row> rows = new ArrayList<>();
    rows.add(row("marked", view.name(0), trial.value()));
    trial.params().forEach((name, value) -> rows.add(row("", name, value)));
    trial.userAttributes().forEach((name, value) -> rows.add(row("", name + " (noted)", value)));
    return Section.of(
        id,
        title,
        "Trial " + trial.number()
            + (trial.duration() == null ? "" : ", which took " + TrialTable.text(trial.duration()))
            + ".",
        DataTable.whole(List.of("name", "value"), rows));
  }

  /** With all digits of a number: whoever repeats the trial needs them. */
  private static Row row(String style, String name, @Nullable Object value) {
    String text = value instanceof Double number && Double.isInfinite(number)
        ? Numeral.of(number)
        : Numeral.shortened(String.valueOf(value), LETTERS);
    return DataTable.row(style, List.of(name, text));
  }

  /** {@code 12 complete, 3 pruned}; states that no trial is in are left out. */
  /** How many trials there are in each state. */
  static String states(StudyResult result) {
    return states(
        result,
        List.of(
            TrialState.COMPLETE,
            TrialState.PRUNED,
            TrialState.FAIL,
            TrialState.RUNNING,
            TrialState.WAITING));
  }

  private static String states(StudyResult result, List<TrialState> states) {
    return states.stream()
        .map(state -> Map.entry(
            state,
            result.trials().stream().filter(trial -> trial.state() == state).count()))
        .filter(entry -> entry.getValue() > 0)
        .map(entry -> Numeral.count(entry.getValue()) + " " + TrialTable.word(entry.getKey()))
        .collect(Collectors.joining(", "));
  }
}
