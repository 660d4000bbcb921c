package org.ockham.lab.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What came of a comparison as Markdown, for a pull request or a lab book: the verdicts in words first, then the tables behind them. */
public final class ComparisonMarkdown {

  private final StringBuilder text = new StringBuilder();
  private final ComparisonResult result;

  private ComparisonMarkdown(ComparisonResult result) {
    this.result = result;
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
    differences.forEach(each -> line("- " + escaped(each.statement())));
    if (!differences.isEmpty()) {
      line("");
    }
    notes();
    ComparisonTable summaries = ComparisonTable.of(result);
    table(summaries.headings(), summaries.rows());
    line(capital(ComparisonTable.legend(result)) + ".");
    line("");
    titled(
        "Differences from " + escaped(result.variants().get(0).name()) + " in "
            + result.criterion().metric(),
        ComparisonTable.differences(result));
    titled(
        "Tuned before the seeds were run, each by " + result.design().trials() + " trials",
        ComparisonTable.tuned(result));
    titled("What the spread comes from", ComparisonTable.variations(result));
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

  private void titled(String title, ComparisonTable table) {
    if (!table.rows().isEmpty()) {
      line("## " + title);
      line("");
      table(table.headings(), table.rows());
    }
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

  /** With a capital letter at the beginning. */
  public static String capital(String sentence) {
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
