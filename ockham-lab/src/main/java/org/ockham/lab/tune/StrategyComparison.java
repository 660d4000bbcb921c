package org.ockham.lab.tune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Source;
import org.ockham.file.AtomicFile;
import org.ockham.lab.LabException;
import org.ockham.lab.PartsDirectory;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.SearchPlan;
import org.ockham.search.StudyResult;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StudyRecord;

/**
 * Runs the strategies of a recipe over its seeds, each on the same budget of epochs. The trials of one strategy and seed run
 * one after another, so that each learns from all before it; several of these searches run side by side. The numbers are the
 * same for any number of jobs.
 */
public final class StrategyComparison {

  /** The attribute of a kept study that says how long it took. */
  private static final String SECONDS = "ockham:seconds";

  private final Recipe recipe;
  private final String variant;
  private final Set<Tuning> running = ConcurrentHashMap.newKeySet();
  private volatile boolean interrupted;

  /**
   * A comparison.
   *
   * @param recipe has strategies and a budget
   * @param variant whose other settings are kept
   */
  public StrategyComparison(Recipe recipe, String variant) {
    this.recipe = recipe;
    this.variant = variant;
  }

  /** How many searches it has. */
  public int size() {
    return recipe.search().strategies().size() * recipe.seeds().size();
  }

  /** All that its results depend on, for {@link PartsDirectory}. */
  public Map<String, Object> plan() {
    SearchPlan search = recipe.search();
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("work", "comparison of search strategies");
    plan.put("recipe", recipe.name());
    plan.put("variant", variant);
    plan.put("settings", recipe.variant(variant).settings());
    plan.put("seeds", recipe.seeds());
    plan.put("objective", search.objective());
    plan.put("budget", search.budget());
    plan.put("points", search.points());
    Map<String, String> strategies = new LinkedHashMap<>();
    search.strategies().forEach((name, strategy) -> strategies.put(name, strategy.toString()));
    plan.put("strategies", strategies);
    plan.put("space", search.space().toString());
    return plan;
  }

  /**
   * Runs all, so many at a time, leaving nothing on disk.
   *
   * @param jobs at least 1
   * @param source where the data comes from
   * @param listener is told of each search that ended; calls come one at a time
   * @return the searches that ended, by strategy and seed
   */
  public List<StrategyRun> run(int jobs, Source source, Consumer<StrategyRun> listener) {
    return run(jobs, source, null, listener);
  }

