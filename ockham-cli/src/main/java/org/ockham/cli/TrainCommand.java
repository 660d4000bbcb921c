package org.ockham.cli;

import static java.util.Objects.requireNonNull;

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
import org.ockham.data.table.TableSet;
import org.ockham.lab.BegunRun;
import org.ockham.lab.CheckpointInterval;
import org.ockham.lab.Experiment;
import org.ockham.lab.Run;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.RunResult;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.tensor.Engine;
import org.ockham.train.Metrics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ockham train}: one variant, one seed. */
@Command(
    name = "train",
    description = {
      "Trains one variant of a recipe, and tests the epoch that validation selects.",
      "A run that was cut short goes on with --resume, to the same bits."
    })
final class TrainCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Parameters(
      paramLabel = "RECIPE",
      arity = "0..1",
      completionCandidates = Completion.Recipes.class,
      description =
          "A recipe's name (ockham recipe list shows them) or a YAML file; not needed with --resume.")
  private @Nullable String recipe;

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
      description = "Cores that may be used. Default: auto, all there are.",
      converter = CountOrAuto.Converter.class)
  private @Nullable CountOrAuto threads;

  @Option(
      names = "--shards",
      paramLabel = "N|auto",
      description = {
        "Cut each batch into N parts, computed side by side; the bits depend on N, not on the cores.",
        "Default: auto, what is best for the network and its batch."
      },
      converter = CountOrAuto.Converter.class)
  private @Nullable CountOrAuto shards;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the run is kept; a new directory below runs/ if not given.")
  private @Nullable Path out;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Go on with the run that was cut short in DIR; recipe, seed and shards are those it began with.")
  private @Nullable Path resume;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "SECONDS",
      description =
          "How often it is written down from where the run can go on. Default: every 30 seconds, or less often where that takes more than 1 %% of the time.")
  private @Nullable Double checkpointEvery;

  @Option(
      names = "--json",
      description = "Print the result as JSON; progress goes to standard error.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = main.screen();
    PrintStream people = screen.people(json);
    CheckpointInterval interval = interval();
    RunDirectory directory;
    Variant variant;
    long seed;
    BegunRun begun = null;
    Path resumed = resume;
    if (resumed == null) {
      Recipe recipe = asked();
      variant = this.variant.of(recipe);
      seed = this.seed == null ? recipe.seeds().get(0) : this.seed;
      directory = out == null
          ? RunDirectory.standard(variant.recipe(), variant.name() + "-seed" + seed)
          : RunDirectory.at(out);
    } else {
      directory = RunDirectory.resumed(resumed);
      begun = requireNonNull(directory.begun());
      variant = begun.variant();
      seed = begun.seed();
      refuseOther(begun, resumed);
      if (begun.isFinished()) {
        screen.say(people, resumed + " holds a finished run: there is nothing to go on with.");
        if (json) {
          print(screen, variant, directory, begun.result());
        }
        return Exit.OK.code();
      }
    }
    Engine.check();
    NamedSet images = variant.data().open(options.source(screen));
    Experiment experiment = computed(Experiment.of(variant, seed, images), begun);
    people.println(screen.bold(variant.recipe() + ", variant " + variant.name() + ", seed " + seed
        + (begun == null ? "" : ", going on")));
    screen.say(people, variant.data().inWords());
    if (images instanceof TableSet table && !table.missing().isEmpty()) {
      screen.say(
          people,
          "missing, and filled by what the rest of the column says: "
              + String.join(", ", table.missing()));
    }
    people.println();
    SummaryCommand.print(screen, people, experiment.network(), experiment.inputShape());
    people.println();
    if (directory.replaces()) {
      screen.say(
          people, directory.path() + " holds a run that came to nothing; this one replaces it");
      people.println();
    }
    if (begun != null && !begun.differences().isEmpty()) {
      screen.say(
          people,
          "Something computes otherwise than when it began ("
              + String.join("; ", begun.differences())
              + "): what follows may have other last bits than a run in one piece.");
      people.println();
    }
    Run run = new Run(experiment, screen.epochs(json)).checkpoints(interval);
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
            .println("Kept as failed in " + directory.path()
                + (directory.canGoOn()
                    ? ": --resume " + directory.path() + " goes on from its last checkpoint."
                    : ": with --out " + directory.path() + " another run takes its place."));
      }
      return code;
    } finally {
      judged.forEach(result -> report(screen, people, variant, directory, result));
    }
  }

  /** The recipe, with what the options change of it. */
  private Recipe asked() {
    if (recipe == null) {
      throw usage("train needs a recipe, such as mnist-mlp, or --resume DIR");
    }
    return options.recipe(recipe);
  }

  /** What a run begun by this command line trains; refused if it cannot be. */
  Variant judged() {
    interval();
    return variant.of(asked());
  }

  private CheckpointInterval interval() {
    if (checkpointEvery == null) {
      return CheckpointInterval.standard();
    }
    if (!(checkpointEvery >= 0 && checkpointEvery < Double.POSITIVE_INFINITY)) {
      throw usage("--checkpoint-every is " + checkpointEvery
          + ", but must be a number of seconds of at least 0");
    }
    return CheckpointInterval.every(checkpointEvery);
  }

  /** In the shards and on the cores that were asked for; a run that goes on is computed as it was. */
  private Experiment computed(Experiment experiment, @Nullable BegunRun begun) {
    int shards = this.shards == null ? 0 : this.shards.count();
    int threads = this.threads == null ? 0 : this.threads.count();
    if (begun == null) {
      return experiment.on(shards, threads);
    }
    if (this.shards != null && shards != begun.askedShards()) {
      throw contradicts(
          "--shards " + this.shards, "it has " + new CountOrAuto(begun.askedShards()));
    }
    return experiment.on(
        begun.askedShards(), this.threads == null ? begun.askedThreads() : threads);
  }

  /** What was given besides the directory must be what its run was begun with. */
  private void refuseOther(BegunRun begun, Path directory) {
    if (out != null
        && !out.toAbsolutePath().normalize().equals(directory.toAbsolutePath().normalize())) {
      throw contradicts("--out " + out, "a run goes on in its own directory");
    }
    if (seed != null && seed != begun.seed()) {
      throw contradicts("--seed " + seed, "its seed is " + begun.seed());
    }
    if (recipe == null && !variant.isGiven() && !options.isChanging()) {
      return;
    }
    Recipe asked =
        options.recipe(recipe == null ? directory.resolve("recipe.yaml").toString() : recipe);
    Variant other = variant.of(asked);
    if (!other.recipe().equals(begun.variant().recipe())) {
      throw contradicts(
          "recipe " + other.recipe(), "its recipe is " + begun.variant().recipe());
    }
    if (!other.name().equals(begun.variant().name())) {
      throw contradicts(
          "variant " + other.name(), "its variant is " + begun.variant().name());
    }
    other.differencesFrom(begun.variant()).forEach((key, value) -> {
      throw contradicts(
          key + " = " + value,
          "it has " + begun.variant().differencesFrom(other).get(key) + " there");
    });
  }

  private CommandLine.ParameterException contradicts(String given, String there) {
    return usage(given + " contradicts the run in " + resume + ": " + there
        + "; leave it out, or begin another run with --out");
  }

  private CommandLine.ParameterException usage(String sentence) {
    return new CommandLine.ParameterException(spec.commandLine(), sentence);
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
        "selected: epoch %d, best in %s (best in %s: epoch %d, in val/loss: epoch %d)%n",
        result.bestEpoch(),
        variant.train().select(),
        variant.headline("val"),
        result.bestEpochIn(variant.headline("val")),
        result.bestEpochIn("val/loss"));
    MetricTable table = new MetricTable(variant);
    table.row("validation", "val", result.validation());
    Metrics test = result.test();
    if (test != null) {
      table.row("test", "test", test);
    }
    table.table().print(screen, people);
    if (test == null && Files.exists(directory.model())) {
      people.println("interrupted, so not tested: ockham evaluate " + directory.model());
      people.println("to go on: ockham train --resume " + directory.path());
    }
    boolean kept = Files.exists(directory.model());
    if (kept) {
      people.printf(Locale.ROOT, "%nmodel: %s (%.1f s)%n", directory.model(), result.seconds());
    }
    if (json) {
      print(screen, variant, directory, result.entries());
    }
  }

  private static void print(
      Screen screen,
      Variant variant,
      RunDirectory directory,
      Map<String, ? extends @Nullable Object> result) {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    entries.put("recipe", variant.recipe());
    entries.putAll(result);
    entries.put("directory", directory.path().toString());
    entries.put("model", Files.exists(directory.model()) ? directory.model().toString() : null);
    screen.out().print(RunDirectory.json(entries));
  }
}
