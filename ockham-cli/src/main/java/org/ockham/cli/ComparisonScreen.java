package org.ockham.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Source;
import org.ockham.lab.PartsDirectory;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.cluster.Cluster;
import org.ockham.lab.cluster.ClusterException;
import org.ockham.lab.cluster.SharedDirectory;
import org.ockham.lab.compare.Comparison;
import org.ockham.lab.compare.ComparisonCsv;
import org.ockham.lab.compare.ComparisonMarkdown;
import org.ockham.lab.compare.ComparisonResult;
import org.ockham.lab.compare.ComparisonTable;
import org.ockham.lab.compare.Criterion;
import org.ockham.lab.compare.Design;
import org.ockham.lab.compare.Difference;
import org.ockham.lab.compare.RunFailure;
import org.ockham.lab.compare.Spread;
import org.ockham.lab.evidence.Evidence;
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

  /**
   * Where the runs are made.
   *
   * @param cluster null for this process
   * @param shared by which runs that are lost go on, or null
   * @param jobs how many at a time
   */
  record Place(@Nullable Cluster cluster, @Nullable SharedDirectory shared, int jobs) {

    ComparisonResult run(
        Comparison comparison,
        Source source,
        String command,
        PartsDirectory directory,
        ComparisonProgress progress) {
      return cluster == null
          ? comparison.run(jobs, source, command, directory, progress)
          : comparison.run(cluster, shared, jobs, source, command, directory, progress);
    }
  }

  /** How many characters a curve takes. */
  private static final int CURVE = 8;

  /** Runs it, prints what it found and then writes it; returns the exit code. */
  int run(Comparison comparison, Place place, Source source, PartsDirectory directory) {
    PrintStream people = screen.people(json);
    Variant base = comparison.variants().get(0);
    screen.title(people, title(comparison, place.jobs()));
    screen.say(people, comparison.design().inWords(base.data()));
    people.println(base.sizes() + ", " + base.train().epochs() + " epochs");
    people.println();
    ComparisonResult result;
    Interruption interruption =
        Interruption.of(screen, "finished runs are kept", comparison::interrupt);
    ComparisonProgress progress = new ComparisonProgress(
        screen,
        JobProgress.on(screen, screen.progress(json), "runs"),
        comparison.design().criterion());
    try (progress;
        interruption) {
      result = place.run(comparison, source, command, directory, progress);
    } catch (ClusterException e) {
      if (progress.hasNew()) {
        screen.say(screen.err(), "the same command" + goesOn(directory));
      }
      throw e;
    }
    report(people, directory, result, comparison.design().seeds().size(), progress.hasNew());
    if (result.interrupted()) {
      return interruption.exit().code();
    }
    return result.failures().isEmpty()
        ? Exit.OK.code()
        : Exit.of(result.failures().get(0).cause()).code();
  }

  private static String goesOn(PartsDirectory directory) {
    return " with --out " + directory.path() + " goes on with the runs that are missing";
  }

  private static String title(Comparison comparison, int jobs) {
    Design design = comparison.design();
    return String.format(
        Locale.ROOT,
        "%s: %d variants × %s%d seeds%s%s, %d at a time",
        comparison.variants().get(0).recipe(),
        comparison.variants().size(),
        design.isSequential() ? design.firstLook() + " to " : "",
        design.seeds().size(),
        design.folds() == 0 ? "" : " × " + design.folds() + " folds",
        design.trials() == 0 ? "" : ", tuned by " + design.trials() + " trials each",
        Math.min(jobs, comparison.size()));
  }

  /** Shows what was found, and then writes it: a full disk takes the file away, not the result. */
  private void report(
      PrintStream people,
      PartsDirectory directory,
      ComparisonResult result,
      int planned,
      boolean hasNew) {
    people.println();
    for (Difference difference : result.differences()) {
      screen.title(people, difference.verdict().sentence());
    }
    if (result.variants().size() > 1) {
      people.println();
    }
    table(result).print(screen, people);
    screen.say(people, ComparisonTable.legend(result) + "; curve: of validation");
    people.println();
    result
        .tuned()
        .forEach(each -> screen.say(people, "tuned: " + each.variant() + ": " + each.inWords()));
    variations(people, result);
    result.notices().forEach(notice -> screen.say(people, "note: " + notice));
    if (result.interrupted()) {
      people.printf(
          Locale.ROOT,
          "interrupted: %d of %d runs finished%n",
          result.runs().size(),
          result.planned());
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
    if (result.interrupted() || !result.failures().isEmpty()) {
      int seeds = result.design().seeds().size();
      screen.say(
          people,
          "the same command"
              + (seeds > planned ? ", for " + seeds + " seeds," : "")
              + goesOn(directory));
    }
    if (hasNew
        || !directory.amendments().isEmpty()
        || !directory.has("comparison.json", "results.csv", "report.md", "report.html")) {
      directory.write("comparison.json", RunDirectory.json(result.entries()));
      directory.write("results.csv", ComparisonCsv.of(result));
      directory.write("report.md", ComparisonMarkdown.of(result));
      directory.write(
          "report.html",
          ComparisonReport.html(result, Evidence.readAll(directory.path().resolve("parts"))));
    }
    people.printf(
        Locale.ROOT,
        "%nreport: %s (%.0f s)%n",
        directory.path().resolve("report.html"),
        result.seconds());
  }

  private void variations(PrintStream people, ComparisonResult result) {
    Criterion criterion = result.criterion();
    for (Variant variant : result.variants()) {
      String sources = result.variations().stream()
          .filter(each -> each.variant().equals(variant.name()))
          .map(each -> each.chance().name().toLowerCase(Locale.ROOT) + " "
              + criterion.amount(each.spread().deviation()))
          .collect(Collectors.joining(", "));
      if (!sources.isEmpty()) {
        screen.say(
            people,
            "deviation of " + criterion.metric() + " of " + variant.name()
                + ", by what varies alone: " + sources + criterion.unit());
      }
    }
  }

  private static Table table(ComparisonResult result) {
    ComparisonTable whole = ComparisonTable.of(result);
    List<String> headings = new ArrayList<>(whole.headings());
    headings.add("curve");
    Table table = new Table(1, headings.toArray(String[]::new));
    for (int i = 0; i < whole.rows().size(); i++) {
      List<String> row = new ArrayList<>(whole.rows().get(i));
      row.add(
          i < result.variants().size()
              ? Sparkline.of(curve(result, result.variants().get(i)), CURVE)
              : "");
      table.row(row.toArray(String[]::new));
    }
    return table;
  }

  /** The metric in validation over the epochs, the mean of the runs that have it. */
  private static double[] curve(ComparisonResult result, Variant variant) {
    String tag = result.criterion().at("val");
    SortedMap<Integer, List<Double>> values = new TreeMap<>();
    result
        .runs(variant)
        .forEach(run -> run.epochs().forEach(epoch -> {
          Double value = epoch.metrics().get(tag);
          if (value != null) {
            values.computeIfAbsent(epoch.epoch(), each -> new ArrayList<>()).add(value);
          }
        }));
    return values.values().stream().mapToDouble(each -> Spread.of(each).mean()).toArray();
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
