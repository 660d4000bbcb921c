package org.ockham.lab.report;

import java.util.List;
import org.ockham.lab.report.PageSection.Figure;
import org.ockham.lab.report.PageSection.Swatch;
import org.ockham.search.analysis.Series;
import org.ockham.search.analysis.Series.Point;
import org.ockham.search.trial.Direction;

/** The empirical distribution of an objective's values. */
final class DistributionChart {

  private static final int STEPS = 500;

  private DistributionChart() {}

  static PageSection of(StudyView view, int objective) {
    String id = "distribution" + objective;
    String title = "Distribution of values";
    List<Point> all = Series.distribution(view.result(), objective);
    if (all.isEmpty()) {
      return PageSection.missing(id, title, view.nothing(objective));
    }
    List<Double> values = view.finite(objective).stream()
        .map(trial -> trial.values().get(objective))
        .toList();
    ValueAxis axis = ValueAxis.of(view.name(objective), view.direction(objective), values);
    List<Point> points =
        StudyView.spread(all.size(), STEPS).stream().map(all::get).toList();
    Plot plot = Plot.of(
        axis.axis(),
        Axis.linear("share of complete trials", 0, 1),
        id,
        "Share of the complete trials with at most a " + view.name(objective));
    // Before the smallest value the share is 0.
    Point first = points.get(0);
    plot.line("value", List.of(new Point(first.x(), 0), first), "")
        .steps("value", points, axis.axis().high(), "");
    String better = view.direction(objective) == Direction.MINIMIZE
        ? "The further left the curve, the better the search."
        : "The further right the curve, the better the search.";
    return PageSection.charts(
            id,
            title,
            "The share of complete trials whose " + view.name(objective) + " is at most so large ("
                + "EDF). " + better
                + (axis.beyond() > 0
                    ? " The axis ends before the worst values: "
                        + Numeral.count(axis.beyond(), "value") + " beyond it."
                    : ""),
            List.of(new Figure("", "", plot.chart())))
        .key(Swatch.of("value", "complete trials"));
  }
}
