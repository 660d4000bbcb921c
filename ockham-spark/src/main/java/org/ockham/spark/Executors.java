package org.ockham.spark;

import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
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
    return Math.max(1, room());
  }

  /** How many tasks they have room for at a time. */
  private int room() {
    SparkContext all = context.sc();
    return all.isStopped()
        ? 0
        : all.maxNumConcurrentTasks(all.resourceProfileManager().defaultResourceProfile());
  }

  /**
   * Waits until there is room for so many tasks at a time, as long as more comes now and then.
   *
   * @param seconds after which no more is expected
   */
  void makeRoom(int tasks, long seconds) {
    int seen = room();
    long since = System.nanoTime();
    while (seen < tasks) {
      if (context.isLocal() || System.nanoTime() - since > TimeUnit.SECONDS.toNanos(seconds)) {
        throw tooFew(tasks);
      }
      pause();
      if (room() != seen) {
        seen = room();
        since = System.nanoTime();
      }
    }
  }

  /** That there is less room than so many tasks need, which begin together. */
  ClusterException tooFew(int tasks) {
    int cores = context.getConf().getInt("spark.task.cpus", 1);
    return new ClusterException(tasks + " ranks begin together, each on "
        + (cores == 1 ? "a core" : cores + " cores") + ", but " + context.master()
        + " has room for " + room() + ": give fewer --ranks, or "
        + (context.isLocal()
            ? "--on 'local[" + tasks * cores + "]'."
            : "see that it has free workers (spark.cores.max, spark.executor.cores and spark.task.cpus say how many cores are"
                + " taken)."));
  }

  /** That so many tasks, which begin together, have waited so long for room. */
  ClusterException held(int tasks, long seconds) {
    return new ClusterException(tasks + " ranks have waited " + seconds
        + " s for room to begin together on " + context.master() + ", which has room for " + room()
        + " tasks: something holds it, such as a rank that was lost and does not end; see what the executors do, and start"
        + " again.");
  }

  /** As long as Spark may take to notice, too, that an executor does not answer any more, and to have another in its place. */
  long longPatience() {
    long silence = context.getConf().getTimeAsSeconds("spark.network.timeout", "120s");
    return patience + 2 * silence; // it looks now and then
  }

  /** For how many seconds there may be too few. */
  long patience() {
    return patience;
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
