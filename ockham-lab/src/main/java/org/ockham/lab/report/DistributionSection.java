package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.ockham.lab.report.Section.Size;
import org.ockham.search.analysis.Series.Point;
import org.ockham.search.trial.Direction;

/** The empirical distribution of an objective's values. */
final class DistributionSection {

  private DistributionSection() {}

  static Section of(StudyView view, int objective) {
    String id = "distribution" + objective;
    String title = "Distribution of values";
    Ascending within = view.within(objective);
    if (within.size() == 0) {
      return Section.missing(id, title, view.nothing(objective));
    }
    Ascending values =
        within.size() == view.finite(objective).size() ? within : view.values(objective);
    ValueAxis axis = ValueAxis.of(view.name(objective), view.direction(objective), values);
    double end = axis.axis().fit(DoubleStream.of(values.first(), values.last())).last();
    List<Point> points = points(within);
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
            + (within.size() > StudyView.DRAWN
                ? " Drawn at " + Numeral.count(StudyView.DRAWN) + " of "
                    + Numeral.count(within.size()) + " values, as many trials between each."
                : "")
            + (axis.beyond() > 0
                ? " The axis ends before the worst values: " + Numeral.count(axis.beyond(), "value")
                    + " beyond it."
                : ""),
        Size.MEDIUM,
        chart);
  }

  /** From none at the first value to all at the last. */
  private static List<Point> points(Ascending values) {
    List<Point> points = new ArrayList<>(List.of(new Point(values.first(), 0)));
    double last = Double.NaN;
    for (int place : StudyView.spread(values.size(), StudyView.DRAWN)) {
      double value = values.at(place);
      if (value != last) {
        points.add(new Point(value, (double) values.through(value) / values.size()));
        last = value;
      }
    }
    return points;
  }
}
