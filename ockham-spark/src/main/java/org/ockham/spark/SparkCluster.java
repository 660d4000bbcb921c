package org.ockham.spark;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.DoubleAccumulator;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.LabException;
import org.ockham.lab.cluster.Cluster;
import org.ockham.lab.cluster.ClusterException;
import org.ockham.lab.cluster.RankedRun;
import org.ockham.lab.cluster.RemoteOutcome;
import org.ockham.lab.cluster.RemoteRun;
import org.ockham.lab.cluster.Shipment;

/**
 * A Spark application whose jobs are runs, each of one task, or of as many as it has ranks. A task that is lost with its executor is made again
 * by Spark, elsewhere; ranks all begin again when one is lost.
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

  /** When so long no more executors of Spark's own master have come, these are all. */
  private static final long COMING_SECONDS = 10;

  private static final String GROUP = "ockham";
  private static final String DYNAMIC = "spark.dynamicAllocation.enabled";
  private static final String RESULT_SIZE = "spark.driver.maxResultSize";

  /** By which Spark says that a barrier stage needs more room than there is. */
  private static final String TOO_FEW = "SPARK-24819";

  private final JavaSparkContext context;
  private final Master master;
  private final boolean isOwn;
  private final Executors executors;
  private final Heartbeats heartbeats = new Heartbeats();
  private final Map<String, Broadcast<Shipment>> shipped = new ConcurrentHashMap<>();
  private final Set<JavaFutureAction<?>> jobs = ConcurrentHashMap.newKeySet();
  private volatile boolean interrupted;

  private SparkCluster(JavaSparkContext context, boolean isOwn) {
    this.context = context;
    this.master = new Master(context.master());
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
  public void makeRoom(int ranks) {
    if (!isHere() && context.getConf().getBoolean(DYNAMIC, false)) {
      throw new ClusterException(
          "ranks begin together, which Spark does not do where executors come and go as they are needed: leave "
              + DYNAMIC + " out.");
    }
    executors.makeRoom(
        ranks,
        master.isStandalone()
            ? Math.min(COMING_SECONDS, executors.patience())
            : executors.patience());
  }

  @Override
  public @Nullable RemoteOutcome run(RemoteRun run, DoubleConsumer progress) {
    List<RemoteOutcome> outcomes = made(
        run.name(),
        progress,
        share -> context
            .parallelize(List.of(run), 1)
            .map(new RunTask(new Shipped(shipped), share))
            .collectAsync(),
        job -> {},
        this::failed);
    return outcomes == null ? null : outcomes.get(0);
  }

  @Override
  public @Nullable List<RemoteOutcome> run(
      RankedRun run, DoubleConsumer progress, Consumer<String> begunAgain) {
    int most = context.getConf().getInt(Application.MAX_FAILURES, 4);
    for (int time = 1; ; time++) {
      try {
        return begun(run, progress, time == 1 ? executors.patience() : executors.longPatience());
      } catch (RankJob.LostRank e) {
        if (interrupted) {
          return null;
        }
        String why = String.valueOf(e.getMessage());
        if (isHere() || time >= most) {
          throw new ClusterException(
              isHere()
                  ? why
                  : "a rank was lost each of the " + time
                      + " times that they were begun, the last time because " + why
                      + ": see whether executors need more memory (spark.executor.memory, spark.executor.memoryOverhead).",
              e);
        }
        begunAgain.accept(why);
      }
      try {
        executors.makeRoom(run.ranks(), executors.patience());
      } catch (ClusterException e) {
        if (interrupted) {
          return null;
        }
        throw e;
      }
    }
  }

  /** @param seconds for which its tasks may wait for room that there seems to be */
  private @Nullable List<RemoteOutcome> begun(
      RankedRun run, DoubleConsumer progress, long seconds) {
    AtomicLong active = new AtomicLong(System.nanoTime());
    return made(
        run.run().name(),
        progress,
        share -> RankJob.submit(context, run, new RankTask(new Shipped(shipped), share, isHere())),
        job -> {
          long now = System.nanoTime();
          if (!RankJob.isWaiting(context, job)) {
            active.set(now);
          } else if (now - active.get() > TimeUnit.SECONDS.toNanos(seconds)) {
            throw executors.held(run.ranks(), seconds);
          }
        },
        failure -> {
          RankJob.LostRank lost = RankJob.loss(failure);
          return lost != null
              ? lost
              : String.valueOf(failure.getMessage()).contains(TOO_FEW)
                  ? executors.tooFew(run.ranks())
                  : failed(failure);
        });
  }

  /** Begins a job and looks after it. */
  private @Nullable List<RemoteOutcome> made(
      String name,
      DoubleConsumer progress,
      Function<DoubleAccumulator, JavaFutureAction<List<RemoteOutcome>>> begin,
      Consumer<JavaFutureAction<?>> watch,
      Function<Throwable, RuntimeException> failed) {
    if (interrupted) {
      return null;
    }
    DoubleAccumulator share = context.sc().doubleAccumulator();
    heartbeats.follow(share.id(), progress);
    JavaFutureAction<List<RemoteOutcome>> job = submitted(name, () -> begin.apply(share));
    jobs.add(job);
    try {
      if (interrupted) { // between the first look and here
        job.cancel(true);
      }
      return outcomes(job, watch, failed);
    } finally {
      jobs.remove(job);
      heartbeats.leave(share.id());
    }
  }

  private <T> T submitted(String name, Supplier<T> begin) {
    try {
      context.setJobGroup(GROUP, name, true); // an interrupt is what ends a run after its step
      return begin.get();
    } catch (IllegalStateException e) { // it is stopped
      throw lost(e);
    }
  }

  private @Nullable List<RemoteOutcome> outcomes(
      JavaFutureAction<List<RemoteOutcome>> job,
      Consumer<JavaFutureAction<?>> watch,
      Function<Throwable, RuntimeException> failed) {
    while (true) {
      try {
        return job.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        try {
          if (executors.areGone()) {
            throw executors.none();
          }
          watch.accept(job);
        } catch (ClusterException hopeless) {
          job.cancel(true);
          throw hopeless;
        }
      } catch (CancellationException e) {
        // Its tasks end after a step: until then they may still report to a trial, or write.
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
        throw failed.apply(e.getCause() == null ? e : e.getCause());
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
    if (message.contains(RESULT_SIZE)) {
      return new ClusterException(
          "what the run has written is more than the " + context.getConf().get(RESULT_SIZE, "1g")
              + " that this machine takes (" + RESULT_SIZE
              + "): let it take more, as with OCKHAM_JAVA_OPTS='-D" + RESULT_SIZE
              + "=8g -Xmx8g'; with the same --shared the run need not be computed again.",
          failure);
    }
    return new ClusterException(
        "Spark at " + master.url() + " cannot make runs (" + Words.firstLine(failure)
            + "): see that its version is " + context.version()
            + " and that Ockham's jars reach its executors (spark.jars).",
        failure);
  }

  private ClusterException lost(Throwable cause) {
    return new ClusterException(
        "the application on " + master.url()
            + " was ended by the cluster, or lost it: see the master's and the workers' logs, and start again.",
        cause);
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
