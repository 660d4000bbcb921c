package org.ockham.callback;

import org.ockham.check.Check;

/**
 * Some of a run's steps, at equal distances from its first to its last, as many as are asked for or fewer: when histograms are due,
 * which are large, so that there are never more however long the run is. What looks less often than that gets one when it looks.
 */
final class EvenSpread {

  private final int most;
  private long taken;

  EvenSpread(int most) {
    this.most = Check.positive("histograms", most);
  }

  void start() {
    taken = 0;
  }

  /**
   * Whether one is due after a step, or has been since the last time; it then counts as taken.
   *
   * @param step from 1
   * @param expected the number of the run's steps
   */
  boolean isDue(long step, long expected) {
    long due = step < 1
        ? 0
        : expected <= most
            ? Math.min(most, step)
            : Math.min(most, 1 + (step - 1) * (most - 1) / Math.max(1, expected - 1));
    if (due <= taken) {
      return false;
    }
    taken = due;
    return true;
  }

  /** How many of them are over. */
  long taken() {
    return taken;
  }

  void restore(long taken) {
    this.taken = Check.between("taken", taken, 0, most);
  }
}
