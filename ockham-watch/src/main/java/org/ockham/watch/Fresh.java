package org.ockham.watch;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something made from files, and made again only when they have changed. One thread makes it, others wait for that. */
final class Fresh<T> {

  private final Allowance allowance = new Allowance();
  private @Nullable Stamp stamp;
  private @Nullable T value;

  /** As it is for this look of the files. */
  synchronized T get(Stamp now, Supplier<T> made) {
    T known = value;
    if (known != null && now.equals(stamp)) {
      return known;
    }
    long start = System.nanoTime();
    try {
      T fresh = made.get();
      stamp = now;
      value = fresh;
      return fresh;
    } finally {
      allowance.spent(start, System.nanoTime()); // what fails takes time, too
    }
  }

  /** Lets it go. */
  synchronized void forget() {
    stamp = null;
    value = null;
  }

  /** Since when it may be made again. */
  long due() {
    return allowance.due();
  }
}
