package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ockham.lab.evidence.Evidence;
import org.ockham.lab.evidence.Series;
import org.ockham.lab.report.Section.Figure;
import org.ockham.search.analysis.Series.Point;

/** What was looked at now and then in training, a chart for each variant. */
final class SeriesFigures {

  /** So many curves of a chart can be told apart. */
  private static final int CURVES = 8;

  private SeriesFigures() {}

  static List<Figure> of(ComparisonView view, String what, Function<Evidence, Series> of) {
    List<Figure> figures = new ArrayList<>();
    for (Evidence evidence : view.evidences()) {
      Series series = of.apply(evidence);
      if (!series.steps().isEmpty() && !series.values().isEmpty()) {
        LineChart chart = new LineChart(
            what + " of " + evidence.variant() + " over steps",
            ChartAxis.of("step").wholeNumbers(),
            ChartAxis.log(what));
        series.values().entrySet().stream()
            .limit(CURVES)
            .forEach(each -> chart.line(each.getKey(), points(series.steps(), each.getValue())));
        figures.add(new Figure(evidence.variant(), "", chart));
      }
    }
    return figures;
  }

  private static List<Point> points(List<Long> steps, List<Double> values) {
    return IntStream.range(0, Math.min(steps.size(), values.size()))
        .mapToObj(i -> new Point(steps.get(i), values.get(i)))
        .toList();
  }
}
