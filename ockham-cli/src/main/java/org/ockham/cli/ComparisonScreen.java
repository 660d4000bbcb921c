package org.ockham.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Source;
import org.ockham.lab.PartsDirectory;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.compare.Comparison;
import org.ockham.lab.compare.ComparisonResult;
import org.ockham.lab.compare.RunFailure;
import org.ockham.lab.compare.Spread;
import org.ockham.lab.compare.VariantSummary;
import org.ockham.lab.recipe.Variant;
import org.ockham.lab.report.ComparisonReport;

/**
 * Runs a comparison of variants before a person's eyes.
 *
 * @param screen where
 * @param json whether the result is printed as JSON
 * @param command the command line, to be noted with the result
 */
record ComparisonScreen(Screen screen, boolean json, String command) {

  /** Runs it, prints what it found and then writes it; returns the exit code. */
  int run(Comparison comparison, int jobs, Source source, PartsDirectory directory) {
    PrintStream people = screen.people(json);
    Variant base = comparison.variants().get(0);
    screen.title(
        people,
        String.format(
            Locale.ROOT,
            "%s: %d variants × %d seeds, %d at a time",
            base.recipe(),
            comparison.variants().size(),
            comparison.seeds().size(),
            Math.min(jobs, comparison.size())));
    screen.say(people, base.data().inWords());
    people.println(base.sizes() + ", " + base.train().epochs() + " epochs");
    people.println();
    ComparisonResult result;
    Interruption interruption =
        Interruption.of(screen, "finished runs are kept", comparison::interrupt);
    ComparisonProgress progress =
        new ComparisonProgress(screen, JobProgress.on(screen, screen.progress(json), "runs"));
    try (progress;
        interruption) {
      result = comparison.run(jobs, source, command, directory, progress);
    }
    report(people, directory, result, progress.hasNew());
    if (result.interrupted()) {
      return interruption.exit().code();
    }
    return result.failures().isEmpty()
        ? Exit.OK.code()
        : Exit.of(result.failures().get(0).cause()).code();
  }

  /** Shows what was found, and then writes it: a full disk takes the file away, not the result. */
  private void report(
      PrintStream people, PartsDirectory directory, ComparisonResult result, boolean hasNew) {
    people.println();
    table(result).print(screen, people);
    people.println();
    screen.say(
        people,
        "mean ± sample standard deviation over the seeds, of the epoch that validation selected; end:"
            + " of the last epoch, where what overfits shows");
    if (result.interrupted()) {
      people.printf(
          Locale.ROOT,
          "interrupted: %d of %d runs finished%n",
          result.runs().size(),
          result.variants().size() * result.seeds().size());
    }
    for (RunFailure failure : result.failures()) {
      screen
          .err()
          .println("ockham: " + failure.variant() + ", seed " + failure.seed() + " failed: "
              + Screen.line(failure.reason()));
    }
    if (json) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>(result.entries());
      entries.put("directory", directory.path().toString());
      screen.out().print(RunDirectory.json(entries));
    }
    if (result.runs().size() < result.variants().size() * result.seeds().size()) {
      screen.say(
          people,
          "the same command with --out " + directory.path()
              + " goes on with the runs that are missing");
    }
    if (hasNew || !directory.has("comparison.json", "report.html")) {
      directory.write("comparison.json", RunDirectory.json(result.entries()));
      directory.write("report.html", ComparisonReport.html(result));
    }
    people.printf(
        Locale.ROOT,
        "%nreport: %s (%.0f s)%n",
        directory.path().resolve("report.html"),
        result.seconds());
  }

  private static Table table(ComparisonResult result) {
    Table table = new Table(
        1,
        "variant",
        "runs",
        "val accuracy",
        "test accuracy",
        "test loss",
        "epoch",
        "end train loss",
        "end val loss");
    for (VariantSummary summary : result.summaries()) {
      table.row(
          summary.variant().name(),
          Integer.toString(summary.selected("val/accuracy").count()),
          percent(summary.selected("val/accuracy")),
          percent(summary.selected("test/accuracy")),
          number(summary.selected("test/loss")),
          epoch(summary.epoch()),
          number(summary.last("train/loss")),
          number(summary.last("val/loss")));
    }
    return table;
  }

  private static String percent(Spread spread) {
    return spread.count() == 0
        ? "–"
        : String.format(Locale.ROOT, "%.2f", 100 * spread.mean())
            + deviation("%.2f", 100 * spread.deviation()) + " %";
  }

  private static String epoch(Spread spread) {
    return spread.count() == 0
        ? "–"
        : String.format(Locale.ROOT, "%.0f", spread.mean()) + deviation("%.0f", spread.deviation());
  }

  static String number(Spread spread) {
    return spread.count() == 0
        ? "–"
        : String.format(Locale.ROOT, "%.4f", spread.mean()) + deviation("%.4f", spread.deviation());
  }

  private static String deviation(String format, double deviation) {
    return Double.isNaN(deviation) ? "" : " ± " + String.format(Locale.ROOT, format, deviation);
  }
}
