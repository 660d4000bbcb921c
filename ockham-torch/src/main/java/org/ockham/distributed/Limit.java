package org.ockham.distributed;

import java.time.Duration;

/** A point in time until which something is waited for. */
final class Limit {

  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final long end;

  private Limit(long end) {
    this.end = end;
  }

  /** So long from now. */
  static Limit in(Duration duration) {
    Duration bounded = duration.compareTo(LONGEST) < 0 ? duration : LONGEST;
    return new Limit(System.nanoTime() + bounded.toNanos());
  }

  /** The earlier of two. */
  Limit or(Limit other) {
    return end - other.end <= 0 ? this : other;
  }

  boolean isOver() {
    return left().isNegative() || left().isZero();
  }

  /** Negative when it is over. */
  Duration left() {
    return Duration.ofNanos(end - System.nanoTime());
  }

  /** In milliseconds, at least one: zero is for ever to many. */
  int millisLeft() {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, left().toMillis()));
  }

  /** {@code 1.5 s}, {@code 30 s}, {@code 10 min}. */
  static String words(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis / 1000.0 + " s";
    }
    return millis % 60_000 == 0 ? millis / 60_000 + " min" : millis / 1000 + " s";
  }
}
