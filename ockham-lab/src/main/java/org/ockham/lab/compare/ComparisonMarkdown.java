package org.ockham.lab.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What came of a comparison as Markdown, for a pull request or a lab book: the verdicts in words first, then the tables behind them. */
public final class ComparisonMarkdown {

  private final StringBuilder text = new StringBuilder();
  private final ComparisonResult result;
  private final Criterion criterion;

  private ComparisonMarkdown(ComparisonResult result) {
    this.result = result;
    this.criterion = result.criterion();
  }

  /** The document. */
  public static String of(ComparisonResult result) {
    return new ComparisonMarkdown(result).document();
  }

  private String document() {
    line("# Comparison: " + escaped(result.recipe()));
    line("");
    if (!result.about().isEmpty()) {
      line(escaped(result.about()));
      line("");
    }
    List<Difference> differences = result.differences();
    differences.forEach(each -> line("- " + escaped(capital(each.verdict().sentence())) + "."));
    if (!differences.isEmpty()) {
      line("");
    }
    notes();
    ComparisonTable summaries = ComparisonTable.of(result);
    table(summaries.headings(), summaries.rows());
    line(capital(ComparisonTable.legend(result)) + ".");
    line("");
    differences(differences);
    tuned();
    variations();
    line("## How it was done");
    line("");
    line("- data: " + escaped(result.design().inWords(result.variants().get(0).data())));
    line("- seeds: "
        + result.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "))
        + ", each with the same split, order and first weights for all variants");
    line("- command: `" + result.environment().command().replace("`", "'") + "`");
    result.environment().entries().forEach((name, value) -> {
      if (!name.equals("command")) {
        line("- " + name + ": " + escaped(String.valueOf(value)));
      }
    });
    return text.toString();
  }

  private void notes() {
    List<String> notes = new ArrayList<>(result.notices());
    if (result.interrupted()) {
      notes.add("It was interrupted: " + result.runs().size()
          + " runs finished, and only they are shown.");
    }
    result
        .failures()
        .forEach(failure -> notes.add(
            failure.variant() + ", seed " + failure.seed() + ", failed: " + failure.reason()));
    notes.forEach(note -> line("> **Note:** " + escaped(note) + "\n"));
  }

  private void differences(List<Difference> differences) {
    if (differences.isEmpty()) {
      return;
    }
    line("## Differences from " + escaped(result.variants().get(0).name()) + " in "
        + criterion.metric());
    line("");
    List<List<String>> rows = new ArrayList<>();
    for (Difference each : differences) {
      rows.add(List.of(
          each.variant(),
          each.verdict().kind().words(),
          criterion.signed(each.mean()),
          interval(each.interval()),
          interval(each.bootstrap()),
          p(each.tP()),
          p(each.wilcoxonP()),
          p(each.adjustedP()),
          number(each.effect()),
          number(each.better())));
    }
    table(
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
        rows);
  }

  private void tuned() {
    if (result.tuned().isEmpty()) {
      return;
    }
    line("## Tuned before the seeds were run, each by " + result.design().trials() + " trials");
    line("");
    table(
        List.of("variant", "settings", "best in validation"),
        result.tuned().stream()
            .map(each -> List.of(
                each.variant(), each.inWords(), each.objective() + " " + number(each.value())))
            .toList());
  }

  private void variations() {
    if (result.variations().isEmpty()) {
      return;
    }
    line("## What the spread comes from");
    line("");
    table(
        List.of("variant", "varied", "deviation of " + criterion.metric(), "runs"),
        result.variations().stream()
            .map(each -> List.of(
                each.variant(),
                each.chance().name().toLowerCase(Locale.ROOT),
                criterion.amount(each.spread().deviation()) + criterion.unit(),
                Integer.toString(each.spread().count())))
            .toList());
  }

  private void table(List<String> headings, List<List<String>> rows) {
    line(row(headings));
    line("|---".repeat(headings.size()) + "|");
    rows.forEach(each -> line(row(each)));
    line("");
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(ComparisonMarkdown::escaped)
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private String interval(Interval interval) {
    return interval.isKnown()
        ? criterion.signed(interval.low()) + " to " + criterion.signed(interval.high())
        : "–";
  }

  private static String p(double p) {
    return Double.isNaN(p) ? "–" : p < 0.0001 ? "< 0.0001" : Verdicts.rounded(p);
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "–";
  }

  static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  /** Names and messages are others' words: nothing in them is markup. */
  private static String escaped(String words) {
    return words.strip().replaceAll("\\s+", " ").replaceAll("([\\\\`*_\\[\\]<>|])", "\\\\$1");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
