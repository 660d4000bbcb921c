package org.ockham.lab.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ockham.lab.statistics.Interval;

/**
 * The summaries of a comparison as text, a row a variant: for a terminal and for Markdown.
 *
 * @param headings of the columns
 * @param rows of cells, as many as there are headings
 */
public record ComparisonTable(List<String> headings, List<List<String>> rows) {

  /** From here on a share of zeros is worth a column. */
  private static final double SPARSE = 0.0005;

  public ComparisonTable {
    headings = List.copyOf(headings);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Of all variants, and of the baselines for scale. */
  public static ComparisonTable of(ComparisonResult result) {
    Criterion criterion = result.criterion();
    List<VariantSummary> summaries = result.summaries();
    boolean isSparse = summaries.stream().anyMatch(each -> each.sparsity().mean() >= SPARSE);
    String unit = criterion.isShare() ? " %" : "";
    List<String> headings = new ArrayList<>(List.of(
        "variant",
        "runs",
        "val " + criterion.name() + unit,
        "test " + criterion.name() + unit,
        "gap",
        "epoch",
        "time"));
    if (isSparse) {
      headings.add("zeros");
    }
    List<List<String>> rows = new ArrayList<>();
    for (VariantSummary summary : summaries) {
      List<String> row = new ArrayList<>(List.of(
          summary.variant().name(),
          Integer.toString(summary.epoch().count()),
          mean(summary.selected(criterion.at("val")), criterion),
          mean(summary.selected(criterion.at("test")), criterion),
          criterion.signed(summary.gap().mean()),
          rounded(summary.epoch().mean(), ""),
          rounded(summary.seconds().mean(), " s")));
      if (isSparse) {
        row.add(rounded(100 * summary.sparsity().mean(), " %"));
      }
      rows.add(row);
    }
    for (Baseline baseline : result.baselines()) {
      List<String> row = new ArrayList<>(List.of(
          baseline.name(),
          Integer.toString(baseline.runs().size()),
          mean(baseline.selected(criterion.at("val")), criterion),
          mean(baseline.selected(criterion.at("test")), criterion)));
      while (row.size() < headings.size()) {
        row.add("");
      }
      rows.add(row);
    }
    return new ComparisonTable(headings, rows);
  }

  /** Every variant against the first, with what its verdict rests on; no rows if there is one variant alone. */
  public static ComparisonTable differences(ComparisonResult result) {
    Criterion criterion = result.criterion();
    return new ComparisonTable(
        List.of(
            "variant",
            "verdict",
            "difference" + criterion.unit(),
            "interval (t)",
            "interval (bootstrap)",
            "p (t)",
            "p (Wilcoxon)",
            "p (t, Holm)",
            "effect",
            "P(better)"),
        result.differences().stream()
            .map(each -> List.of(
                each.variant(),
                each.verdict().kind().words(),
                criterion.signed(each.mean()),
                interval(each.interval(), criterion),
                interval(each.bootstrap(), criterion),
                criterion.p(each.tP()),
                criterion.p(each.wilcoxonP()),
                criterion.p(each.adjustedP()),
                number(each.effect()),
                number(each.better())))
            .toList());
  }

  /** What was found for each variant before the seeds were run; no rows if nothing was searched. */
  public static ComparisonTable tuned(ComparisonResult result) {
    return new ComparisonTable(
        List.of("variant", "settings", "best in validation"),
        result.tuned().stream()
            .map(each -> List.of(
                each.variant(), each.inWords(), each.objective() + " " + number(each.value())))
            .toList());
  }

  /** How much of the spread each kind of chance makes; no rows if that was not asked. */
  public static ComparisonTable variations(ComparisonResult result) {
    Criterion criterion = result.criterion();
    return new ComparisonTable(
        List.of("variant", "varied", "deviation of " + criterion.metric(), "runs"),
        result.variations().stream()
            .map(each -> List.of(
                each.variant(),
                each.chance().name().toLowerCase(Locale.ROOT),
                criterion.amount(each.spread().deviation()) + criterion.unit(),
                Integer.toString(each.spread().count())))
            .toList());
  }

  private static String interval(Interval interval, Criterion criterion) {
    return interval.isKnown()
        ? criterion.signed(interval.low()) + " to " + criterion.signed(interval.high())
        : "–";
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "–";
  }

  /** What the columns are, in a sentence. */
  public static String legend(ComparisonResult result) {
    return "mean ± half of the "
        + String.format(Locale.ROOT, "%.4f", 100 * result.criterion().confidence())
            .replaceFirst("\\.?0+$", "")
        + " % interval over the runs, of the epoch that validation selected; gap: by how much validation is worse than training was";
  }

  /** {@code 93.37 ± 0.35}. */
  private static String mean(Spread spread, Criterion criterion) {
    if (spread.count() == 0) {
      return "–";
    }
    Interval interval = spread.interval(criterion.confidence());
    return criterion.number(spread.mean())
        + (interval.isKnown()
            ? " ± " + criterion.number((interval.high() - interval.low()) / 2)
            : "");
  }

  private static String rounded(double value, String unit) {
    return Double.isNaN(value)
        ? "–"
        : String.format(Locale.ROOT, value < 9.95 && !unit.isEmpty() ? "%.1f" : "%.0f", value)
            + unit;
  }
}
