package org.ockham.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads batches ahead on threads of its own and hands them out in order. Threads are asked to stop, never interrupted: an
 * interrupt would close the file channels of a data set.
 */
final class Prefetch implements AutoCloseable {
  private final ExecutorService threads;
  private final List<Thread> started = new CopyOnWriteArrayList<>();
  private final ThreadLocal<BatchReader> readers;
  private final Deque<Future<@Nullable Batch>> ahead = new ArrayDeque<>();
  private final int batches;
  private final int depth;
  private int submitted;
  private volatile boolean stopped;

  Prefetch(Loader loader, EpochOrder order, int first) {
    threads = Executors.newFixedThreadPool(Math.min(loader.workers(), loader.prefetch()), work -> {
      Thread thread = new Thread(work, "ockham-loader-" + started.size());
      thread.setDaemon(true);
      started.add(thread);
      return thread;
    });
    readers = ThreadLocal.withInitial(() -> new BatchReader(loader, order, () -> stopped));
    batches = loader.batches();
    submitted = first;
    depth = loader.prefetch();
    fill();
  }

  private void fill() {
    while (ahead.size() < depth && submitted < batches) {
      int number = submitted++;
      ahead.add(threads.submit(() -> readers.get().read(number)));
    }
    if (submitted == batches) {
      threads.shutdown();
    }
  }

  /** The next batch in order, waiting for it if need be; null only after a close. */
  @Nullable
  Batch take() {
    Future<@Nullable Batch> next = ahead.remove();
    // Waking a thread costs more than all else here, so it is done for several batches at once.
    if (ahead.size() <= depth / 2) {
      fill();
    }
    try {
      return next.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      ahead.addFirst(next);
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for a batch");
    }
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdown();
    boolean interrupted = false;
    for (Thread thread : started) {
      interrupted |= joined(thread);
    }
    for (Future<@Nullable Batch> left : ahead) {
      free(left);
    }
    ahead.clear();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a thread's end; true if this one was interrupted meanwhile. */
  private static boolean joined(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }

  private static void free(Future<@Nullable Batch> left) {
    try {
      Batch batch = left.get();
      if (batch != null) {
        batch.input().close();
        batch.target().close();
      }
    } catch (ExecutionException | InterruptedException e) {
      // What failed has freed its tensors itself; and nothing is waited for, as all threads have
      // ended.
    }
  }
}
