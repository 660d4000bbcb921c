package org.ockham.lab.compare;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataHash;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.lab.Environment;
import org.ockham.lab.Experiment;
import org.ockham.lab.LabException;
import org.ockham.lab.OutputDirectory;
import org.ockham.lab.PartsDirectory;
import org.ockham.lab.Run;
import org.ockham.lab.RunResult;
import org.ockham.lab.evidence.Evidence;
import org.ockham.lab.recipe.DataPlan;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/**
 * Runs the variants of a recipe over the same seeds, side by side, one engine thread each. A run's numbers are a function of
 * its settings and its seed, so those of a comparison are the same bits for any number of jobs.
 *
 * <p>For each seed all variants have the same split, the same order of samples, and the same initial weights in the layers
 * that they share: differences between them are paired. One run's failure leaves the others alone.
 */
public final class Comparison {

  /** Of the hash of the data, in the name of a checkpoint. */
  private static final int HASH_LENGTH = 12;

  private final Recipe recipe;
  private final List<Variant> variants;
  private final List<Long> seeds;
  private final Set<Run> running = ConcurrentHashMap.newKeySet();
  private volatile boolean interrupted;

  /** These variants of a recipe over these seeds. */
  public Comparison(Recipe recipe, List<Variant> variants, List<Long> seeds) {
    if (variants.isEmpty() || seeds.isEmpty()) {
      throw new IllegalArgumentException("a comparison of " + variants.size() + " variants over "
          + seeds.size() + " seeds: it needs at least one of each");
    }
    this.recipe = recipe;
    this.variants = List.copyOf(variants);
    this.seeds = List.copyOf(seeds);
  }

  /** All variants of a recipe over its seeds. */
  public static Comparison of(Recipe recipe) {
    return new Comparison(recipe, recipe.variants(), recipe.seeds());
  }

  /** The compared variants, the base first. */
  public List<Variant> variants() {
    return variants;
  }

  /** The seeds, the same for each variant. */
  public List<Long> seeds() {
    return seeds;
  }

  /** How many runs it has. */
  public int size() {
    return variants.size() * seeds.size();
  }

