package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ockham.lab.evidence.Evidence;
import org.ockham.lab.evidence.Regression;
import org.ockham.lab.report.LineChart.Dot;
import org.ockham.lab.report.Section.Figure;
import org.ockham.lab.report.Section.Size;
import org.ockham.search.analysis.Series.Point;

/** What is predicted where values are. */
final class PredictionSection {

  private PredictionSection() {}

  static List<Section> of(ComparisonView view) {
    List<Figure> figures = new ArrayList<>();
    for (Evidence evidence : view.evidences()) {
      Regression values = evidence.regression();
      if (values != null && !values.actual().isEmpty()) {
        figures.add(new Figure(evidence.variant(), "", chart(evidence.variant(), values)));
      }
    }
    return ComparisonView.drawn(
        "predictions",
        "Predicted against true",
        "Each dot is a test sample; on the diagonal the prediction is right." + view.ofOneRun(),
        Size.SMALL,
        figures);
  }

  private static LineChart chart(String variant, Regression values) {
    double[] all = Stream.concat(values.actual().stream(), values.predicted().stream())
        .mapToDouble(Double::doubleValue)
        .filter(Double::isFinite)
        .toArray();
    double low = IntStream.range(0, all.length).mapToDouble(i -> all[i]).min().orElse(0);
    double high = IntStream.range(0, all.length).mapToDouble(i -> all[i]).max().orElse(1);
    LineChart chart = new LineChart(
        "Predicted against true values of " + variant,
        ChartAxis.of("true"),
        ChartAxis.of("predicted"));
    return chart
        .line("right", List.of(new Point(low, low), new Point(high, high)))
        .dots(
            "test samples",
            IntStream.range(0, values.actual().size())
                .mapToObj(
                    i -> new Dot(values.actual().get(i), values.predicted().get(i), ""))
                .toList(),
            chart.look("test samples"),
            5);
  }
}
