package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ockham.lab.RunResult;
import org.ockham.lab.compare.ComparisonResult;
import org.ockham.lab.compare.Spread;
import org.ockham.lab.compare.VariantSummary;
import org.ockham.lab.recipe.Variant;
import org.ockham.lab.report.DataTable.Cell;
import org.ockham.lab.report.DataTable.Row;
import org.ockham.lab.report.Page.Fact;
import org.ockham.lab.report.Section.Facts;
import org.ockham.lab.report.Section.Figure;
import org.ockham.lab.report.Section.Size;
import org.ockham.lab.report.Section.Words;
import org.ockham.search.analysis.Series.Point;
import org.ockham.train.EpochResult;

/** Sets what came of a comparison as one HTML page that needs nothing else: no network, no font; its
 * charts are drawn by a script inside, and tables hold their numbers. */
public final class ComparisonReport {

  /** A column of the table, and how its numbers are written. */
  private enum Column {
    VAL_ACCURACY("validation accuracy", "val/accuracy", true),
    VAL_LOSS("validation loss", "val/loss", false),
    TEST_ACCURACY("test accuracy", "test/accuracy", true),
    TEST_LOSS("test loss", "test/loss", false);

    final String heading;
    final String tag;
    final boolean share;

    Column(String heading, String tag, boolean share) {
      this.heading = heading;
      this.tag = tag;
      this.share = share;
    }

    /** The larger, the better; for losses that is their negative. */
    double merit(VariantSummary summary) {
      double mean = summary.selected(tag).mean();
      return share ? mean : -mean;
    }
  }

  private ComparisonReport() {}

  /** The page. */
  public static String html(ComparisonResult result) {
    return page(result).html();
  }

  static Page page(ComparisonResult result) {
    List<VariantSummary> summaries = result.summaries();
    Variant first = result.variants().get(0);
    List<Section> sections = new ArrayList<>(List.of(table(summaries), curves(result, summaries)));
    if (!result.failures().isEmpty()) {
      sections.add(Section.of(
          "failures",
          "Failed runs",
          "",
          new Words(result.failures().stream()
              .map(failure ->
                  failure.variant() + ", seed " + failure.seed() + ": " + failure.reason())
              .toList())));
    }
    sections.add(settings(first));
    sections.add(Section.of(
        "environment",
        "Environment",
        "",
        new Facts("", facts(result.environment().entries()))));
    return new Page(
        "Comparison: " + result.recipe(),
        result.about(),
        notes(result),
        facts(result, first),
        sections);
  }

  private static List<String> notes(ComparisonResult result) {
    int planned = result.variants().size() * result.seeds().size();
    List<String> notes = new ArrayList<>();
    if (result.interrupted()) {
      notes.add("This comparison was interrupted: " + result.runs().size() + " of " + planned
          + " runs finished, and only they are shown.");
    }
    if (!result.failures().isEmpty()) {
      notes.add(
          result.failures().size() + " of " + planned + " runs failed; they are listed below.");
    }
    return notes;
  }

  private static List<Fact> facts(ComparisonResult result, Variant first) {
    return List.of(
        new Fact("data", first.data().inWords()),
        new Fact("network", first.sizes()),
        new Fact(
            "training",
            first.train().epochs() + " epochs, batches of " + first.train().batch()
                + "; the epoch best in " + first.train().select() + " is selected"),
        new Fact(
            "seeds",
            result.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "))
                + " (each: the same split, order and initial weights for all variants)"),
        new Fact(
            "time",
            String.format(
                Locale.ROOT,
                "%.0f s for %d runs",
                result.seconds(),
                result.runs().size())));
  }

  private static Section table(List<VariantSummary> summaries) {
    List<String> columns = new ArrayList<>(List.of("variant"));
    Arrays.stream(Column.values()).forEach(column -> columns.add(column.heading));
    return Section.of(
        "result",
        "Result",
        "Mean ± sample standard deviation over the seeds, of the epoch that validation selected. The"
            + " test set was looked at once in each run, after the selection. The best mean of a"
            + " column is marked; whether a difference is more than chance is another question.",
        DataTable.whole(
            columns, summaries.stream().map(summary -> row(summary, summaries)).toList()));
  }

