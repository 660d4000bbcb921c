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
    T fresh = made.get();
    allowance.spent(start, System.nanoTime());
    stamp = now;
    value = fresh;
    return fresh;
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
