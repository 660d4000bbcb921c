package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.ockham.lab.report.PageSection.Figure;
import org.ockham.lab.report.PageSection.Swatch;
import org.ockham.search.analysis.Series;
import org.ockham.search.analysis.Series.Point;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** The values that trials reported on their way. */
final class LearningCurves {

  private static final int CURVES = 120;
  private static final int POINTS = 120;

  private LearningCurves() {}

  static PageSection of(StudyView view, int objective) {
    String id = "curves" + objective;
    String title = "Intermediate values";
    Map<Integer, SortedMap<Integer, Double>> curves = Series.intermediate(view.result(), objective);
    List<FrozenTrial> all = view.result().trials().stream()
        .filter(trial -> curves.containsKey(trial.number()))
        .toList();
    if (all.isEmpty()) {
      return PageSection.missing(id, title, "No trial reported a value on its way.");
    }
    List<FrozenTrial> trials = new ArrayList<>(StudyView.spread(all, CURVES, view.best()));
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
      return PageSection.missing(id, title, "No trial reported a finite value on its way.");
    }
    ValueAxis axis = ValueAxis.of(view.name(objective), view.direction(objective), values);
    Plot plot = Plot.wide(
        Axis.linear("step", first, Math.max(first + 1, last)).whole(),
        axis.axis(),
        id,
        "The " + view.name(objective) + " that trials reported, by step");
    trials.sort(Comparator.comparing(trial -> Look.of(view, trial)));
    for (FrozenTrial trial : trials) {
      plot.line(
          Look.of(view, trial).style,
          points(curves.getOrDefault(trial.number(), trial.intermediateValues())),
          "trial " + trial.number() + ", " + TrialTable.word(trial.state()));
    }
    PageSection section = PageSection.charts(
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
            List.of(new Figure("", "", plot.chart())))
        .sized("wide");
    for (Look look : Look.values()) {
      if (trials.stream().anyMatch(trial -> Look.of(view, trial) == look)) {
        section = section.key(Swatch.of(look.style, look.meaning));
      }
    }
    return section;
  }

  /** How a curve looks; the last is drawn on top. */
  private enum Look {
    COMPLETE("curve-complete", "complete"),
    PRUNED("curve-pruned", "pruned (dashed)"),
    OTHER("curve-other", "failed or running (dotted)"),
    BEST("best", "the best");

    final String style;
    final String meaning;

    Look(String style, String meaning) {
      this.style = style;
      this.meaning = meaning;
    }

    static Look of(StudyView view, FrozenTrial trial) {
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
