package org.ockham.spark;

import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.ockham.lab.cluster.ClusterException;

/** The processes that make an application's runs. */
final class Executors {

  /** When so long no more have come, these are all for now. */
  private static final long SETTLED_MILLIS = 1000;

  private static final long POLL_MILLIS = 50;

  private final JavaSparkContext context;
  private final long patience;
  private long lastSeen = System.nanoTime();

  Executors(JavaSparkContext context) {
    this.context = context;
    this.patience = context.getConf().getTimeAsSeconds(Application.PATIENCE, "60s");
  }

  /** Waits for the first. */
  void await() {
    while (count() == 0) {
      if (areGone()) {
        throw none();
      }
      pause();
    }
  }

  /** How many runs they make at a time, all those that come now counted. */
  int slots() {
    int seen = count();
    long since = System.nanoTime();
    while (!context.isLocal()
        && System.nanoTime() - since < TimeUnit.MILLISECONDS.toNanos(SETTLED_MILLIS)) {
      pause();
      if (count() != seen) {
        seen = count();
        since = System.nanoTime();
      }
    }
    int cores = context.defaultParallelism();
    return Math.max(1, cores / context.getConf().getInt("spark.task.cpus", 1));
  }

  /** Whether there has been none for longer than patience lasts. */
  synchronized boolean areGone() {
    long now = System.nanoTime();
    if (count() > 0) {
      lastSeen = now;
    }
    return now - lastSeen > TimeUnit.SECONDS.toNanos(patience);
  }

  /** That there is none. */
  ClusterException none() {
    return new ClusterException("the cluster at " + context.master() + " has had no executor for "
        + patience + " s: see that it has workers with free cores and "
        + context.getConf().get("spark.executor.memory", "1g")
        + " of memory (spark.executor.memory, spark.executor.cores), and that they reach this machine at "
        + context.getConf().get("spark.driver.host", "its address") + " (spark.driver.host).");
  }

  private int count() {
    if (context.sc().isStopped()) {
      return 0;
    }
    int all = context.statusTracker().getExecutorInfos().length;
    return context.isLocal() ? all : all - 1; // the driver is among them
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while the cluster was waited for.", e);
    }
  }
}
