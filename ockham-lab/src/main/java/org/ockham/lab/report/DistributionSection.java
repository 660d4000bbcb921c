package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import org.ockham.lab.report.Section.Size;
import org.ockham.search.analysis.Series;
import org.ockham.search.analysis.Series.Point;
import org.ockham.search.trial.Direction;

/** The empirical distribution of an objective's values. */
final class DistributionSection {

  private DistributionSection() {}

  static Section of(StudyView view, int objective) {
    String id = "distribution" + objective;
    String title = "Distribution of values";
    List<Point> all = Series.distribution(view.result(), objective);
    if (all.isEmpty()) {
      return Section.missing(id, title, view.nothing(objective));
    }
    List<Double> values = view.finite(objective).stream()
        .map(trial -> trial.values().get(objective))
        .toList();
    ValueAxis axis = ValueAxis.of(view.name(objective), view.direction(objective), values);
    double end = axis.axis().fit(values.stream().mapToDouble(x -> x)).last();
    List<Point> points = new ArrayList<>(List.of(new Point(all.get(0).x(), 0)));
    points.addAll(all);
    LineChart chart = new LineChart(
            "Share of the complete trials with at most a " + view.name(objective),
            axis.axis(),
            ChartAxis.of("share of complete trials").from(0, 1))
        .steps("complete trials", points, end, Look.of(0));
    String better = view.direction(objective) == Direction.MINIMIZE
        ? "The further left the curve, the better the search."
        : "The further right the curve, the better the search.";
    return Section.chart(
        id,
        title,
        "The share of complete trials whose " + view.name(objective) + " is at most so large ("
            + "EDF). " + better
            + (axis.beyond() > 0
                ? " The axis ends before the worst values: " + Numeral.count(axis.beyond(), "value")
                    + " beyond it."
                : ""),
        Size.MEDIUM,
        chart);
  }
}
