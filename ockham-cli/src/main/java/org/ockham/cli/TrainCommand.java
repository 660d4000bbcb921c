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
import org.ockham.checkpoint.CheckpointException;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.data.table.TableSet;
import org.ockham.distributed.ProcessGroup;
import org.ockham.distributed.Rendezvous;
import org.ockham.lab.BegunRun;
import org.ockham.lab.CheckpointInterval;
import org.ockham.lab.Experiment;
import org.ockham.lab.Run;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.RunResult;
import org.ockham.lab.cluster.Cluster;
import org.ockham.lab.cluster.SharedDirectory;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.tensor.Device;
import org.ockham.tensor.Engine;
import org.ockham.train.Metrics;
import org.ockham.watch.Watch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
        "Default: auto, what is best for the network and its batch; with ranks one, on each."
      },
      converter = CountOrAuto.Converter.class)
  private @Nullable CountOrAuto shards;

  @Mixin
  private DeviceOption device = new DeviceOption();

  @Mixin
  private RankOptions ranks = new RankOptions();

  @Mixin
  private ClusterOption on = new ClusterOption();

  @Mixin
  private SharedOption shared = new SharedOption();

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

  @Mixin
  private WatchOption watching = new WatchOption();

  @Mixin
  private CheckpointOption checkpoints = new CheckpointOption();

  @Option(
      names = "--json",
      description = "Print the result as JSON; progress goes to standard error.")
  private boolean json;

  /**
   * What is trained, as asked for or as it was begun, and how.
   *
   * @param begun the run that goes on; null if one begins
   * @param ranks how many processes compute it
   * @param shards of each; 0 for what is best
   * @param threads cores that may be used; 0 for all there are
   * @param device where
   */
  private record Work(
      Variant variant,
      long seed,
      @Nullable BegunRun begun,
      int ranks,
      int shards,
      int threads,
      Device device) {

    Experiment on(NamedSet images) {
      return Experiment.of(variant, seed, images).on(shards, threads).on(device);
    }

    String inWords() {
      return variant.recipe() + ", variant " + variant.name() + ", seed " + seed
          + (begun == null ? "" : ", going on");
    }
  }

  @Override
  public Integer call() {
    Screen screen = main.screen();
    if (on.isGiven() || shared.isGiven()) {
      return onCluster(screen, shared.directory(on, checkpoints));
    }
    Rendezvous rendezvous = ranks.rendezvous();
    CheckpointInterval interval = checkpoints.interval();
    if (rendezvous == null || rendezvous.rank() == 0) {
      return lead(screen, rendezvous, interval);
    }
    Work work = resume == null
        ? asked(rendezvous.ranks(), device.device())
        : begun(BegunRun.read(resume), resume, rendezvous.ranks());
    if (isFinished(screen, work)) {
      return Exit.OK.code();
    }
    return new FollowingRank(screen, screen.people(json), rendezvous, ranks.isLaunched())
        .train(
            work.inWords(),
            () -> work.on(work.variant().data().open(options.source(screen))),
            interval,
            resume != null ? resume : out != null ? out : Path.of("runs"));
  }

  /** This process writes and reports: it is alone, or the first of several. */
  private int lead(Screen screen, @Nullable Rendezvous rendezvous, CheckpointInterval interval) {
    RunDirectory directory;
    Work work;
    Integer count = rendezvous == null ? ranks.count() : Integer.valueOf(rendezvous.ranks());
    if (resume == null) {
      work = asked(count, device.device());
      directory = fresh(work);
    } else {
      directory = RunDirectory.resumed(resume);
      work = begun(requireNonNull(directory.begun()), resume, count);
      if (isFinished(screen, work)) {
        if (json) {
          print(screen, work.variant(), directory, requireNonNull(work.begun()).result());
        }
        return Exit.OK.code();
      }
    }
    Engine.check();
    try (ProcessGroup joined = rendezvous == null ? null : rendezvous.join()) {
      Experiment experiment;
      try {
        experiment = work.on(work.variant().data().open(options.source(screen)));
        introduce(screen, work, experiment, directory);
      } catch (RuntimeException | Error e) {
        if (joined != null) {
          Run.cannotBegin(joined, e);
        }
        throw e;
      }
      try (RankProcesses started = joined != null || work.ranks() == 1
          ? null
          : RankProcesses.start(
              main.words(), ranks.count() != null, work.ranks(), ranks::limited)) {
        ProcessGroup group = started == null ? joined : started.group();
        Run run = new Run(experiment, screen.epochs(json)).checkpoints(interval);
        return execute(screen, work, directory, group == null ? run : run.ranks(group), started);
      }
    }
  }

  /** A cluster computes it; this process asks for it, and writes and reports what came of it. */
  private int onCluster(Screen screen, @Nullable SharedDirectory place) {
    if (resume != null) {
      throw Mistake.of(
          spec,
          "--resume is for runs of this machine: with --on the same command, with the same --shared,"
              + " goes on by itself");
    }
    if (threads != null) {
      throw Mistake.of(
          spec,
          "--threads is for runs of this machine: on a cluster each rank has the cores of its task, which"
              + " spark.task.cpus says");
    }
    if (watching.isGiven()) {
      throw Mistake.of(
          spec,
          "--watch is for runs of this machine: what a cluster trains is written here when it has ended");
    }
    if (device.isGiven()) {
      throw Mistake.of(
          spec,
          "--device is for runs of this machine: on a cluster ranks compute on the CPU; leave it out");
    }
    Work work = asked(ranks.onCluster(), Device.cpu());
    RunDirectory directory = fresh(work);
    Engine.check();
    try (Cluster cluster = requireNonNull(on.join(screen))) {
      cluster.makeRoom(work.ranks());
      Source source = options.source(screen);
      Experiment experiment = work.on(work.variant().data().open(source));
      introduce(screen, work, experiment, directory);
      List<RunResult> judged = new ArrayList<>();
      try {
        return new ClusterTraining(screen, json, cluster, work.ranks(), ranks.timeout(), place)
            .run(experiment, source, directory, main.commandLine(), judged::add);
      } catch (RuntimeException e) {
        return failed(screen, directory, main.fail(e), e);
      } finally {
        PrintStream people = screen.people(json);
        judged.forEach(result -> report(screen, people, work.variant(), directory, result));
      }
    }
  }

  /** Where the run is kept. */
  private RunDirectory fresh(Work work) {
    return out == null
        ? RunDirectory.standard(
            work.variant().recipe(), work.variant().name() + "-seed" + work.seed())
        : RunDirectory.at(out);
  }

  /** Says what will be trained. */
  private void introduce(Screen screen, Work work, Experiment experiment, RunDirectory directory) {
    PrintStream people = screen.people(json);
    people.println(screen.bold(work.inWords()));
    screen.say(people, work.variant().data().inWords());
    if (experiment.images() instanceof TableSet table && !table.missing().isEmpty()) {
      screen.say(
          people,
          "missing, and filled by what the rest of the column says: "
              + String.join(", ", table.missing()));
    }
    if (work.ranks() > 1 || on.isGiven()) {
      int shards = Math.max(1, work.shards());
      int all = work.ranks() * shards;
      screen.say(
          people,
          work.ranks() + (work.ranks() == 1 ? " rank × " : " ranks × ") + shards
              + (shards == 1 ? " shard" : " shards")
              + ", to the bits of one process with --shards " + all
              + (all == 1 ? " --threads 1" : ""));
    }
    people.println();
    SummaryCommand.print(screen, people, experiment.network(), experiment.inputShape());
    people.println();
    if (directory.replaces()) {
      screen.say(
          people, directory.path() + " holds a run that came to nothing; this one replaces it");
      people.println();
    }
    BegunRun begun = work.begun();
    if (begun != null && !directory.canGoOn()) {
      screen.say(
          people, directory.path() + " has no checkpoint yet: the run begins at its first step");
      people.println();
    }
    if (begun != null && !begun.differences(work.device()).isEmpty()) {
      screen.say(
          people,
          "Something computes otherwise than when it began ("
              + String.join("; ", begun.differences(work.device()))
              + "): what follows may have other last bits than a run in one piece.");
      people.println();
    }
  }

  private int execute(
      Screen screen, Work work, RunDirectory directory, Run run, @Nullable RankProcesses started) {
    Interruption interruption = Interruption.of(screen, "ending after this step", run::interrupt);
    List<RunResult> judged = new ArrayList<>();
    try (WatchOption shown = watching;
        interruption) {
      shown.show(
          screen,
          screen.people(json),
          () -> Watch.of(directory::path),
          () -> directory.path().toString());
      RunResult result = run.execute(directory, main.commandLine(), judged::add);
      return result.interrupted() ? interruption.exit().code() : Exit.OK.code();
    } catch (RuntimeException e) {
      int code = main.fail(started == null ? e : started.explained(e));
      if (started != null && main.debugs()) {
        screen.err().print(started.said());
      }
      return failed(screen, directory, code, e);
    } finally {
      PrintStream people = screen.people(json);
      judged.forEach(result -> report(screen, people, work.variant(), directory, result));
    }
  }

  /** Says what became of a run that failed with this code. */
  private static int failed(
      Screen screen, RunDirectory directory, int code, RuntimeException failure) {
    if (directory.failed()) {
      String next;
      if (!directory.canGoOn()) {
        next = "with --out " + directory.path() + " another run takes its place.";
      } else if (failure instanceof CheckpointException refused && refused.isRefusal()) {
        next = "nothing goes on from this checkpoint; without " + directory.checkpoint()
            + " --resume begins at the first step.";
      } else {
        next = "--resume " + directory.path() + " goes on from its last checkpoint.";
      }
      screen.err().println("Kept as failed in " + directory.path() + ": " + next);
    }
    return code;
  }

  /** What a run begun by this command line trains; refused if it cannot be. */
  Variant judged() {
    if (on.isGiven()) {
      throw Mistake.of(
          spec, "--on hands it to a Spark cluster, which needs no manifest: leave one of them out");
    }
    checkpoints.interval();
    return asked(null, Device.cpu()).variant();
  }

  /** Says so where there is nothing left to do. */
  private boolean isFinished(Screen screen, Work work) {
    boolean isFinished = work.begun() != null && work.begun().isFinished();
    if (isFinished) {
      screen.say(
          screen.people(json), resume + " holds a finished run: there is nothing to go on with.");
    }
    return isFinished;
  }

  /**
   * By the options alone.
   *
   * @param count how many ranks; null if that is not said
   */
  private Work asked(@Nullable Integer count, Device device) {
    if (this.recipe == null) {
      throw Mistake.of(spec, "train needs a recipe, such as mnist-mlp, or --resume DIR");
    }
    Recipe recipe = options.recipe(this.recipe);
    Variant variant = this.variant.of(recipe);
    long seed = this.seed == null ? recipe.seeds().get(0) : this.seed;
    int ranks = count == null ? 1 : count;
    refuseParts(device, ranks);
    return new Work(variant, seed, null, ranks, count(shards), count(threads), device);
  }

  /**
   * A run that goes on is computed as it was, by as many shards in all: ranks may share them otherwise. On another device it has other
   * last bits anyway, and is cut as is best there.
   */
  private Work begun(BegunRun begun, Path directory, @Nullable Integer count) {
    refuseOther(begun, directory);
    int ranks = count == null ? begun.askedRanks() : count;
    Device device = this.device.device(begun.device());
    refuseParts(device, ranks);
    if (!device.toString().equals(begun.device())) {
      return new Work(
          begun.variant(),
          begun.seed(),
          begun,
          ranks,
          count(shards),
          threads == null ? begun.askedThreads() : threads.count(),
          device);
    }
    int each = begun.askedShards();
    if (ranks == begun.askedRanks()) {
      int least = ranks > 1 ? 1 : 0; // of several ranks each has one if it was left open
      if (shards != null && Math.max(least, shards.count()) != Math.max(least, each)) {
        throw contradicts("--shards " + shards, "it has " + new CountOrAuto(each));
      }
    } else if (begun.shards() > 0) {
      each = begun.shards() / ranks;
      if (each * ranks != begun.shards() || (shards != null && shards.count() != each)) {
        throw contradicts(
            "--ranks " + ranks + (shards == null ? "" : " with --shards " + shards),
            "all its ranks together have " + begun.shards()
                + (begun.shards() == 1 ? " shard" : " shards"));
      }
    } else {
      each = count(shards);
    }
    return new Work(
        begun.variant(),
        begun.seed(),
        begun,
        ranks,
        each,
        threads == null ? begun.askedThreads() : threads.count(),
        device);
  }

  /** A graphics processor takes each batch whole. */
  private void refuseParts(Device device, int ranks) {
    if (device.isCuda() && ranks > 1) {
      throw Mistake.of(
          spec,
          "--device " + device + " with " + ranks
              + " ranks: ranks compute on the CPU; leave --device out, or give --ranks 1");
    }
    if (device.isCuda() && count(shards) > 1) {
      throw Mistake.of(
          spec,
          "--device " + device + " with --shards " + shards
              + ": a graphics processor takes each batch whole; leave one of them out");
    }
  }

  private static int count(@Nullable CountOrAuto given) {
    return given == null ? 0 : given.count();
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
    if (recipe == null && options.isQuick()) {
      throw Mistake.of(
          spec, "--quick is for runs that begin, and " + resume + " was begun: leave it out");
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

  private ParameterException contradicts(String given, String there) {
    return Mistake.of(
        spec,
        given + " contradicts the run in " + resume + ": " + there
            + "; leave it out, or begin another run with --out");
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
