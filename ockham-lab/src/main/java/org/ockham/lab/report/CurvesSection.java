package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.ockham.lab.report.Section.Size;
import org.ockham.search.analysis.Series;
import org.ockham.search.analysis.Series.Point;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** The values that trials reported on their way. */
final class CurvesSection {

  private static final int CURVES = 120;
  private static final int POINTS = 120;

  private CurvesSection() {}

  static Section of(StudyView view, int objective) {
    String id = "curves" + objective;
    String title = "Intermediate values";
    List<FrozenTrial> all = view.reporting(objective);
    if (all.isEmpty()) {
      return Section.missing(id, title, "No trial reported a value on its way.");
    }
    List<FrozenTrial> trials = new ArrayList<>(StudyView.spread(all, CURVES, view.best()));
    Map<Integer, SortedMap<Integer, Double>> curves =
        Series.intermediate(view.with(trials), objective);
    List<Double> values = new ArrayList<>();
    int first = Integer.MAX_VALUE;
    int last = 0;
    for (FrozenTrial trial : trials) {
      SortedMap<Integer, Double> curve =
          curves.getOrDefault(trial.number(), trial.intermediateValues());
      curve.values().stream().filter(Double::isFinite).forEach(values::add);
      first = Math.min(first, curve.firstKey());
      last = Math.max(last, curve.lastKey());
    }
    if (values.isEmpty()) {
      return Section.missing(id, title, "No trial reported a finite value on its way.");
    }
    ValueAxis axis = ValueAxis.of(view.name(objective), view.direction(objective), values);
    LineChart chart = new LineChart(
        "The " + view.name(objective) + " that trials reported, by step",
        ChartAxis.of("step").from(first, Math.max(first + 1, last)).wholeNumbers(),
        axis.axis());
    trials.sort(Comparator.comparing(trial -> Ending.of(view, trial)));
    for (FrozenTrial trial : trials) {
      Ending ending = Ending.of(view, trial);
      chart.line(
          ending.meaning,
          "trial " + trial.number() + ", " + TrialTable.word(trial.state()),
          points(curves.getOrDefault(trial.number(), trial.intermediateValues())),
          ending.drawn);
    }
    return Section.chart(
        id,
        title,
        "The " + view.name(objective)
            + " that trials reported on their way; a gap is a value that "
            + "was not finite."
            + (trials.size() < all.size()
                ? " " + trials.size() + " of " + Numeral.count(all.size())
                    + " curves are drawn, evenly spaced, the best among them."
                : "")
            + (axis.beyond() > 0
                ? " The worst values are cut off: " + Numeral.count(axis.beyond(), "value")
                    + " beyond the axis."
                : ""),
        Size.WIDE,
        chart);
  }

  /** How a curve's trial ended; the last is drawn on top. */
  private enum Ending {
    COMPLETE("complete", new Look("@s5", List.of(), "circle")),
    PRUNED("pruned", new Look("@s4", List.of(5, 3), "diamond")),
    OTHER("failed or running", new Look("@s3", List.of(1, 3), "triangle")),
    BEST("the best", StudyView.BEST_LOOK);

    final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // a record with a list that does not change
    final Look drawn;

    Ending(String meaning, Look drawn) {
      this.meaning = meaning;
      this.drawn = drawn;
    }

    static Ending of(StudyView view, FrozenTrial trial) {
      if (view.best().contains(trial)) {
        return BEST;
      }
      return trial.state() == TrialState.COMPLETE
          ? COMPLETE
          : trial.state() == TrialState.PRUNED ? PRUNED : OTHER;
    }
  }

  private static List<Point> points(SortedMap<Integer, Double> curve) {
    List<Map.Entry<Integer, Double>> entries = new ArrayList<>(curve.entrySet());
    return StudyView.spread(entries.size(), POINTS).stream()
        .map(entries::get)
        .map(entry -> new Point(entry.getKey(), entry.getValue()))
        .toList();
  }
}
