package org.ockham.watch;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time after a word to a page before there may be another: whoever draws has other things to do on the same cores. Where one rest after
 * the other has ended with a change that was there already, they are longer: nobody sees single steps of what changes all the time.
 *
 * @param until when it ends, by {@link System#nanoTime}
 * @param row its place among those that followed each other at once, from 1
 */
record Rest(long until, int row) {

  /** After a change now and then. */
  static final long SHORT = TimeUnit.MILLISECONDS.toNanos(250);

  /** While there is one after the other. */
  static final long LONG = TimeUnit.SECONDS.toNanos(1);

  /** So many are short. */
  static final int FEW = 4;

  /** That after a word of a change that came when none was going on. */
  static Rest first(long now) {
    return new Rest(now + SHORT, 1);
  }

  /** That after a word of a change which was there when the rest before it ended, if there was one. */
  static Rest after(@Nullable Rest before, long now) {
    if (before == null) {
      return first(now);
    }
    int row = before.row + 1;
    return new Rest(now + (row > FEW ? LONG : SHORT), row);
  }

  /** Whether there may be another word. */
  boolean isOver(long now) {
    return now - until >= 0;
  }
}