  private static Row row(VariantSummary summary, List<VariantSummary> all) {
    List<Cell> cells =
        new ArrayList<>(List.of(new Cell(summary.variant().name(), changes(summary), false)));
    for (Column column : Column.values()) {
      double merit = column.merit(summary);
      boolean best = all.size() > 1
          && all.stream().allMatch(other -> !(column.merit(other) > merit))
          && !Double.isNaN(merit);
      cells.add(new Cell(text(summary.selected(column.tag), column.share), "", best));
    }
    return new Row("", cells);
  }

  private static String changes(VariantSummary summary) {
    return summary.changes().isEmpty()
        ? "the base"
        : summary.changes().entrySet().stream()
            .map(change -> change.getKey() + " " + change.getValue())
            .collect(Collectors.joining(", "));
  }

  /** {@code 93.37 ± 0.35 %}. */
  private static String text(Spread spread, boolean share) {
    if (spread.count() == 0) {
      return "–";
    }
    double scale = share ? 100 : 1;
    String format = share ? "%.2f" : "%.4f";
    String mean = String.format(Locale.ROOT, format, spread.mean() * scale);
    String deviation = Double.isNaN(spread.deviation())
        ? ""
        : " ± " + String.format(Locale.ROOT, format, spread.deviation() * scale);
    return mean + deviation + (share ? " %" : "");
  }

  /** All charts have one scale, so that they can be compared by eye: up to the worst validation loss. */
  private static Section curves(ComparisonResult result, List<VariantSummary> summaries) {
    double epochs = 1;
    double highest = 0;
    for (RunResult run : result.runs()) {
      for (EpochResult epoch : run.epochs()) {
        epochs = Math.max(epochs, epoch.epoch());
        double loss = epoch.metrics().getOrDefault("val/loss", Double.NaN);
        highest = Double.isFinite(loss) ? Math.max(highest, loss) : highest;
      }
    }
    List<Figure> figures = new ArrayList<>();
    for (VariantSummary summary : summaries) {
      String name = summary.variant().name();
      LineChart chart = new LineChart(
          "Loss of " + name + " over epochs",
          ChartAxis.of("epoch").from(0, epochs).wholeNumbers(),
          ChartAxis.of("loss").cutAt(0, highest > 0 ? highest : 1));
      for (RunResult run : result.runs(summary.variant())) {
        for (String part : List.of("train", "validation")) {
          chart.line(
              part,
              part + ", seed " + run.seed(),
              curve(run, part.equals("train") ? "train/loss" : "val/loss"),
              chart.look(part));
        }
      }
      figures.add(new Figure(
          name,
          "at the end: train " + text(summary.last("train/loss"), false) + ", validation "
              + text(summary.last("val/loss"), false),
          chart));
    }
    return Section.charts(
        "curves",
        "Learning curves",
        "Training and validation loss, one line a seed, over epochs; one scale for all. Where"
            + " validation turns up while training goes on down, the network overfits.",
        Size.SMALL,
        figures);
  }

  private static List<Point> curve(RunResult run, String tag) {
    return run.epochs().stream()
        .filter(epoch -> Double.isFinite(epoch.metrics().getOrDefault(tag, Double.NaN)))
        .map(epoch -> new Point(epoch.epoch(), epoch.metrics().getOrDefault(tag, Double.NaN)))
        .toList();
  }

  private static Section settings(Variant variant) {
    Section section = Section.of("settings", "Settings of " + variant.name(), "");
    for (var values : variant.settings().entrySet()) {
      section = section.with(new Facts(values.getKey(), facts(values.getValue())));
    }
    return section;
  }

  private static List<Fact> facts(Map<String, ?> values) {
    return values.entrySet().stream()
        .map(entry -> new Fact(entry.getKey(), String.valueOf(entry.getValue())))
        .toList();
  }
}
