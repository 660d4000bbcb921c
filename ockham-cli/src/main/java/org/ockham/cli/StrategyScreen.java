package org.ockham.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Source;
import org.ockham.lab.PartsDirectory;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.compare.Spread;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.SearchPlan;
import org.ockham.lab.recipe.Variant;
import org.ockham.lab.report.StrategyReport;
import org.ockham.lab.tune.StrategyComparison;
import org.ockham.lab.tune.StrategyRun;
import org.ockham.lab.tune.StudyTable;
import org.ockham.lab.tune.Tuning;

/**
 * Runs a comparison of search strategies before a person's eyes.
 *
 * @param screen where
 * @param json whether the result is printed as JSON
 * @param recipe what is searched
 */
record StrategyScreen(Screen screen, boolean json, Recipe recipe) {

  /** Runs it, prints what it found and then writes it; returns the exit code. */
  int run(
      StrategyComparison comparison,
      Variant base,
      int jobs,
      Source source,
      PartsDirectory directory) {
    PrintStream people = screen.people(json);
    SearchPlan plan = recipe.search();
    screen.title(
        people,
        String.format(
            Locale.ROOT,
            "%s: %d strategies × %d seeds, %d epochs each, %d at a time",
            recipe.name(),
            plan.strategies().size(),
            recipe.seeds().size(),
            plan.budget(),
            Math.min(jobs, comparison.size())));
    screen.say(people, base.data().inWordsOfSearch());
    people.println(base.sizes() + ", " + base.train().epochs() + " epochs a trial");
    people.println();
    List<StrategyRun> runs;
    Interruption interruption =
        Interruption.of(screen, "finished searches are kept", comparison::interrupt);
    try (JobProgress progress = JobProgress.on(screen, screen.progress(json), "searches");
        interruption) {
      progress.started(comparison.size(), 0);
      runs = comparison.run(jobs, source, directory, run -> progress.ended(line(run)));
    }
    StrategyReport report = new StrategyReport(recipe, runs);
    Map<String, @Nullable Object> entries = entries(comparison, report);
    people.println();
    table(report).print(screen, people);
    people.println();
    screen.say(
        people,
        "the best " + plan.objective()
            + " that a quarter, half and all of the epochs gave: mean ± sample standard deviation over the seeds");
    if (comparison.interrupted()) {
      people.println(
          "interrupted: " + runs.size() + " of " + comparison.size() + " searches finished");
      screen.say(
          people,
          "the same command with --out " + directory.path()
              + " goes on with those that are missing");
    }
    if (json) {
      Map<String, @Nullable Object> printed = new LinkedHashMap<>(entries);
      printed.put("directory", directory.path().toString());
      screen.out().print(RunDirectory.json(printed));
    }
    directory.write("strategies.json", RunDirectory.json(entries));
    directory.write("report.html", report.html());
    people.println("\nreport: " + directory.path().resolve("report.html"));
    return comparison.interrupted() ? interruption.exit().code() : Exit.OK.code();
  }

  private static String line(StrategyRun run) {
    return run.strategy() + ", seed " + run.seed() + ": "
        + run.result()
            .findBest()
            .map(best -> "best " + StudyText.values(best) + " of "
                + run.result().trials().size() + " trials: " + StudyText.params(best))
            .orElse("no complete trial");
  }

  private Table table(StrategyReport report) {
    int budget = recipe.search().budget();
    Table table = new Table(
        1, "strategy", "trials", "after " + budget / 4, "after " + budget / 2, "after " + budget);
    for (String strategy : recipe.search().strategies().keySet()) {
      Spread trials = report.trials(strategy);
      table.row(
          strategy,
          trials.count() == 0 ? "–" : String.format(Locale.ROOT, "%.0f", trials.mean()),
          ComparisonScreen.number(report.bestAfter(strategy, budget / 4)),
          ComparisonScreen.number(report.bestAfter(strategy, budget / 2)),
          ComparisonScreen.number(report.bestAfter(strategy, budget)));
    }
    return table;
  }

  private Map<String, @Nullable Object> entries(
      StrategyComparison comparison, StrategyReport report) {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    entries.put("recipe", recipe.name());
    entries.put("objective", recipe.search().objective());
    entries.put("budget", recipe.search().budget());
    entries.put("interrupted", comparison.interrupted());
    List<Object> searches = new ArrayList<>();
    for (StrategyRun run : report.runs()) {
      Map<String, @Nullable Object> search = new LinkedHashMap<>();
      search.put("strategy", run.strategy());
      search.put("seed", run.seed());
      search.put("trials", run.result().trials().size());
      search.put(
          "epochs", run.result().trials().stream().mapToInt(Tuning::epochs).sum());
      search.put("seconds", run.seconds());
      search.put("best", run.result().findBest().map(StudyTable::entries).orElse(null));
      search.put("curve", run.curve());
      searches.add(search);
    }
    entries.put("searches", searches);
    return entries;
  }
}
