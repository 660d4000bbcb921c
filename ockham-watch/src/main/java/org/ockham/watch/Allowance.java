package org.ockham.watch;

import java.util.concurrent.TimeUnit;

/**
 * When something may be made again: making it takes a twentieth of the time at the most, after a while in which it was made less often for
 * some times more. Of two times in a row the shorter counts: the first loads code, and any may have had to wait for a processor.
 */
final class Allowance {

  /** Making takes one part in so many of the time at the most. */
  static final int SHARE = 20;

  /** So much of the time that has passed counts, in nanoseconds. */
  static final long SAVED = TimeUnit.SECONDS.toNanos(5);

  private long before;
  private volatile long due = System.nanoTime();

  /** It was made from then to then, by {@link System#nanoTime}. */
  synchronized void spent(long start, long end) {
    long spent = end - start;
    due = Math.max(due, end - SAVED) + SHARE * Math.min(spent, before);
    before = spent;
  }

  /** Since when it may be made again. */
  long due() {
    return due;
  }
}
