package org.ockham.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ockham.search.Study;
import org.ockham.search.Trial;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;

/**
 * How many trials a second workers ask for and tell together on one PostgreSQL database, where the objective itself takes no
 * time: an upper bound for the number of machines that it serves. Each worker is a thread that has what a process would have to
 * itself: a connection, and what it knows of the study. docs/scale.md has the figures.
 */
public final class WorkerSpeed {

  private WorkerSpeed() {}

  /**
   * Prints one line for each number of workers.
   *
   * @param args the database's URL without options, numbers of workers with commas between, how many trials in all
   * @throws Exception if the database refuses
   */
  public static void main(String... args) throws Exception {
    int trials = Integer.parseInt(args[2]);
    seconds(args[0], 2, Math.min(500, trials)); // warms up
    for (String number : args[1].split(",")) {
      int workers = Integer.parseInt(number);
      double seconds = seconds(args[0], workers, trials);
      System.out.printf(
          Locale.ROOT,
          "%2d workers: %d trials in %.2f s, %.0f a second%n",
          workers,
          trials,
          seconds,
          trials / seconds);
    }
  }

  private static double objective(Trial trial) {
    return trial.suggestDouble("x", 0, 1) + trial.suggestInt("n", 1, 9);
  }

  private static double seconds(String url, int workers, int trials) throws Exception {
    String name = workers + " workers, " + System.currentTimeMillis();
    List<Storage> storages = new ArrayList<>();
    List<Study> studies = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      storages.add(Storage.of(url + "?pool=1&application_name=worker-" + i)); // one name, one pool
      studies.add(Study.minimize(name, storages.get(i), Random.seeded(i)));
    }
    CyclicBarrier together = new CyclicBarrier(workers + 1);
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      List<Future<?>> working = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        Study study = studies.get(i);
        int share = trials * (i + 1) / workers - trials * i / workers;
        working.add(threads.submit(() -> {
          together.await();
          return study.optimize(WorkerSpeed::objective, share);
        }));
      }
      together.await();
      long start = System.nanoTime();
      for (Future<?> worker : working) {
        worker.get();
      }
      return (System.nanoTime() - start) / 1e9;
    } finally {
      threads.shutdownNow();
      storages.forEach(Storage::close);
    }
  }
}
