package org.ockham.spark;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleConsumer;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.DoubleAccumulator;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.LabException;
import org.ockham.lab.cluster.Cluster;
import org.ockham.lab.cluster.ClusterException;
import org.ockham.lab.cluster.RemoteOutcome;
import org.ockham.lab.cluster.RemoteRun;
import org.ockham.lab.cluster.Shipment;

/**
 * A Spark application whose jobs are runs, each of one task. A task that is lost with its executor is made again by Spark, elsewhere.
 *
 * <pre>{@code
 * try (Cluster cluster = SparkCluster.join("spark://host:7077")) {
 *   Comparison.of(Recipe.of("mnist-5pct"))
 *       .run(cluster, null, cluster.slots(), Cache.standard(), "", null, new ComparisonListener() {});
 * }
 * }</pre>
 *
 * <p>Spark's own settings are taken from system properties ({@code -Dspark.executor.memory=4g}) and from {@code spark-submit}. One is ours:
 * {@code spark.ockham.patience}, for how many seconds (60) the cluster may be without any executor before it is given up.
 */
public final class SparkCluster implements Cluster {

  /** For how long a run that is cut short may take to end. */
  private static final long LAST_STEP_SECONDS = 10;

  private static final String GROUP = "ockham";

  private final JavaSparkContext context;
  private final String master;
  private final boolean isOwn;
  private final Executors executors;
  private final Heartbeats heartbeats = new Heartbeats();
  private final Map<String, Broadcast<Shipment>> shipped = new ConcurrentHashMap<>();
  private final Set<JavaFutureAction<?>> jobs = ConcurrentHashMap.newKeySet();
  private volatile boolean interrupted;

  private SparkCluster(JavaSparkContext context, boolean isOwn) {
    this.context = context;
    this.master = context.master();
    this.isOwn = isOwn;
    this.executors = new Executors(context);
    context.sc().addSparkListener(heartbeats);
  }

  /**
   * Starts an application on a cluster, and waits until it has an executor. It ends when it is closed.
   *
   * @param master as Spark writes it: {@code spark://host:7077}, {@code local[4]}, {@code yarn}, {@code k8s://https://host:443}
   * @throws IllegalArgumentException if Spark knows no such master
   * @throws ClusterException if it does not answer within a minute, or gives no executor for as long as patience lasts
   */
  public static SparkCluster join(String master) {
    SparkCluster cluster = new SparkCluster(Application.start(new Master(master)), true);
    try {
      cluster.executors.await();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** An application that runs, and goes on after this is closed. */
  public static SparkCluster of(JavaSparkContext context) {
    return new SparkCluster(context, false);
  }

  @Override
  public boolean isHere() {
    return context.isLocal();
  }

  @Override
  public int slots() {
    return executors.slots();
  }

  @Override
  public @Nullable RemoteOutcome run(RemoteRun run, DoubleConsumer progress) {
    if (interrupted) {
      return null;
    }
    DoubleAccumulator share = context.sc().doubleAccumulator();
    heartbeats.follow(share.id(), progress);
    JavaFutureAction<List<RemoteOutcome>> job = submit(run, share);
    jobs.add(job);
    try {
      if (interrupted) { // between the first look and here
        job.cancel(true);
      }
      return outcome(job);
    } finally {
      jobs.remove(job);
      heartbeats.leave(share.id());
    }
  }

  private JavaFutureAction<List<RemoteOutcome>> submit(RemoteRun run, DoubleAccumulator share) {
    try {
      context.setJobGroup(
          GROUP, run.name(), true); // an interrupt is what ends a run after its step
      return context
          .parallelize(List.of(run), 1)
          .map(new RunTask(shipped, share))
          .collectAsync();
    } catch (IllegalStateException e) { // it is stopped
      throw lost(e);
    }
  }

  private @Nullable RemoteOutcome outcome(JavaFutureAction<List<RemoteOutcome>> job) {
    while (true) {
      try {
        return job.get(1, TimeUnit.SECONDS).get(0);
      } catch (TimeoutException e) {
        if (executors.areGone()) {
          job.cancel(true);
          throw executors.none();
        }
      } catch (CancellationException e) {
        // Its task ends after a step: until then it may still report to its trial.
        heartbeats.awaitNone(LAST_STEP_SECONDS);
        return null;
      } catch (InterruptedException e) {
        job.cancel(true);
        Thread.currentThread().interrupt();
        return null;
      } catch (ExecutionException e) {
        if (interrupted) {
          return null;
        }
        throw failed(e.getCause() == null ? e : e.getCause());
      }
    }
  }

  /** A run that takes its executors with it is that run's failure; all else keeps any run from being made. */
  private RuntimeException failed(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    if (context.sc().isStopped() || message.contains("SparkContext was shut down")) {
      return lost(failure);
    }
    if (message.contains("ExecutorLostFailure")) {
      return new LabException(
          LabException.Kind.MACHINE,
          "its executor was lost each of " + context.getConf().get(Application.MAX_FAILURES)
              + " times that it was run: see whether it needs more memory (spark.executor.memory,"
              + " spark.executor.memoryOverhead).",
          failure);
    }
    return new ClusterException(
        "Spark at " + master + " cannot make runs (" + firstLine(message)
            + "): see that its version is " + context.version()
            + " and that Ockham's jars reach its executors (spark.jars).",
        failure);
  }

  private ClusterException lost(Throwable cause) {
    return new ClusterException(
        "the application on " + master
            + " was ended by the cluster, or lost it: see the master's and the workers' logs, and start again.",
        cause);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  @Override
  public void ship(String name, Shipment shipment) {
    try {
      shipped.computeIfAbsent(name, each -> context.broadcast(shipment));
    } catch (IllegalStateException e) { // it is stopped
      throw lost(e);
    }
  }

  @Override
  public void interrupt() {
    interrupted = true;
    jobs.forEach(job -> job.cancel(true));
  }

  @Override
  public void close() {
    interrupt();
    if (context.isLocal()) { // the engine must not be at work when the process ends
      heartbeats.awaitNone(LAST_STEP_SECONDS);
    }
    if (isOwn) {
      context.stop();
    } else {
      context.sc().removeSparkListener(heartbeats);
      shipped.values().forEach(Broadcast::destroy);
    }
  }
}
