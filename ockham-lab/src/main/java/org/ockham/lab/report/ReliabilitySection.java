package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ockham.lab.evidence.Classification;
import org.ockham.lab.evidence.Evidence;
import org.ockham.lab.report.Section.Figure;
import org.ockham.lab.report.Section.Size;
import org.ockham.search.analysis.Series.Point;

/** Whether a classifier is right as often as it believes. */
final class ReliabilitySection {

  private ReliabilitySection() {}

  static List<Section> of(ComparisonView view) {
    List<Figure> figures = new ArrayList<>();
    for (Evidence evidence : view.evidences()) {
      Classification classes = evidence.classification();
      if (classes == null) {
        continue;
      }
      List<Point> points = classes.reliability().stream()
          .filter(bin -> bin.samples() > 0)
          .map(bin -> new Point(bin.confidence(), (double) bin.correct() / bin.samples()))
          .toList();
      if (!points.isEmpty()) {
        LineChart chart = new LineChart(
                "Reliability of " + evidence.variant(),
                ChartAxis.of("confidence").exactly(0, 1),
                ChartAxis.of("accuracy").exactly(0, 1))
            .line("network", points)
            .line("as sure as right", List.of(new Point(0, 0), new Point(1, 1)));
        figures.add(new Figure(
            evidence.variant(),
            String.format(
                Locale.ROOT, "expected calibration error %.4f", classes.calibrationError()),
            chart));
      }
    }
    return ComparisonView.drawn(
        "reliability",
        "Reliability",
        "How often answers of each confidence are right: below the diagonal the network is surer"
            + " than it may be." + view.ofOneRun(),
        Size.SMALL,
        figures);
  }
}
