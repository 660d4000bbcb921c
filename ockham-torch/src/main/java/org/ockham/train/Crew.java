package org.ockham.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Threads;

/**
 * Threads that do the parts of a work together: the calling one the first part, and one of its own each other part. They wait for the next
 * work a moment at full speed, since a step follows the other, and then asleep. Closing ends them.
 */
final class Crew implements AutoCloseable {

  /** Waking a thread takes about as long. */
  private static final long WATCHFUL_NANOS = 50_000;

  private final List<Member> members = new ArrayList<>();
  /** How many may compute at once, where that is fewer than there are; null for all. */
  private final @Nullable Semaphore permits;

  private final AtomicInteger busy = new AtomicInteger();
  private volatile @Nullable Thread caller;
  private volatile boolean closed;

  /**
   * For works of so many parts.
   *
   * @param threads how many of them are computed at once; changes nothing but the time it takes
   */
  Crew(int parts, int threads) {
    permits = threads < parts ? new Semaphore(threads) : null;
    for (int part = 1; part < parts; part++) {
      Member member = new Member(part);
      members.add(member);
      member.start();
    }
  }

  /**
   * Does all parts, and returns when all are done.
   *
   * @throws RuntimeException what the first part that failed, in their order, threw
   */
  void run(IntConsumer work) {
    caller = Thread.currentThread();
    busy.set(members.size());
    members.forEach(member -> member.give(work));
    @Nullable Throwable first = attempt(work, 0);
    await(() -> busy.get() == 0, true);
    for (Member member : members) {
      if (first == null || (first instanceof Abandoned && !(member.failure instanceof Abandoned))) {
        first = member.failure == null ? first : member.failure;
      }
    }
    if (first instanceof RuntimeException unchecked) {
      throw unchecked;
    } else if (first instanceof Error error) {
      throw error;
    }
  }

  /** For a part that waits for others: they may compute meanwhile. */
  void await(BooleanSupplier over) {
    if (permits != null) {
      permits.release();
    }
    await(over, permits == null);
    if (permits != null) {
      permits.acquireUninterruptibly();
    }
  }

  /** Lets those who wait look again whether it is over. */
  void wakeAll() {
    LockSupport.unpark(caller);
    members.forEach(LockSupport::unpark);
  }

  private @Nullable Throwable attempt(IntConsumer work, int part) {
    if (permits != null) {
      permits.acquireUninterruptibly();
    }
    try {
      work.accept(part);
      return null;
    } catch (RuntimeException | Error e) {
      return e;
    } finally {
      if (permits != null) {
        permits.release();
      }
    }
  }

  /** An interrupt is kept for who asks for it later: the step is ended first. */
  private static void await(BooleanSupplier over, boolean watchful) {
    boolean interrupted = false;
    long start = System.nanoTime();
    while (!over.getAsBoolean()) {
      if (watchful && System.nanoTime() - start < WATCHFUL_NANOS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park();
        interrupted |= Thread.interrupted();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the threads, and waits for that. */
  @Override
  public void close() {
    closed = true;
    members.forEach(LockSupport::unpark);
    boolean interrupted = false;
    for (Member member : members) {
      while (member.isAlive()) {
        try {
          member.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Thrown by a part that cannot end since another has failed. */
  static final class Abandoned extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Abandoned() {
      super("another part has failed");
    }
  }

  private final class Member extends Thread {
    private final int part;
    private volatile @Nullable IntConsumer work;
    private volatile @Nullable Throwable failure;

    Member(int part) {
      super("ockham-shard-" + part);
      this.part = part;
      setDaemon(true);
    }

    void give(IntConsumer work) {
      failure = null;
      this.work = work;
      LockSupport.unpark(this);
    }

    @Override
    public void run() {
      Threads.prepare();
      Threads.alone();
      while (true) {
        await(() -> work != null || closed, permits == null);
        IntConsumer given = work;
        if (given == null) {
          return;
        }
        failure = attempt(given, part);
        work = null;
        if (busy.decrementAndGet() == 0) {
          LockSupport.unpark(caller);
        }
      }
    }
  }
}