  /**
   * Runs those that are not in the directory yet, so many at a time, and keeps each there as it ends.
   *
   * @param jobs at least 1
   * @param source where the data comes from
   * @param directory made for the {@link #plan} of this comparison; it stays claimed until it is closed
   * @param listener is told of each search that ended, those of an earlier process first; calls come one at a time
   * @return the searches that ended, by strategy and seed
   */
  public List<StrategyRun> run(
      int jobs, Source source, @Nullable PartsDirectory directory, Consumer<StrategyRun> listener) {
    recipe.variant(variant).data().open(source); // fetched once, before the searches
    if (directory != null) {
      directory.begin();
    }
    List<Task> tasks = new ArrayList<>();
    recipe.search().strategies().forEach((name, strategy) -> {
      for (long seed : recipe.seeds()) {
        // A strategy may be called what no file can be; its number tells them apart.
        Path part = directory == null
            ? null
            : directory.part(tasks.size() + "-" + name.replaceAll("[^A-Za-z0-9.-]", "_") + "-"
                + seed + ".journal");
        tasks.add(new Task(name, strategy, seed, part));
      }
    });
    List<@Nullable StrategyRun> kept = tasks.stream().map(Task::kept).collect(Collectors.toList());
    kept.stream().filter(Objects::nonNull).forEach(listener);
    ExecutorService workers = Executors.newFixedThreadPool(Math.min(jobs, size()), task -> {
      Thread thread = new Thread(task, "ockham-search");
      thread.setDaemon(true);
      return thread;
    });
    List<Future<@Nullable StrategyRun>> futures = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      Task task = tasks.get(i);
      StrategyRun before = kept.get(i);
      futures.add(
          before != null
              ? CompletableFuture.completedFuture(before)
              : workers.submit(() -> {
                StrategyRun run = search(task, source);
                if (run != null) {
                  synchronized (listener) {
                    listener.accept(run);
                  }
                }
                return run;
              }));
    }
    workers.shutdown();
    List<StrategyRun> runs = new ArrayList<>();
    for (Future<@Nullable StrategyRun> future : futures) {
      StrategyRun run = await(future);
      if (run != null) {
        runs.add(run);
      }
    }
    return runs;
  }

  /** One search, and the journal that keeps it. */
  private record Task(
      String name,
      SearchPlan.Strategy strategy,
      long seed,
      @Nullable Path part) {

    String study() {
      return name + " " + seed;
    }

    /** What an earlier process kept, or null. */
    @Nullable
    StrategyRun kept() {
      if (part == null || !Files.exists(part)) {
        return null;
      }
      try (Storage storage = Storage.reading(url(part))) {
        StudyRecord study = storage
            .find(study())
            .orElseThrow(() -> new LabException(
                part + ": does not hold search " + study() + ": delete it, and it is done again."));
        return new StrategyRun(
            name,
            seed,
            new StudyResult(
                study.name(), study.directions(), storage.trials(study.id(), List.of(), -1)),
            study.userAttributes().get(SECONDS) instanceof Number seconds
                ? seconds.doubleValue()
                : Double.NaN);
      }
    }

    static String url(Path journal) {
      return "journal:///" + journal.toAbsolutePath();
    }
  }

  /** Ends it soon: searches under way are given up, finished ones are kept. For other threads, and signals. */
  public void interrupt() {
    interrupted = true;
    running.forEach(Tuning::interrupt);
  }

  /** Whether it was ended from outside. */
  public boolean interrupted() {
    return interrupted;
  }

  /** One search; null if the comparison was cut short before its end. */
  private @Nullable StrategyRun search(Task task, Source source) {
    if (task.part == null) {
      try (Storage storage = Storage.memory()) {
        return search(task, storage, source);
      }
    }
    // The journal has its name when the search has ended, so that what is there is whole.
    Path draft =
        task.part.resolveSibling("." + task.part.getFileName() + "." + UUID.randomUUID() + ".tmp");
    StrategyRun run;
    try {
      try (Storage storage = Storage.of(Task.url(draft))) {
        run = search(task, storage, source);
      }
      if (run == null) {
        Files.deleteIfExists(draft);
        return null;
      }
      AtomicFile.publish(draft, task.part);
      return task.kept(); // as every later process reads it
    } catch (IOException e) {
      throw LabException.unwritable(task.part, e);
    }
  }

  private @Nullable StrategyRun search(Task task, Storage storage, Source source) {
    long start = System.nanoTime();
    Tuning tuning = new Tuning(recipe, variant, task.strategy, task.seed);
    running.add(tuning);
    try {
      if (interrupted) { // checked after the search can be interrupted, so that none slips through
        return null;
      }
      StudyResult result = tuning.run(
          storage, task.study(), recipe.search().trials(), 1, source, new TuningListener() {});
      if (tuning.interrupted()) {
        return null;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      storage
          .find(task.study())
          .ifPresent(study -> storage.setUserAttribute(study.id(), SECONDS, seconds));
      return new StrategyRun(task.name, task.seed, result, seconds);
    } finally {
      running.remove(tuning);
    }
  }

  private @Nullable StrategyRun await(Future<@Nullable StrategyRun> future) {
    boolean wasInterrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          wasInterrupted = true;
          interrupt();
        } catch (ExecutionException e) {
          interrupt(); // what stops one search stops the others: a setting, the data, the memory
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          throw e.getCause() instanceof RuntimeException cause
              ? cause
              : new IllegalStateException(e.getCause());
        }
      }
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