  /** All that its results depend on, for {@link PartsDirectory}. */
  public Map<String, Object> plan() {
    Map<String, Object> settings = new LinkedHashMap<>();
    variants.forEach(variant -> settings.put(variant.name(), variant.settings()));
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("work", "comparison");
    plan.put("recipe", recipe.name());
    plan.put("seeds", seeds);
    plan.put("variants", variants.stream().map(Variant::name).toList());
    plan.put("settings", settings);
    return plan;
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
   * @param directory made for the {@link #plan} of this comparison; it stays claimed until it is closed
   * @return all runs, those that were kept before among them
   */
  public ComparisonResult run(
      int jobs,
      Source source,
      String command,
      @Nullable PartsDirectory directory,
      ComparisonListener listener) {
    long start = System.nanoTime();
    Environment environment = Environment.here("1 in each of " + jobs + " runs", command);
    Map<Variant, NamedSet> opened = open(source);
    List<Task> tasks = new ArrayList<>();
    if (directory != null) {
      directory.begin();
    }
    // Seed by seed, so that a comparison cut short has as many runs of one variant as of another.
    for (long seed : seeds) {
      for (Variant variant : variants) {
        Path part = directory == null
            ? null
            : directory.part(tasks.size() + "-" + variant.name() + "-" + seed + ".json");
        tasks.add(new Task(variant, seed, part));
      }
    }
    List<@Nullable RunResult> kept = tasks.stream().map(Task::kept).collect(Collectors.toList());
    Progress progress =
        new Progress(listener, (int) kept.stream().filter(Objects::nonNull).count());
    ExecutorService workers = Executors.newFixedThreadPool(Math.min(jobs, size()), task -> {
      Thread thread = new Thread(task, "ockham-run");
      thread.setDaemon(true);
      return thread;
    });
    Map<NamedSet, String> hashes = new HashMap<>();
    List<Future<@Nullable RunResult>> futures = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      Task task = tasks.get(i);
      RunResult before = kept.get(i);
      if (before != null) {
        futures.add(CompletableFuture.completedFuture(before));
        continue;
      }
      NamedSet images = requireNonNull(opened.get(task.variant));
      Path checkpoint = task.part == null
          ? null
          : task.checkpoint(hashes.computeIfAbsent(images, each -> DataHash.of(each.train())));
      futures.add(workers.submit(() -> run(task, images, checkpoint, progress)));
    }
    workers.shutdown();
    List<RunResult> runs = new ArrayList<>();
    List<RunFailure> failures = new ArrayList<>();
    for (int i = 0; i < futures.size(); i++) {
      try {
        RunResult result = await(futures.get(i));
        if (result != null) {
          runs.add(result);
        }
      } catch (ExecutionException e) {
        Task task = tasks.get(i);
        failures.add(RunFailure.of(task.variant.name(), task.seed, requireNonNull(e.getCause())));
      }
    }
    return ComparisonResult.of(
        recipe,
        variants,
        seeds,
        runs,
        failures,
        interrupted,
        environment,
        (System.nanoTime() - start) / 1e9);
  }

  /** One run, and the file that keeps its result. */
  private record Task(Variant variant, long seed, @Nullable Path part) {

    /** Where it keeps, while it is under way on data with this hash, what it can go on from: on other data nothing can. */
    Path checkpoint(String dataHash) {
      Path file = requireNonNull(part);
      String name = String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
      return file.resolveSibling(name + "-" + dataHash.substring(0, HASH_LENGTH) + ".checkpoint");
    }

    /** Where it keeps what there is to show of it, beside its result; written before that. */
    @Nullable
    Path evidence() {
      return part == null ? null : Evidence.beside(part);
    }

    /** What an earlier process kept, or null. */
    @Nullable
    RunResult kept() {
      return part == null || !Files.exists(part) ? null : RunResult.read(part);
    }
  }

  /** Ends it soon: runs under way are given up, finished ones are kept. For other threads, and signals. */
  public void interrupt() {
    interrupted = true;
    running.forEach(Run::interrupt);
  }

  /** Each variant's data; what several of them use is held once. */
  private Map<Variant, NamedSet> open(Source source) {
    record Part(String set, int limit, int testLimit) {}

    Map<Part, NamedSet> parts = new HashMap<>();
    Map<Variant, NamedSet> opened = new HashMap<>();
    for (Variant variant : variants) {
      DataPlan data = variant.data();
      opened.put(
          variant,
          parts.computeIfAbsent(
              new Part(data.set().name(), data.limit(), data.testLimit()),
              part -> data.open(source)));
    }
    return opened;
  }

  /** One run, which goes on from the checkpoint where there is one; null if the comparison was cut short before its end. */
  private @Nullable RunResult run(
      Task task, NamedSet images, @Nullable Path checkpoint, Progress progress) {
    Experiment experiment =
        Experiment.of(task.variant, task.seed, images).withPrefetch(0); // of one thread
    int epochs = experiment.variant().train().epochs();
    Path evidence = task.evidence();
    Run plain = new Run(experiment, new Callback() {
      private int counted;

      @Override
      public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
        progress.epochs(fit.epoch() - counted, epochs); // several if it goes on
        counted = fit.epoch();
      }
    });
    Run run = evidence == null
        ? plain
        : plain.evidence(
            task.seed == seeds.get(0), shown -> keep(evidence, shown.json(), progress));
    running.add(run);
    try {
      if (interrupted) { // checked after the run can be interrupted, so that none slips through
        return null;
      }
      RunResult result =
          checkpoint == null ? run.execute() : run.execute(checkpoint, progress::begunAnew);
      if (result.interrupted()) {
        return null;
      }
      if (task.part != null && checkpoint != null) {
        if (keep(task.part, result.json(), progress)) {
          Run.discard(checkpoint);
        }
      }
      progress.finished(result, epochs - result.epochs().size());
      return result;
    } catch (RuntimeException | Error e) {
      progress.failed(RunFailure.of(experiment.variant().name(), experiment.seed(), e));
      throw e;
    } finally {
      running.remove(run);
    }
  }

  /** Whether it could be written. */
  private static boolean keep(Path file, String text, Progress progress) {
    try {
      OutputDirectory.write(file, text);
      return true;
    } catch (LabException e) {
      progress.unkept(e);
      return false;
    }
  }

  /** Waits for a run; an interrupt of the waiting thread ends the comparison. */
  private @Nullable RunResult await(Future<@Nullable RunResult> future) throws ExecutionException {
    boolean wasInterrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          wasInterrupted = true;
          interrupt();
        }
      }
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Counts epochs over all runs; each run is as much of the whole as the others. */
  private final class Progress {
    private final ComparisonListener listener;
    private double done;
    private boolean unkept;

    Progress(ComparisonListener listener, int kept) {
      this.listener = listener;
      this.done = kept;
      listener.started(size(), kept);
    }

    synchronized void epochs(int count, int epochs) {
      add((double) count / epochs);
    }

    /** The epochs that were not needed count as done. */
    synchronized void finished(RunResult result, int left) {
      add((double) left / Math.max(1, left + result.epochs().size()));
      listener.finished(result);
    }

    synchronized void unkept(LabException why) {
      if (!unkept) {
        unkept = true;
        listener.unkept(why);
      }
    }

    synchronized void begunAnew(String why) {
      listener.begunAnew(why);
    }

    synchronized void failed(RunFailure failure) {
      listener.failed(failure);
    }

    private void add(double runs) {
      done += runs;
      listener.advanced(Math.min(1, done / size()));
    }
  }
}
