package org.ockham.lab.compare;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.data.Source;
import org.ockham.lab.Chance;
import org.ockham.lab.Environment;
import org.ockham.lab.PartsDirectory;
import org.ockham.lab.RunResult;
import org.ockham.lab.SeedsRequest;
import org.ockham.lab.TestFold;
import org.ockham.lab.cluster.Cluster;
import org.ockham.lab.cluster.ClusterException;
import org.ockham.lab.cluster.SharedDirectory;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.SearchSpace;
import org.ockham.lab.recipe.Variant;

/**
 * Runs the variants of a recipe over the same seeds, side by side, one engine thread each. A run's numbers are a function of
 * its settings and its seed, so those of a comparison are the same bits for any number of jobs.
 *
 * <p>For each seed all variants have the same split, the same order of samples, and the same initial weights in the layers
 * that they share: differences between them are paired. One run's failure leaves the others alone. The epoch that a run is judged in is
 * selected on validation, and its weights are tested once.
 *
 * <pre>{@code
 * Comparison comparison = Comparison.of(Recipe.of("mnist-5pct").quick());
 * ComparisonResult result = comparison.run(2, Cache.standard(), "", new ComparisonListener() {});
 * result.differences().forEach(each -> System.out.println(each.verdict().sentence()));
 * }</pre>
 */
public final class Comparison {

  private final Recipe recipe;
  private final List<Variant> variants;
  private final Design design;
  private volatile boolean interrupted;
  private volatile @Nullable RunQueue queue;

  /** These variants of a recipe, the first of them the baseline, by this design. */
  public Comparison(Recipe recipe, List<Variant> variants, Design design) {
    if (variants.isEmpty()) {
      throw new IllegalArgumentException("a comparison of no variants: it needs at least one");
    }
    this.recipe = recipe;
    this.variants = List.copyOf(variants);
    this.design = design;
  }

  /** These variants of a recipe over these seeds. */
  public Comparison(Recipe recipe, List<Variant> variants, List<Long> seeds) {
    this(recipe, variants, Design.of(recipe).withSeeds(seeds));
  }

  /** All variants of a recipe as it says. */
  public static Comparison of(Recipe recipe) {
    return new Comparison(recipe, variants(recipe), Design.of(recipe));
  }

  /** All variants of a recipe, its baseline first. */
  public static List<Variant> variants(Recipe recipe) {
    String baseline = recipe.comparison().baseline();
    List<Variant> variants = new ArrayList<>(recipe.variants());
    variants.sort(Comparator.comparing(variant -> !variant.name().equals(baseline)));
    return variants;
  }

  /** The compared variants, the base first. */
  public List<Variant> variants() {
    return variants;
  }

  /** How it is done. */
  public Design design() {
    return design;
  }

  /** The seeds, the same for each variant; as many as there may be. */
  public List<Long> seeds() {
    return design.seeds();
  }

  /** How many runs it has at most, trials of settings among them. */
  public int size() {
    int over = variants.size() * design.seeds().size();
    return over * Math.max(1, design.folds())
        + design.varied().size() * (over - variants.size())
        + variants.size() * design.trials();
  }

  /** All that its results depend on, for {@link PartsDirectory}. */
  public Map<String, Object> plan() {
    Map<String, Object> settings = new LinkedHashMap<>();
    variants.forEach(variant -> settings.put(variant.name(), variant.settings()));
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("work", "comparison");
    plan.put("recipe", recipe.name());
    plan.put("variants", variants.stream().map(Variant::name).toList());
    plan.put("settings", settings);
    if (design.trials() > 0) {
      Map<String, Object> spaces = new LinkedHashMap<>();
      variants.forEach(variant ->
          spaces.put(variant.name(), Tuner.space(recipe, variants, variant).toString()));
      plan.put("tuned", spaces);
    }
    plan.putAll(design.fixed());
    plan.putAll(design.amendable());
    return plan;
  }

