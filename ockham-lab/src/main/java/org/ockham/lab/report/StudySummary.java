package org.ockham.lab.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.report.DataTable.Row;
import org.ockham.lab.report.Page.Fact;
import org.ockham.search.StudyResult;
import org.ockham.search.analysis.Explored;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** A study in a few lines: what was searched, how far it got, and what came of it. */
final class StudySummary {

  private static final int FRONT = 20;
  private static final int NAMES = 30;
  private static final int LETTERS = 200;

  private static final List<TrialState> STATES = List.of(
      TrialState.COMPLETE,
      TrialState.PRUNED,
      TrialState.FAIL,
      TrialState.RUNNING,
      TrialState.WAITING);

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
    String open = states(view::count, List.of(TrialState.RUNNING, TrialState.WAITING));
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
    int infinite = view.tally().infinite();
    if (infinite > 0) {
      notes.add(Numeral.count(infinite, "complete trial")
          + (infinite == 1 ? " has" : " have")
          + " a value that is not finite; no chart shows it, the table does.");
    }
    return notes;
  }

  static List<Fact> facts(StudyView view) {
    List<Fact> facts = new ArrayList<>();
    String states = states(view::count, STATES);
    facts.add(new Fact(
        "trials",
        Numeral.count(view.result().trials().size()) + (states.isEmpty() ? "" : ": " + states)));
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
    StudyPart.Tally tally = view.tally();
    if (tally.constrained() > 0) {
      facts.add(new Fact(
          "constraints",
          "kept by " + Numeral.count(tally.kept()) + " of "
              + Numeral.count(tally.constrained(), "complete trial") + " that have them"));
    }
    StudyPart.Times times = view.times();
    if (times.begin() != null && times.end() != null) {
      facts.add(new Fact("time", time(times.begin(), times.end(), times.seconds())));
    }
    return facts;
  }

  private static String time(Instant begin, Instant end, Ascending seconds) {
    String median = seconds.size() == 0
        ? ""
        : "; a trial took "
            + TrialTable.text(Duration.ofNanos(Math.round(1e9 * seconds.at(seconds.size() / 2))))
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

  /** How many trials there are in each state. */
  static String states(StudyResult result) {
    Map<TrialState, Integer> counts = StudyPart.states(result.trials());
    return states(state -> counts.getOrDefault(state, 0), STATES);
  }

  /** {@code 12 complete, 3 pruned}; states that no trial is in are left out. */
  private static String states(ToIntFunction<TrialState> count, List<TrialState> states) {
    return states.stream()
        .filter(state -> count.applyAsInt(state) > 0)
        .map(state -> Numeral.count(count.applyAsInt(state)) + " " + TrialTable.word(state))
        .collect(Collectors.joining(", "));
  }
}
