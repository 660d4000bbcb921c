package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ockham.lab.compare.ComparisonMarkdown;
import org.ockham.lab.compare.ComparisonTable;
import org.ockham.lab.compare.Criterion;
import org.ockham.lab.compare.Difference;
import org.ockham.lab.compare.Spread;
import org.ockham.lab.compare.VariantSummary;
import org.ockham.lab.report.DataTable.Cell;
import org.ockham.lab.report.DataTable.Row;
import org.ockham.lab.report.Section.Details;

/** The variants and the baselines in numbers. */
final class ResultsSection {

  private static final List<String> LOSSES = List.of("val/loss", "test/loss");

  private ResultsSection() {}

  static Section of(ComparisonView view) {
    ComparisonTable table = ComparisonTable.of(view.result());
    ComparisonTable tests = ComparisonTable.differences(view.result());
    List<VariantSummary> summaries = view.result().summaries();
    Map<String, Difference> differences = view.result().differences().stream()
        .collect(Collectors.toMap(Difference::variant, Function.identity()));
    List<String> columns = new ArrayList<>(table.headings());
    columns.addAll(List.of(
        "val loss", "test loss", "difference" + view.criterion().unit(), "p (Holm)", "verdict"));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      List<String> texts = table.rows().get(i);
      boolean isVariant = i < summaries.size();
      List<Cell> cells = new ArrayList<>();
      for (int column = 0; column < texts.size(); column++) {
        String note = column > 0 ? "" : isVariant ? changes(summaries.get(i)) : "a baseline";
        String tag =
            column == 2 || column == 3 ? view.criterion().at(column == 2 ? "val" : "test") : "";
        cells.add(new Cell(
            texts.get(column),
            note,
            isVariant
                && !tag.isEmpty()
                && isBest(summaries, i, tag, view.criterion().isHigherBetter())));
      }
      for (String tag : LOSSES) {
        cells.add(
            isVariant
                ? new Cell(
                    text(summaries.get(i).selected(tag)), "", isBest(summaries, i, tag, false))
                : Cell.of(""));
      }
      Difference difference = isVariant ? differences.get(texts.get(0)) : null;
      cells.addAll(difference == null ? blank() : cells(difference, view.criterion()));
      rows.add(new Row("", cells));
    }
    Section section = Section.of(
        "result",
        "Result",
        ComparisonMarkdown.capital(ComparisonTable.legend(view.result()))
            + ". The test set was looked at once in each run, after the selection. The best mean of"
            + " a column is marked; whether a difference is more than chance, the verdict says.",
        DataTable.whole(columns, rows));
    return tests.rows().isEmpty()
        ? section
        : section.with(
            new Details("What the verdicts rest on", List.of(ComparisonView.table(tests))));
  }

  private static List<Cell> blank() {
    return List.of(Cell.of(""), Cell.of(""), Cell.of(""));
  }

  private static List<Cell> cells(Difference difference, Criterion criterion) {
    return List.of(
        Cell.of(criterion.signed(difference.mean())),
        Cell.of(criterion.p(difference.adjustedP())),
        Cell.of(difference.verdict().kind().words()));
  }

  private static boolean isBest(
      List<VariantSummary> summaries, int place, String tag, boolean isMore) {
    double mean = mean(summaries.get(place), tag);
    return summaries.size() > 1
        && Double.isFinite(mean)
        && summaries.stream()
            .map(each -> mean(each, tag))
            .noneMatch(other -> isMore ? other > mean : other < mean);
  }

  private static double mean(VariantSummary summary, String tag) {
    return spread(summary, tag).mean();
  }

  private static Spread spread(VariantSummary summary, String tag) {
    Spread spread = summary.selected().get(tag);
    return spread == null ? Spread.of(List.of()) : spread;
  }

  private static String text(Spread spread) {
    return spread.count() == 0 ? "–" : Numeral.of(spread.mean());
  }

  private static String changes(VariantSummary summary) {
    return summary.changes().isEmpty()
        ? "the base"
        : summary.changes().entrySet().stream()
            .map(change -> change.getKey() + " " + change.getValue())
            .collect(Collectors.joining(", "));
  }
}