  /** What of the {@link #plan} may be changed in a directory that has results; that it was is said with them. */
  public Set<String> amendable() {
    return design.amendable().keySet();
  }

  /**
   * Runs all, so many at a time, leaving nothing on disk.
   *
   * @param jobs at least 1
   * @param source where the data comes from; it is opened before the first run
   * @param command how this was started, to be noted
   */
  public ComparisonResult run(
      int jobs, Source source, String command, ComparisonListener listener) {
    return run(jobs, source, command, null, listener);
  }

  /**
   * Runs those that are not in the directory yet, so many at a time, and keeps each there as it ends; those that were under way when
   * an earlier process ended go on where they were.
   *
   * @param jobs at least 1
   * @param source where the data comes from; it is opened before the first run
   * @param command how this was started, to be noted
   * @param directory made for the {@link #plan} of this comparison; it stays claimed until it is closed. Seeds that a
   *     {@link SeedsRequest} asks for there are run too, when those of the design are done, unless it adds seeds by itself
   * @return all runs, those that were kept before among them
   */
  public ComparisonResult run(
      int jobs,
      Source source,
      String command,
      @Nullable PartsDirectory directory,
      ComparisonListener listener) {
    Progress progress = new Progress(listener);
    Training training = new Training(source, design.seeds().get(0), progress);
    return run(jobs, training, command, directory, progress);
  }

  /**
   * The same on a cluster, by as many of its slots as there are jobs: its runs come to the same bits there.
   *
   * @param cluster is left open
   * @param shared by which a run that is lost goes on where it was; null where it begins anew
   * @throws ClusterException if no run can be made there any more; those that were kept stay
   */
  public ComparisonResult run(
      Cluster cluster,
      @Nullable SharedDirectory shared,
      int jobs,
      Source source,
      String command,
      @Nullable PartsDirectory directory,
      ComparisonListener listener) {
    Progress progress = new Progress(listener);
    Dispatch dispatch = new Dispatch(source, design.seeds().get(0), cluster, shared, progress);
    return run(jobs, dispatch, command, directory, progress);
  }

  /** The same by any runner. */
  ComparisonResult run(
      int jobs,
      Runner runner,
      String command,
      @Nullable PartsDirectory directory,
      Progress progress) {
    Check.atLeast("jobs", jobs, 1);
    long start = System.nanoTime();
    Environment environment = Environment.here("1 in each of " + jobs + " runs", command);
    List<String> notices = new ArrayList<>(runner.open(variants, design.folds() > 0));
    if (directory != null) {
      directory.begin();
      directory.onStop(this::interrupt);
    }
    try (RunQueue queue = new RunQueue(runner, jobs, directory, progress)) {
      this.queue = queue;
      if (interrupted) { // between the start and here
        queue.interrupt();
      }
      Work work = new Work(queue, directory, progress);
      work.tune();
      work.overSeeds();
      work.overMore();
      work.vary();
      work.compare(runner);
      if (directory != null) {
        directory.amendments().forEach(each -> notices.add(Notices.of(each, design.criterion())));
      }
      Notices.ofMetric(work.runs, design.criterion()).ifPresent(notices::add);
      notices.addAll(work.notices);
      return new ComparisonResult(
          recipe.name(),
          recipe.about(),
          work.settled,
          work.seeds,
          work.runs,
          work.failures,
          interrupted || queue.isInterrupted(),
          environment,
          (System.nanoTime() - start) / 1e9,
          work.design,
          work.tuned,
          work.variations,
          notices,
          work.baselines);
    } finally {
      this.queue = null;
    }
  }

  /** Ends it soon: runs under way are given up, finished ones are kept. For other threads, and signals. */
  public void interrupt() {
    interrupted = true;
    RunQueue under = queue;
    if (under != null) {
      under.interrupt();
    }
  }

