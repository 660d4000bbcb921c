package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import org.ockham.lab.report.LineChart.Dot;
import org.ockham.lab.report.Section.Size;
import org.ockham.search.analysis.Series.Point;
import org.ockham.search.trial.FrozenTrial;

/** How the search went: each trial's value, and the best so far. */
final class HistorySection {

  private HistorySection() {}

  static Section of(StudyView view, int objective) {
    String id = "history" + objective;
    String title = "Optimisation history";
    List<FrozenTrial> trials = view.drawn(objective);
    if (trials.isEmpty()) {
      return Section.missing(id, title, view.nothing(objective));
    }
    ValueAxis values = ValueAxis.of(
        view.name(objective),
        view.direction(objective),
        trials.stream().map(trial -> trial.values().get(objective)).toList());
    int last = view.result().trials().get(view.result().trials().size() - 1).number();
    List<Dot> sound = new ArrayList<>();
    List<Dot> broken = new ArrayList<>();
    for (FrozenTrial trial : trials) {
      (trial.violation() > 0 ? broken : sound)
          .add(new Dot(trial.number(), trial.values().get(objective), "trial " + trial.number()));
    }
    LineChart chart = new LineChart(
            view.name(objective) + " of each trial, and the best so far",
            ChartAxis.of("trial").from(0, Math.max(1, last)).wholeNumbers(),
            values.axis())
        .dots(StudyView.BROKEN, broken, StudyView.BROKEN_LOOK, 7)
        .dots("a trial", sound, Look.plain("@s0", "circle"), 6)
        .steps("the best so far", improvements(view, objective), last, StudyView.BEST_LOOK);
    return Section.chart(
        id,
        title,
        "The " + view.name(objective) + " of each complete trial, by its number." + values.words(),
        Size.WIDE,
        chart);
  }

  /** Only where the best value changes: the steps between are straight. */
  private static List<Point> improvements(StudyView view, int objective) {
    List<Point> points = new ArrayList<>();
    for (FrozenTrial trial : view.records(objective)) {
      double value = trial.values().get(objective);
      if (Double.isFinite(value)) {
        points.add(new Point(trial.number(), value));
      }
    }
    return points;
  }
}
