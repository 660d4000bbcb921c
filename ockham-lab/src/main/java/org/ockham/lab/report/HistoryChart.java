package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ockham.lab.report.PageSection.Figure;
import org.ockham.lab.report.PageSection.Swatch;
import org.ockham.lab.report.Plot.Dot;
import org.ockham.search.analysis.Series;
import org.ockham.search.analysis.Series.Point;
import org.ockham.search.trial.FrozenTrial;

/** How the search went: each trial's value, and the best so far. */
final class HistoryChart {

  private HistoryChart() {}

  static PageSection of(StudyView view, int objective) {
    String id = "history" + objective;
    String title = "Optimisation history";
    List<FrozenTrial> trials = view.drawn(objective);
    if (trials.isEmpty()) {
      return PageSection.missing(id, title, view.nothing(objective));
    }
    ValueAxis values = ValueAxis.of(
        view.name(objective),
        view.direction(objective),
        trials.stream().map(trial -> trial.values().get(objective)).toList());
    int last = view.result().trials().get(view.result().trials().size() - 1).number();
    Map<String, List<Dot>> layers = StudyView.layers(List.of("dot infeasible", "dot value"));
    for (FrozenTrial trial : trials) {
      double value = trial.values().get(objective);
      layers
          .computeIfAbsent(
              trial.violation() > 0 ? "dot infeasible" : "dot value", style -> new ArrayList<>())
          .add(new Dot(trial.number(), value, StudyView.title(trial, value)));
    }
    SvgChart chart = Plot.wide(
            Axis.padded("trial", 0, last).whole(),
            values.axis(),
            id,
            view.name(objective) + " of each trial, and the best so far")
        .dots(layers)
        .steps("best", improvements(view, objective), last, "best so far")
        .chart();
    PageSection section = PageSection.charts(
            id,
            title,
            "The " + view.name(objective) + " of each complete trial, by its number."
                + values.words(),
            List.of(new Figure("", "", chart)))
        .sized("wide")
        .key(Swatch.of("value", "a trial"))
        .key(Swatch.of("best", "the best so far"));
    return view.violations()
        ? section.key(Swatch.of("infeasible", "a trial that breaks its constraints"))
        : section;
  }

  /** Only where the best value changes: the steps between are straight. */
  private static List<Point> improvements(StudyView view, int objective) {
    List<Point> points = new ArrayList<>();
    double last = Double.NaN;
    for (Point point : Series.history(view.result(), objective)) {
      if (point.y() != last && Double.isFinite(point.y())) {
        points.add(point);
        last = point.y();
      }
    }
    return points;
  }
}
