package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ockham.lab.RunResult;
import org.ockham.lab.compare.Spread;
import org.ockham.lab.compare.VariantSummary;
import org.ockham.lab.report.LineChart.Range;
import org.ockham.lab.report.Section.Figure;
import org.ockham.lab.report.Section.Size;
import org.ockham.search.analysis.Series.Point;
import org.ockham.train.EpochResult;

/** How the loss of training and validation went, for each variant. */
final class LearningSection {

  private LearningSection() {}

  /** All charts have one scale, so that they can be compared by eye: up to the worst validation loss. */
  static List<Section> of(ComparisonView view) {
    double epochs = 1;
    double highest = 0;
    for (RunResult run : view.result().runs()) {
      for (EpochResult epoch : run.epochs()) {
        epochs = Math.max(epochs, epoch.epoch());
        double loss = epoch.metrics().getOrDefault("val/loss", Double.NaN);
        highest = Double.isFinite(loss) ? Math.max(highest, loss) : highest;
      }
    }
    List<Figure> figures = new ArrayList<>();
    for (VariantSummary summary : view.result().summaries()) {
      String name = summary.variant().name();
      List<RunResult> runs = view.result().runs(summary.variant());
      LineChart chart = new LineChart(
          "Loss of " + name + " over epochs",
          ChartAxis.of("epoch").from(0, epochs).wholeNumbers(),
          ChartAxis.of("loss").cutAt(0, highest > 0 ? highest : 1));
      draw(chart, "train", values(runs, "train/loss"));
      draw(chart, "validation", values(runs, "val/loss"));
      if (summary.epoch().count() > 0) {
        chart.mark("selected", summary.epoch().mean());
      }
      figures.add(new Figure(
          name,
          "at the end: train " + text(summary, "train/loss") + ", validation "
              + text(summary, "val/loss"),
          chart));
    }
    return ComparisonView.drawn(
        "curves",
        "Learning curves",
        "Training and validation loss over epochs: the mean over the seeds, the band from the lowest"
            + " to the highest, and the epoch selected on average; one scale for all. Where"
            + " validation turns up while training goes on down, the network overfits.",
        Size.SMALL,
        figures);
  }

  static SortedMap<Integer, List<Double>> values(List<RunResult> runs, String tag) {
    SortedMap<Integer, List<Double>> values = new TreeMap<>();
    for (RunResult run : runs) {
      for (EpochResult epoch : run.epochs()) {
        double value = epoch.metrics().getOrDefault(tag, Double.NaN);
        if (Double.isFinite(value)) {
          values.computeIfAbsent(epoch.epoch(), key -> new ArrayList<>()).add(value);
        }
      }
    }
    return values;
  }

  static void draw(LineChart chart, String name, SortedMap<Integer, List<Double>> values) {
    List<Point> means = new ArrayList<>();
    List<Range> ranges = new ArrayList<>();
    values.forEach((epoch, each) -> {
      means.add(new Point(epoch, Spread.of(each).mean()));
      ranges.add(new Range(
          epoch,
          each.stream().min(Double::compare).orElseThrow(),
          each.stream().max(Double::compare).orElseThrow()));
    });
    chart.line(name, means);
    if (values.values().stream().anyMatch(each -> each.size() > 1)) {
      chart.band(name, ranges);
    }
  }

  private static String text(VariantSummary summary, String tag) {
    Spread spread = summary.last().get(tag);
    return spread == null || spread.count() == 0
        ? "–"
        : String.format(Locale.ROOT, "%.4f", spread.mean());
  }
}
