package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ockham.lab.evidence.Bins;
import org.ockham.lab.evidence.Evidence;
import org.ockham.lab.evidence.WeightHistogram;
import org.ockham.lab.report.Section.Figure;
import org.ockham.lab.report.Section.Size;
import org.ockham.search.analysis.Series.Point;

/** What training made of the weights. */
final class WeightsSection {

  /** So many layers of a network are shown. */
  private static final int LAYERS = 6;

  private WeightsSection() {}

  static List<Section> of(ComparisonView view) {
    List<Figure> figures = new ArrayList<>();
    for (Evidence evidence : view.evidences()) {
      evidence.weights().stream()
          .limit(LAYERS)
          .forEach(layer -> figures.add(figure(evidence.variant(), layer)));
    }
    return ComparisonView.drawn(
        "weights",
        "Weights",
        "How the weights of each layer are distributed at the start and as selected: penalties draw"
            + " them together around 0." + view.ofOneRun(),
        Size.SMALL,
        figures);
  }

  private static Figure figure(String variant, WeightHistogram layer) {
    String name = variant + ": " + layer.name();
    LineChart chart = new LineChart(
            "Weights of " + name, ChartAxis.of("weight"), ChartAxis.of("share").from(0, 0))
        .line("start", shares(layer.start()))
        .line("selected", shares(layer.selected()));
    return new Figure(
        name,
        String.format(
            Locale.ROOT, "%,d weights, %.1f %% of them 0", layer.count(), 100 * layer.sparsity()),
        chart);
  }

  /** The part of all numbers in each bin, at its middle. */
  static List<Point> shares(Bins bins) {
    return IntStream.range(0, bins.counts().size())
        .mapToObj(bin -> new Point(bins.middle(bin), bins.share(bin)))
        .toList();
  }
}
