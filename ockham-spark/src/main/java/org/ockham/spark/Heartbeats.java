package org.ockham.spark;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.jdk.javaapi.CollectionConverters;

/** Hears from the executors how far their runs are, and which are under way. */
final class Heartbeats extends SparkListener {

  private final Map<Long, DoubleConsumer> followed = new HashMap<>();
  private final Set<Long> tasks = new HashSet<>();

  /** Tells this one how far the run is whose share this accumulator is. */
  synchronized void follow(long accumulator, DoubleConsumer progress) {
    followed.put(accumulator, progress);
  }

  /** Tells nothing of it any more. */
  synchronized void leave(long accumulator) {
    followed.remove(accumulator);
  }

  /** Waits until no task is under way, but not for ever. */
  synchronized void awaitNone(long seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try {
      while (!tasks.isEmpty() && System.nanoTime() < end) {
        wait(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    tasks.add(start.taskInfo().taskId());
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    tasks.remove(end.taskInfo().taskId());
    notifyAll();
  }

  @Override
  public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    CollectionConverters.asJava(update.accumUpdates())
        .forEach(task -> CollectionConverters.asJava(task._4()).forEach(this::tell));
  }

  private void tell(AccumulableInfo info) {
    DoubleConsumer progress = followed.get(info.id());
    if (progress != null
        && info.update().isDefined()
        && info.update().get() instanceof Double share) {
      progress.accept(Math.min(1, share));
    }
  }
}
