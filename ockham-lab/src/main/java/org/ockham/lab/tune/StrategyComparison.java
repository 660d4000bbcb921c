package org.ockham.lab.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Source;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.SearchPlan;
import org.ockham.search.StudyResult;
import org.ockham.search.storage.Storage;

/**
 * Runs the strategies of a recipe over its seeds, each on the same budget of epochs. The trials of one strategy and seed run
 * one after another, so that each learns from all before it; several of these searches run side by side. The numbers are the
 * same for any number of jobs.
 */
public final class StrategyComparison {

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

  /**
   * Runs all, so many at a time.
   *
   * @param jobs at least 1
   * @param source where the data comes from
   * @param listener is told of each search that ended; calls come one at a time
   * @return the searches that ended, by strategy and seed
   */
  public List<StrategyRun> run(int jobs, Source source, Consumer<StrategyRun> listener) {
    recipe.variant(variant).data().open(source); // fetched once, before the searches
    ExecutorService workers = Executors.newFixedThreadPool(Math.min(jobs, size()), task -> {
      Thread thread = new Thread(task, "ockham-search");
      thread.setDaemon(true);
      return thread;
    });
    List<Future<@Nullable StrategyRun>> futures = new ArrayList<>();
    recipe.search().strategies().forEach((name, strategy) -> {
      for (long seed : recipe.seeds()) {
        futures.add(workers.submit(() -> {
          StrategyRun run = search(name, strategy, seed, source);
          if (run != null) {
            synchronized (listener) {
              listener.accept(run);
            }
          }
          return run;
        }));
      }
    });
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

  /** Ends it soon: searches under way are given up, finished ones are kept. For other threads, and signals. */
  public void interrupt() {
    interrupted = true;
    running.forEach(Tuning::interrupt);
  }

  /** Whether it was ended from outside. */
  public boolean interrupted() {
    return interrupted;
  }

  private @Nullable StrategyRun search(
      String name, SearchPlan.Strategy strategy, long seed, Source source) {
    long start = System.nanoTime();
    Tuning tuning = new Tuning(recipe, variant, strategy, seed);
    running.add(tuning);
    try (Storage storage = Storage.memory()) {
      if (interrupted) { // checked after the search can be interrupted, so that none slips through
        return null;
      }
      StudyResult result = tuning.run(
          storage, name + " " + seed, recipe.search().trials(), 1, source, new TuningListener() {});
      return tuning.interrupted()
          ? null
          : new StrategyRun(name, seed, result, (System.nanoTime() - start) / 1e9);
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
