package org.ockham.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Source;
import org.ockham.lab.OutputDirectory;
import org.ockham.lab.PartsDirectory;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Chosen;
import org.ockham.lab.catalogue.Kind;
import org.ockham.lab.cluster.Cluster;
import org.ockham.lab.cluster.SharedDirectory;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.SearchPlan;
import org.ockham.lab.recipe.Variant;
import org.ockham.lab.tune.StrategyComparison;
import org.ockham.lab.tune.StudyTable;
import org.ockham.lab.tune.Tuning;
import org.ockham.lab.tune.TuningListener;
import org.ockham.search.StudyResult;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StorageUrl;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.tensor.Engine;
import org.ockham.watch.Watch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ockham tune}: searches a recipe's settings. */
@Command(
    name = "tune",
    description = {
      "Searches the settings of a recipe, by validation alone.",
      "The same command goes on with a search that was interrupted or killed.",
      "A recipe with several strategies has them compared, unless --sampler or --pruner chooses one."
    })
final class TuneCommand implements Callable<Integer> {

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      paramLabel = "RECIPE",
      completionCandidates = Completion.Recipes.class,
      description = "A recipe with a section search: a name (ockham recipe list) or a YAML file.")
  private String recipe = "";

  @Option(
      names = "--trials",
      paramLabel = "N",
      description =
          "How many trials the study has in the end; the recipe's if not given. Not for a recipe with a budget of epochs.")
  private @Nullable Integer trials;

  @Option(
      names = "--jobs",
      paramLabel = "N|auto",
      description = "Trials at a time; auto, the default, is one a processor.",
      converter = CountOrAuto.Converter.class)
  private @Nullable CountOrAuto jobs;

  @Mixin
  private ClusterOption on = new ClusterOption();

  @Mixin
  private SharedOption shared = new SharedOption();

  @Mixin
  private WatchOption watching = new WatchOption();

  @Mixin
  private CheckpointOption checkpoints = new CheckpointOption();

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      completionCandidates = Samplers.class,
      description = "Who proposes settings: ${COMPLETION-CANDIDATES}. The recipe's if not given.")
  private @Nullable String sampler;

  @Option(
      names = "--pruner",
      paramLabel = "NAME",
      completionCandidates = Pruners.class,
      description = "Who stops trials early: ${COMPLETION-CANDIDATES}. The recipe's if not given.")
  private @Nullable String pruner;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "Whose other settings are kept; the recipe's first if not given.")
  private @Nullable String variant;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of every trial; the recipe's first if not given.")
  private @Nullable Long seed;

  @Mixin
  private RecipeOptions options = new RecipeOptions();

  @Option(
      names = "--study",
      paramLabel = "NAME",
      description = "The study's name; the recipe's if not given.")
  private @Nullable String study;

  @Option(
      names = "--storage",
      paramLabel = "URL",
      description = {
        "Where the study is kept, to be shared with other processes and Optuna:",
        "sqlite:///study.db, journal:///study.journal; from several machines, those of --on among them,",
        "postgresql://user@host/database, where --trials is what all of them make together.",
        "The environment's OCKHAM_STORAGE if not given, else study.db in the directory of --out."
      })
  private @Nullable String storage;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where report.html and best.yaml are kept up to date; runs/RECIPE/tune if not given.")
  private @Nullable Path out;

  @Option(
      names = "--json",
      description = "Print the result as JSON; progress goes to standard error.")
  private boolean json;

  /** The samplers' names. */
  static final class Samplers implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Catalogue.standard().words(Kind.SAMPLER).iterator();
    }
  }

  /** The pruners' names. */
  static final class Pruners implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Catalogue.standard().words(Kind.PRUNER).iterator();
    }
  }

  /**
   * What is searched, and how: the recipe with what the options change of it, judged before anything begins.
   *
   * @param recipe the recipe
   * @param base the variant whose other settings are kept
   * @param strategy who proposes settings, who stops trials
   * @param comparesStrategies whether the recipe's own strategies are compared, since none is chosen
   * @param trials how many there are in the end
   * @param jobs how many at a time
   * @param seed of every trial
   * @param shared by which a trial on a cluster goes on whose machine is lost; null where it begins anew
   */
  record Asked(
      Recipe recipe,
      Variant base,
      SearchPlan.Strategy strategy,
      boolean comparesStrategies,
      int trials,
      int jobs,
      long seed,
      @Nullable SharedDirectory shared) {

    /** The search by one strategy. */
    Tuning tuning() {
      return new Tuning(recipe, base.name(), strategy, seed);
    }
  }

  /** What the command line asks for. */
  Asked asked() {
    Recipe recipe = options.recipe(this.recipe);
    SearchPlan plan = recipe.search();
    return new Asked(
        recipe,
        variant == null ? recipe.variant() : recipe.variant(variant),
        new SearchPlan.Strategy(
            chosen("--sampler", sampler, plan.strategy().sampler(), Kind.SAMPLER),
            chosen("--pruner", pruner, plan.strategy().pruner(), Kind.PRUNER)),
        !plan.strategies().isEmpty() && sampler == null && pruner == null,
        atLeastOne("--trials", trials, plan.trials()),
        (jobs == null ? CountOrAuto.AUTO : jobs).orProcessors(),
        seed == null ? recipe.seeds().get(0) : seed,
        shared.directory(on, checkpoints));
  }

  @Override
  public Integer call() {
    Screen screen = main.screen();
    Asked asked = asked();
    int budget = asked.recipe().search().budget();
    if (trials != null && budget > 0 && !asked.comparesStrategies()) {
      throw Mistake.of(
          spec,
          "this recipe searches for " + budget
              + " epochs, in however many trials: leave --trials out, or say --set search.budget=0");
    }
    if (asked.comparesStrategies()) {
      return strategies(screen, asked.recipe(), asked.base(), asked.jobs());
    }
    Tuning tuning = asked.tuning();
    Engine.check();
    try (Cluster cluster = on.join(screen)) {
      int most =
          cluster == null || (jobs != null && jobs.count() > 0) ? asked.jobs() : cluster.slots();
      return search(screen, asked, tuning, most, cluster);
    }
  }

  private int search(
      Screen screen, Asked asked, Tuning tuning, int most, @Nullable Cluster cluster) {
    PrintStream people = screen.people(json);
    Recipe recipe = asked.recipe();
    SearchPlan plan = recipe.search();
    Variant base = asked.base();
    String storage = StorageOption.orEnvironment(this.storage);
    String name = study == null ? recipe.name() : study;
    Path place = out == null ? Path.of("runs", recipe.name(), "tune") : out;
    String url = storage == null
        ? StorageOption.url(place.resolve("study.db").toString())
        : StorageOption.urlOfNew(spec, storage);
    if (cluster != null) {
      requireShared(url, cluster);
    }
    OutputDirectory directory = OutputDirectory.at(place).make();
    screen.title(
        people,
        String.format(
            Locale.ROOT,
            "%s: %s %s over %s, %d at a time",
            name,
            tuning.direction().name().toLowerCase(Locale.ROOT),
            plan.objective(),
            plan.budget() > 0 ? plan.budget() + " epochs" : asked.trials() + " trials",
            most));
    screen.say(
        people,
        "sampler " + asked.strategy().sampler() + ", pruner " + asked.strategy().pruner()
            + ", study in " + StorageUrl.withoutPassword(url));
    screen.say(people, base.data().inWordsOfSearch());
    if (!plan.fixed().isEmpty()) {
      screen.say(
          people,
          "fixed by --set, so not searched: "
              + plan.fixed().entrySet().stream()
                  .map(entry -> entry.getKey() + "=" + entry.getValue())
                  .collect(Collectors.joining(", ")));
    }
    people.println();
    StudyResult result;
    Interruption interruption =
        Interruption.of(screen, "finished trials are kept", tuning::interrupt);
    StudyFiles files = new StudyFiles(directory, tuning, plan);
    try (Storage open = StorageOption.open(spec, () -> Storage.of(url));
        Storage looking = watching.isGiven() && !isInMemory(url) ? Storage.reading(url) : null;
        WatchOption shown = watching;
        JobProgress progress =
            JobProgress.on(screen, screen.progress(json), plan.budget() > 0 ? "epochs" : "trials");
        interruption) {
      shown.show(
          screen,
          people,
          () -> Watch.of(url, looking == null ? open : looking),
          () -> isInMemory(url) ? "" : StorageUrl.withoutPassword(url));
      Source source = options.source(screen);
      Teller teller = new Teller(screen, progress, files);
      result = cluster == null
          ? tuning.run(
              open,
              name,
              asked.trials(),
              most,
              source,
              teller,
              directory.path().resolve("unfinished"))
          : tuning.run(
              open, url, name, asked.trials(), most, source, teller, cluster, asked.shared());
    }
    report(screen, people, files, url, plan, tuning, result);
    return tuning.interrupted() ? interruption.exit().code() : Exit.OK.code();
  }

  private static boolean isInMemory(String url) {
    return StorageUrl.parse(url).scheme().equals("memory");
  }

  private void requireShared(String url, Cluster cluster) {
    try {
      Tuning.requireShared(url, cluster);
    } catch (IllegalArgumentException e) {
      throw Mistake.of(spec, e);
    }
  }

  /** The recipe has several ways to search: compares them, unless one was chosen. */
  private int strategies(Screen screen, Recipe recipe, Variant base, int jobs) {
    if (trials != null
        || seed != null
        || study != null
        || storage != null
        || on.isGiven()
        || watching.isGiven()) {
      throw Mistake.of(
          spec,
          "this recipe compares strategies, each on its budget and seeds, and keeps no study: leave --trials,"
              + " --seed, --study, --storage, --on and --watch out, or choose one with --sampler");
    }
    StrategyComparison comparison = new StrategyComparison(recipe, base.name());
    try (PartsDirectory directory = out == null
        ? PartsDirectory.standard(recipe.name(), "strategies", comparison.plan())
        : PartsDirectory.at(out, comparison.plan())) {
      return new StrategyScreen(screen, json, recipe)
          .run(comparison, base, jobs, options.source(screen), directory);
    }
  }

  /** Shows what was found, and then writes it: a full disk takes the files away, not the result. */
  private void report(
      Screen screen,
      PrintStream people,
      StudyFiles files,
      String url,
      SearchPlan plan,
      Tuning tuning,
      StudyResult result) {
    Optional<FrozenTrial> best = result.findBest();
    people.println();
    people.println(StudyText.counts(result));
    if (best.isPresent()) {
      people.println(screen.bold("best " + plan.objective()));
      StudyText.print(screen, people, best.get());
    } else {
      people.println("no complete trial yet");
    }
    if (json) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      entries.put("storage", StorageUrl.withoutPassword(url));
      entries.put("objective", plan.objective());
      entries.put("fixed", plan.fixed());
      entries.put("interrupted", tuning.interrupted());
      entries.put("best", best.map(StudyTable::entries).orElse(null));
      entries.putAll(StudyTable.entries(result));
      entries.put("directory", files.directory().path().toString());
      screen.out().print(RunDirectory.json(entries));
    }
    files.write(result);
    if (best.isPresent()) {
      people.println("\nto train and test it: ockham train " + files.best());
    }
    people.println("report: " + files.report());
  }

  /** Tells of trials as they end. */
  private record Teller(Screen screen, JobProgress progress, StudyFiles files)
      implements TuningListener {

    @Override
    public void begunAnew(String why) {
      screen.err().println("ockham: a trial begins anew: " + Screen.line(why));
    }

    @Override
    public void started(int total, int done) {
      progress.started(total, done);
    }

    @Override
    public void ended(
        FrozenTrial trial, int done, Optional<FrozenTrial> best, Supplier<StudyResult> study) {
      String leader = best.map(
              leading -> "best " + StudyText.values(leading) + " (trial " + leading.number() + ")")
          .orElse("none complete yet");
      progress.status(leader);
      progress.ended(
          done,
          "trial " + trial.number() + " " + StudyText.word(trial.state()) + " "
              + StudyText.values(trial) + ", " + leader + ": " + StudyText.params(trial));
      files.update(best, study);
    }
  }

  private int atLeastOne(String option, @Nullable Integer given, int fallback) {
    if (given != null && given < 1) {
      throw Mistake.of(spec, option + " is " + given + ", but must be at least 1");
    }
    return given == null ? fallback : given;
  }

  private <T> Chosen<T> chosen(
      String option, @Nullable String given, Chosen<T> fallback, Kind<T> kind) {
    if (given == null) {
      return fallback;
    }
    List<String> words = Catalogue.standard().words(kind);
    if (!words.contains(given)) {
      throw Mistake.of(
          spec, option + " is '" + given + "', but must be one of " + String.join(", ", words));
    }
    return Catalogue.standard().chosen(kind, given);
  }
}
