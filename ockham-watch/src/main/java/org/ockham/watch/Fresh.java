package org.ockham.watch;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something made from files, and made again only when they have changed. One thread makes it, others wait for that. */
final class Fresh<T> {

  /** Making takes one part in so many of the time at the most. */
  static final int SHARE = 20;

  private @Nullable Stamp stamp;
  private @Nullable T value;
  private volatile long due = System.nanoTime();

  /** As it is for this look of the files. */
  synchronized T get(Stamp now, Supplier<T> made) {
    T known = value;
    if (known != null && now.equals(stamp)) {
      return known;
    }
    long start = System.nanoTime();
    T fresh = made.get();
    long end = System.nanoTime();
    due = due(start, end);
    stamp = now;
    value = fresh;
    return fresh;
  }

  /** Since when something that took so long may be made again. */
  static long due(long start, long end) {
    return end + (SHARE - 1) * (end - start);
  }

  /** Since when it may be made again: making it takes a twentieth of the time at the most. */
  long due() {
    return due;
  }
}
