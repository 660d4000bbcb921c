package org.ockham.lab;

import java.io.Serializable;
import org.ockham.check.Check;

/**
 * How often a run writes a checkpoint, from which it can go on: after the first step, or epoch, that ends so long after the one before.
 *
 * @param seconds at least so many from one to the next; 0 for one after every step
 * @param share at most this share of the time goes into writing them: where one takes long, there are fewer
 */
public record CheckpointInterval(double seconds, double share) implements Serializable {

  public CheckpointInterval {
    Check.notNegative("seconds", seconds);
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "share is " + share + ": it must be above 0 and at most 1");
    }
  }

  /** Every 30 seconds, and at most one percent of the time. */
  public static CheckpointInterval standard() {
    return new CheckpointInterval(30, 0.01);
  }

  /** So often, whatever it costs. */
  public static CheckpointInterval every(double seconds) {
    return new CheckpointInterval(seconds, 1);
  }

  /** How long the next one waits, if the last took so long. */
  long nanosAfter(long cost) {
    return Math.max((long) (seconds * 1e9), (long) (cost * (1 / share - 1)));
  }
}