  /** What is done, step by step, and what has come of it. */
  private final class Work {
    private final RunQueue queue;
    private final @Nullable PartsDirectory directory;
    private final Progress progress;
    private Design design = Comparison.this.design; // seeds may be added on the way
    private List<Variant> settled = variants;
    private List<Tuned> tuned = List.of();
    private List<Long> seeds = List.of();
    private final List<RunResult> runs = new ArrayList<>();
    private final List<RunFailure> failures = new ArrayList<>();
    private final List<Variation> variations = new ArrayList<>();
    private final List<Baseline> baselines = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    Work(RunQueue queue, @Nullable PartsDirectory directory, Progress progress) {
      this.queue = queue;
      this.directory = directory;
      this.progress = progress;
    }

    /** Finds every variant's settings, if any are to be found. */
    void tune() {
      if (design.trials() == 0) {
        return;
      }
      int kept = 0;
      List<Callable<Tuner.@Nullable Found>> work = new ArrayList<>();
      Tuner tuner = new Tuner(recipe, design.trials(), queue);
      for (int i = 0; i < variants.size(); i++) {
        int number = i;
        Variant variant = variants.get(i);
        SearchSpace space = Tuner.space(recipe, variants, variant);
        work.add(() -> {
          Tuner.Found found = tuner.tune(number, variant, space);
          if (found != null) {
            progress.tuned(found.tuned());
          }
          return found;
        });
        kept += (int) IntStream.range(0, design.trials())
            .filter(trial -> queue.kept(Task.trialName(number, variant.name(), trial)) != null)
            .count();
      }
      progress.plan(variants.size() * design.trials(), kept);
      List<Tuner.@Nullable Found> found = queue.all(work);
      if (found.stream().allMatch(each -> each != null)) {
        settled = found.stream().map(each -> requireNonNull(each).variant()).toList();
        tuned = found.stream().map(each -> requireNonNull(each).tuned()).toList();
        tuned.stream()
            .filter(each -> each.settings().isEmpty())
            .forEach(each -> notices.add("All trials of " + each.variant()
                + " failed, so it kept the recipe's settings while others were tuned."));
      }
    }

    /** Runs every variant over the seeds, until verdicts are decided or there are no more. */
    void overSeeds() {
      if (isCut()) {
        return;
      }
      Judge judge = Judge.of(settled, design);
      List<Variant> open = settled;
      for (int look : design.looks()) {
        run(open, seeds.size(), look);
        seeds = design.seeds().subList(0, look);
        if (isCut() || look == design.seeds().size()) {
          return;
        }
        List<Difference> differences = judge.differences(runs);
        Set<String> undecided = differences.stream()
            .filter(each -> !each.verdict().isDecided())
            .map(Difference::variant)
            .collect(Collectors.toCollection(LinkedHashSet::new));
        failures.forEach(
            failure -> undecided.remove(failure.variant())); // no number of seeds mends it
        if (undecided.isEmpty()
            || failures.stream()
                .anyMatch(each -> each.variant().equals(variants.get(0).name()))) {
          return;
        }
        progress.looked(look, differences);
        open = settled.stream()
            .filter(each -> each.equals(settled.get(0)) || undecided.contains(each.name()))
            .toList();
      }
    }

    /** Runs every variant over the seeds that somebody asked for meanwhile; how many there are was not laid down then, which is said. */
    void overMore() {
      while (directory != null && !design.isSequential() && !isCut()) {
        int more = SeedsRequest.take(directory.path());
        if (more == 0) {
          return;
        }
        design = design.withMoreSeeds(more);
        directory.amend("seeds", design.seeds());
        progress.added(more);
        run(settled, seeds.size(), design.seeds().size());
        seeds = design.seeds();
      }
    }

