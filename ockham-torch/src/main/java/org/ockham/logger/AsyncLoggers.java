package org.ockham.logger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ockham.board.Histogram;

/**
 * Several loggers at work on a thread of their own, so that training does not wait for disks. Everything reaches every logger in the
 * order in which it was logged; at most {@value #WAITING} things wait, then training does. {@link #flush} and {@link #close} return
 * when all of them are written, so nothing that was logged before a failure of the training code is lost.
 *
 * <p>A logger that fails is given nothing more, the others go on. The next call here throws what it threw, once.
 */
public final class AsyncLoggers implements AutoCloseable {

  private static final int WAITING = 1000;
  private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final List<Logger> loggers;
  private final List<Logger> healthy = new ArrayList<>();
  private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(WAITING);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private @Nullable Thread thread;
  /** Each thread has its own, so that the next start does not set one going again that has just closed. */
  private AtomicBoolean ending = new AtomicBoolean();

  /** Of these loggers, in this order. */
  public AsyncLoggers(List<Logger> loggers) {
    this.loggers = List.copyOf(loggers);
  }

  /** Starts each logger, or none of them: if one fails, it and those before it are closed again. */
  public void start(List<String> tags, boolean isResumed) {
    List<Logger> started = new ArrayList<>();
    try {
      for (Logger logger : loggers) {
        started.add(logger); // before it starts: one that fails in it may hold a lock already
        logger.start(tags, isResumed);
      }
    } catch (RuntimeException | Error e) {
      closeAll(started, e);
      throw e;
    }
    AtomicBoolean sign = new AtomicBoolean();
    ending = sign;
    healthy.clear();
    healthy.addAll(loggers);
    Thread worker = new Thread(() -> work(sign), "ockham-loggers");
    worker.setDaemon(true);
    worker.start();
    thread = worker;
  }

  private void work(AtomicBoolean ending) {
    long flushed = System.nanoTime();
    while (!ending.get()) {
      @Nullable Runnable task = null;
      try {
        task = queue.poll(FLUSH_NANOS, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        // Nobody has a reason to: what is logged must be written.
      }
      if (task != null) {
        task.run();
      }
      if (!ending.get()
          && System.nanoTime() - flushed >= FLUSH_NANOS) { // who looks on sees what there is
        tellEach(Logger::flush);
        flushed = System.nanoTime();
      }
    }
  }

  private void tellEach(Consumer<Logger> task) {
    for (Logger logger : List.copyOf(healthy)) {
      try {
        task.accept(logger);
      } catch (RuntimeException | Error e) {
        healthy.remove(logger);
        // If training takes the first one meanwhile, this one is told of twice, but not lost.
        failure.accumulateAndGet(e, AsyncLoggers::joined);
      }
    }
  }

  private void tell(Consumer<Logger> task) {
    throwFailure();
    put(() -> tellEach(task));
  }

  /** Waits for a place in the queue. The sign to stop training, an interrupt, is kept for training. */
  private void put(Runnable task) {
    if (thread == null) {
      throw new IllegalStateException("the loggers are not at work: start them first");
    }
    boolean wasInterrupted = false;
    while (true) {
      try {
        queue.put(task);
        break;
      } catch (InterruptedException e) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void throwFailure() {
    Throwable failed = failure.getAndSet(null);
    if (failed instanceof Error error) {
      throw error;
    } else if (failed instanceof RuntimeException unchecked) {
      throw unchecked;
    }
  }

  /** As {@link Logger#log(long, int, Map)}. */
  public void log(long step, int epoch, Map<String, Double> values) {
    Map<String, Double> copy = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    tell(logger -> logger.log(step, epoch, copy));
  }

  /** As {@link Logger#log(long, String, Histogram)}. */
  public void log(long step, String tag, Histogram histogram) {
    tell(logger -> logger.log(step, tag, histogram));
  }

  /** As {@link Logger#text}. */
  public void text(long step, String tag, String text) {
    tell(logger -> logger.text(step, tag, text));
  }

  /**
   * Waits until everything before is written, and flushes each logger: then each one's state is that of now.
   */
  public void flush() {
    tell(Logger::flush);
    between(() -> {});
    throwFailure();
  }

  /** Does this between two writes, on the loggers' thread, and waits for it: nothing else touches them meanwhile. */
  public void between(Runnable work) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    put(() -> {
      try {
        work.run();
        done.complete(true);
      } catch (RuntimeException | Error e) {
        done.completeExceptionally(e);
      }
    });
    try {
      done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      } else if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  /** As {@link Logger#finish}. */
  public void finish() {
    tell(Logger::finish);
  }

  /** Writes everything, closes each logger whatever happens, and throws the first failure that nobody was told of. */
  @Override
  public void close() {
    if (thread == null) {
      return;
    }
    // On their own thread: files are closed to a thread that is interrupted, as that of training
    // may be.
    between(() -> {
      failure.set(closeAll(loggers, failure.get()));
      ending.set(true);
    });
    thread = null;
    throwFailure();
  }

  private static @Nullable Throwable closeAll(List<Logger> loggers, @Nullable Throwable failure) {
    Throwable first = failure;
    for (Logger logger : loggers) {
      try {
        logger.close();
      } catch (RuntimeException | Error e) {
        first = joined(first, e);
      }
    }
    return first;
  }

  /** The first failure, with a later one attached to it. */
  private static Throwable joined(@Nullable Throwable first, Throwable later) {
    if (first == null) {
      return later;
    }
    if (first != later) {
      first.addSuppressed(later);
    }
    return first;
  }
}
