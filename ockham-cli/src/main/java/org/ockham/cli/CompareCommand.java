package org.ockham.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Source;
import org.ockham.lab.PartsDirectory;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.compare.Comparison;
import org.ockham.lab.compare.ComparisonResult;
import org.ockham.lab.compare.RunFailure;
import org.ockham.lab.compare.Spread;
import org.ockham.lab.compare.VariantSummary;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.lab.report.ComparisonReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ockham compare}: variants over seeds, side by side. */
@Command(
    name = "compare",
    description = {
      "Compares the variants of a recipe over several seeds.",
      "Without a recipe: mnist-5pct in its short form, on data that Ockham draws itself."
    })
final class CompareCommand implements Callable<Integer> {

  private static final String STANDARD = "mnist-5pct";

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      paramLabel = "RECIPE",
      completionCandidates = Completion.Recipes.class,
      arity = "0..1",
      description = "A recipe's name (ockham recipes lists them) or a YAML file.")
  private @Nullable String recipe;

  @Option(
      names = "--variants",
      paramLabel = "NAME",
      split = ",",
      description = "Only these variants, in this order; the first is the base.")
  private List<String> variants = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N|A,B,..",
      description = "How many seeds (0 to N-1), or which: 4,5,6. The recipe's if not given.")
  private @Nullable String seeds;

  @Mixin
  private RecipeOptions options = new RecipeOptions();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Runs at a time; all processors if not given. The numbers do not depend on it.")
  private @Nullable Integer jobs;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where report.html and comparison.json go; a new directory below runs/ if not given.")
  private @Nullable Path out;

  @Option(
      names = "--json",
      description = "Print the result as JSON; progress goes to standard error.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = main.screen();
    PrintStream people = screen.people(json);
    Recipe recipe =
        this.recipe == null ? options.quickRecipe(STANDARD) : options.recipe(this.recipe);
    List<Variant> variants = this.variants.isEmpty()
        ? recipe.variants()
        : this.variants.stream().map(recipe::variant).distinct().toList();
    List<Long> seeds = this.seeds == null ? recipe.seeds() : seeds(this.seeds);
    int jobs = this.jobs == null ? Runtime.getRuntime().availableProcessors() : this.jobs;
    if (jobs < 1) {
      throw usage("--jobs is " + jobs + ", but must be at least 1");
    }
    Comparison comparison = new Comparison(recipe, variants, seeds);
    try (PartsDirectory directory = out == null
        ? PartsDirectory.standard(recipe.name(), "compare", comparison.plan())
        : PartsDirectory.at(out, comparison.plan())) {
      return run(screen, people, comparison, recipe, variants, seeds, jobs, directory);
    }
  }

  private int run(
      Screen screen,
      PrintStream people,
      Comparison comparison,
      Recipe recipe,
      List<Variant> variants,
      List<Long> seeds,
      int jobs,
      PartsDirectory directory) {
    Source source = options.source(screen);
    screen.title(
        people,
        String.format(
            Locale.ROOT,
            "%s: %d variants × %d seeds, %d at a time",
            recipe.name(),
            variants.size(),
            seeds.size(),
            Math.min(jobs, comparison.size())));
    screen.say(people, variants.get(0).data().inWords());
    people.println(variants.get(0).sizes() + ", " + variants.get(0).train().epochs() + " epochs");
    people.println();
    ComparisonResult result;
    Interruption interruption =
        Interruption.of(screen, "finished runs are kept", comparison::interrupt);
    ComparisonProgress progress =
        new ComparisonProgress(screen, JobProgress.on(screen, screen.progress(json), "runs"));
    try (progress;
        interruption) {
      result = comparison.run(jobs, source, main.commandLine(), directory, progress);
    }
    report(screen, people, directory, result, progress.hasNew());
    if (result.interrupted()) {
      return interruption.exit().code();
    }
    return result.failures().isEmpty()
        ? Exit.OK.code()
        : Exit.of(result.failures().get(0).cause()).code();
  }

  /** Shows what was found, and then writes it: a full disk takes the file away, not the result. */
  private void report(
      Screen screen,
      PrintStream people,
      PartsDirectory directory,
      ComparisonResult result,
      boolean hasNew) {
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
        "end train loss",
        "end val loss");
    for (VariantSummary summary : result.summaries()) {
      table.row(
          summary.variant().name(),
          Integer.toString(summary.selected("val/accuracy").count()),
          percent(summary.selected("val/accuracy")),
          percent(summary.selected("test/accuracy")),
          number(summary.selected("test/loss")),
          number(summary.last("train/loss")),
          number(summary.last("val/loss")));
    }
    return table;
  }

  private List<Long> seeds(String text) {
    try {
      if (!text.contains(",")) {
        int count = Integer.parseInt(text.strip());
        if (count < 1 || count > 10_000) {
          throw usage(
              "--seeds is " + count + ", but must be 1 to 10000 seeds, or a list such as 4,5,6");
        }
        return LongStream.range(0, count).boxed().toList();
      }
      List<Long> seeds = Arrays.stream(text.split(","))
          .filter(seed -> !seed.isBlank())
          .map(seed -> Long.valueOf(seed.strip()))
          .distinct()
          .collect(Collectors.toList());
      if (seeds.isEmpty()) {
        throw usage("--seeds is '" + text + "', but names no seed: give a list such as 4,5,6");
      }
      return seeds;
    } catch (NumberFormatException e) {
      throw usage("--seeds is '" + text + "', but must be how many seeds, or a list such as 4,5,6");
    }
  }

  private CommandLine.ParameterException usage(String sentence) {
    return new CommandLine.ParameterException(spec.commandLine(), sentence);
  }

  private static String percent(Spread spread) {
    return spread.count() == 0
        ? "–"
        : String.format(Locale.ROOT, "%.2f", 100 * spread.mean())
            + deviation("%.2f", 100 * spread.deviation()) + " %";
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
