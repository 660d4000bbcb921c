package org.ockham.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.ockham.data.NamedSet;
import org.ockham.lab.Experiment;
import org.ockham.lab.Run;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.RunResult;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.tensor.Engine;
import org.ockham.train.Metrics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ockham train}: one variant, one seed. */
@Command(
    name = "train",
    description = "Trains one variant of a recipe, and tests the epoch that validation selects.")
final class TrainCommand implements Callable<Integer> {

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Parameters(
      paramLabel = "RECIPE",
      completionCandidates = Completion.Recipes.class,
      description = "A recipe's name (ockham recipes lists them) or a YAML file.")
  private String recipe = "";

  @Mixin
  private VariantOption variant = new VariantOption();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed; the recipe's first if not given.")
  private @Nullable Long seed;

  @Mixin
  private RecipeOptions options = new RecipeOptions();

  @Option(
      names = "--threads",
      paramLabel = "N|auto",
      description =
          "Threads inside one operation; auto times a few settings. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1",
      converter = ThreadCount.Converter.class)
  private ThreadCount threads = ThreadCount.ONE;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the run is kept; a new directory below runs/ if not given.")
  private @Nullable Path out;

  @Option(
      names = "--json",
      description = "Print the result as JSON; progress goes to standard error.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = main.screen();
    PrintStream people = screen.people(json);
    Recipe recipe = options.recipe(this.recipe);
    Variant variant = this.variant.of(recipe);
    long seed = this.seed == null ? recipe.seeds().get(0) : this.seed;
    RunDirectory directory = out == null
        ? RunDirectory.standard(variant.recipe(), variant.name() + "-seed" + seed)
        : RunDirectory.at(out);
    Engine.check();
    NamedSet images = variant.data().open(options.source(screen));
    Experiment experiment = Experiment.of(variant, seed, images).withThreads(threads.threads());
    people.println(
        screen.bold(variant.recipe() + ", variant " + variant.name() + ", seed " + seed));
    screen.say(people, variant.data().inWords());
    people.println();
    SummaryCommand.print(screen, people, experiment.network(), experiment.inputShape());
    people.println();
    if (directory.replaces()) {
      screen.say(
          people, directory.path() + " holds a run that came to nothing; this one replaces it");
      people.println();
    }
    Run run = new Run(experiment, screen.epochs(json));
    Interruption interruption = Interruption.of(screen, "ending after this step", run::interrupt);
    List<RunResult> judged = new ArrayList<>();
    try (interruption) {
      RunResult result = run.execute(directory, main.commandLine(), judged::add);
      return result.interrupted() ? interruption.exit().code() : Exit.OK.code();
    } catch (RuntimeException e) {
      int code = main.fail(e);
      if (directory.failed()) {
        screen
            .err()
            .println("Kept as failed in " + directory.path() + ": with --out " + directory.path()
                + " another run takes its place.");
      }
      return code;
    } finally {
      judged.forEach(result -> report(screen, people, variant, directory, result));
    }
  }

  private void report(
      Screen screen,
      PrintStream people,
      Variant variant,
      RunDirectory directory,
      RunResult result) {
    people.println();
    people.printf(
        Locale.ROOT,
        "selected: epoch %d, best in %s%n",
        result.bestEpoch(),
        variant.train().select());
    Table table = new Table(1, "", "loss", "accuracy");
    row(table, "val", "validation", result.validation());
    Metrics test = result.test();
    if (test != null) {
      row(table, "test", "test", test);
    }
    table.print(screen, people);
    if (test == null && Files.exists(directory.model())) {
      people.println("interrupted, so not tested: ockham evaluate " + directory.model());
    }
    boolean kept = Files.exists(directory.model());
    if (kept) {
      people.printf(Locale.ROOT, "%nmodel: %s (%.1f s)%n", directory.model(), result.seconds());
    }
    if (json) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      entries.put("recipe", variant.recipe());
      entries.putAll(result.entries());
      entries.put("directory", directory.path().toString());
      entries.put("model", kept ? directory.model().toString() : null);
      screen.out().print(RunDirectory.json(entries));
    }
  }

  private static void row(Table table, String stage, String name, Metrics metrics) {
    table.row(
        name,
        Screen.number(metrics.values().getOrDefault(stage + "/loss", Double.NaN)),
        Screen.percent(metrics.values().getOrDefault(stage + "/accuracy", Double.NaN)));
  }
}