    /** Seed by seed, so that a comparison cut short has as many runs of one variant as of another. */
    private void run(List<Variant> open, int from, int to) {
      List<Task> tasks = new ArrayList<>();
      int number = from * Math.max(1, design.folds()) * settled.size();
      for (long seed : design.seeds().subList(from, to)) {
        for (int fold = 0; fold < Math.max(1, design.folds()); fold++) {
          for (Variant variant : settled) {
            if (open.contains(variant)) {
              tasks.add(Task.of(
                  number,
                  variant,
                  seed,
                  design.folds() == 0 ? null : new TestFold(fold, design.folds())));
            }
            number++;
          }
        }
      }
      queue.run(tasks).forEach(this::add);
    }

    private void add(RunQueue.Outcome outcome) {
      if (outcome.result() != null) {
        runs.add(outcome.result());
      }
      if (outcome.failure() != null) {
        failures.add(outcome.failure());
      }
    }

    /** Runs all again with all but one kind of chance as for the first seed. */
    void vary() {
      long first = design.seeds().get(0);
      List<Task> tasks = new ArrayList<>();
      for (Chance chance : design.varied()) {
        for (long seed : seeds.subList(Math.min(1, seeds.size()), seeds.size())) {
          for (Variant variant : settled) {
            tasks.add(Task.varied(tasks.size(), variant, chance, first, seed));
          }
        }
      }
      if (isCut() || tasks.isEmpty()) {
        return;
      }
      List<RunQueue.Outcome> outcomes = queue.run(tasks);
      for (Chance chance : design.varied()) {
        for (Variant variant : settled) {
          List<RunResult> same = new ArrayList<>();
          runs.stream()
              .filter(run -> run.variant().equals(variant.name()) && run.seed() == first)
              .forEach(same::add);
          for (int i = 0; i < tasks.size(); i++) {
            RunResult result = outcomes.get(i).result();
            if (result != null && tasks.get(i).isOf(variant, chance)) {
              same.add(result);
            }
          }
          variations.add(new Variation(
              variant.name(),
              chance,
              Spread.of(same.stream()
                  .map(run -> run.selected(design.criterion().metric()))
                  .toList()),
              same));
        }
      }
      outcomes.stream()
          .map(RunQueue.Outcome::failure)
          .filter(each -> each != null)
          .forEach(failures::add);
    }

    /** Has what is reached without a network, or with the simplest, on the same splits. */
    void compare(Runner runner) {
      Variant first = settled.get(0);
      Variant linear = runner.linear(first);
      boolean isNamed =
          linear != null && settled.stream().anyMatch(each -> each.name().equals(linear.name()));
      List<RunResult> constants = new ArrayList<>();
      List<Task> tasks = new ArrayList<>();
      for (long seed : seeds) {
        for (int i = 0; i < Math.max(1, design.folds()); i++) {
          TestFold fold = design.folds() == 0 ? null : new TestFold(i, design.folds());
          RunResult constant = runner.constant(Task.baseline(0, first, seed, fold));
          if (constant != null) {
            constants.add(constant);
          }
          if (linear != null && !isNamed) {
            tasks.add(Task.baseline(tasks.size(), linear, seed, fold));
          }
        }
      }
      if (isCut()) {
        return;
      }
      if (!constants.isEmpty()) {
        baselines.add(new Baseline(constants.get(0).variant(), constants));
      }
      List<RunResult> simple = new ArrayList<>();
      Set<String> failed = new LinkedHashSet<>();
      for (RunQueue.Outcome outcome :
          tasks.isEmpty() ? List.<RunQueue.Outcome>of() : queue.run(tasks)) {
        if (outcome.result() != null) {
          simple.add(outcome.result());
        }
        if (outcome.failure() != null) {
          failed.add(outcome.failure().reason());
        }
      }
      failed.forEach(
          reason -> notices.add("A linear network could not be trained for scale: " + reason));
      if (linear != null && !simple.isEmpty() && !isCut()) {
        baselines.add(new Baseline(linear.name(), simple));
        notices.addAll(Notices.ofLinear(linear, simple, settled, runs, design));
      }
    }

    private boolean isCut() {
      return queue.isInterrupted();
    }
  }
}
