package org.ockham.lab.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.LabException;
import org.ockham.lab.OutputDirectory;
import org.ockham.lab.PartsDirectory;
import org.ockham.lab.RunResult;
import org.ockham.lab.cluster.ClusterException;

/** Makes runs, so many at a time, and keeps each in a directory as it ends; what is kept there already is not made again. */
final class RunQueue implements AutoCloseable {

  /**
   * What came of a run; neither a result nor a failure if it was cut short.
   *
   * @param result its result, or null
   * @param failure why there is none, or null
   */
  record Outcome(@Nullable RunResult result, @Nullable RunFailure failure) {}

  private final Runner runner;
  private final @Nullable PartsDirectory directory;
  private final Progress progress;
  private final ExecutorService workers;
  private volatile boolean interrupted;

  RunQueue(Runner runner, int jobs, @Nullable PartsDirectory directory, Progress progress) {
    this.runner = runner;
    this.directory = directory;
    this.progress = progress;
    this.workers = Executors.newFixedThreadPool(jobs, task -> {
      Thread thread = new Thread(task, "ockham-run");
      thread.setDaemon(true);
      return thread;
    });
  }

  /** All of these, in their order. */
  List<Outcome> run(List<Task> tasks) {
    List<@Nullable RunResult> kept = new ArrayList<>();
    tasks.forEach(task -> kept.add(kept(task.name())));
    progress.plan(tasks.size(), (int) kept.stream().filter(each -> each != null).count());
    List<Callable<Outcome>> work = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      Task task = tasks.get(i);
      RunResult before = kept.get(i);
      work.add(() -> before != null ? new Outcome(before, null) : run(task));
    }
    return all(work);
  }

  /** One, on this thread. */
  Outcome run(Task task) {
    Path part = part(task.name());
    if (interrupted) {
      return new Outcome(null, null);
    }
    try {
      RunResult result = runner.run(task, part, share -> progress.at(task, share));
      if (result == null) {
        return new Outcome(null, null);
      }
      if (part != null) {
        try {
          OutputDirectory.write(part, result.json());
          runner.kept(task, part);
        } catch (LabException e) {
          progress.unkept(e);
        }
      }
      progress.finished(task, result);
      return new Outcome(result, null);
    } catch (ClusterException e) { // no run can be made any more
      interrupt(); // nobody waits for those under way
      throw e;
    } catch (RuntimeException | Error e) { // one run's failure leaves the others alone
      RunFailure failure = RunFailure.of(task.variant().name(), task.seed(), e);
      progress.failed(task, failure);
      return new Outcome(null, failure);
    }
  }

  /** What an earlier process kept under this name, or null. */
  @Nullable
  RunResult kept(String name) {
    Path part = part(name);
    return part == null || !Files.exists(part) ? null : RunResult.read(part);
  }

  private @Nullable Path part(String name) {
    return directory == null ? null : directory.part(name + ".json");
  }

  /** The results of these, so many at a time, in their order. */
  <T> List<T> all(List<Callable<T>> work) {
    List<Future<T>> futures = new ArrayList<>();
    work.forEach(each -> futures.add(workers.submit(each)));
    List<T> results = new ArrayList<>();
    boolean wasInterrupted = false;
    for (Future<T> future : futures) {
      while (true) {
        try {
          results.add(future.get());
          break;
        } catch (InterruptedException e) { // of the thread that waits: it ends the comparison
          wasInterrupted = true;
          interrupt();
        } catch (ExecutionException e) {
          interrupt();
          throw e.getCause() instanceof RuntimeException cause
              ? cause
              : new IllegalStateException(e.getCause());
        }
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
    return results;
  }

  /** Gives up what is under way, and begins nothing any more. */
  void interrupt() {
    interrupted = true;
    runner.interrupt();
  }

  boolean isInterrupted() {
    return interrupted;
  }

  @Override
  public void close() {
    workers.shutdown();
  }
}
