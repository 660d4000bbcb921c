package org.ockham.train;

import org.ockham.check.Check;

/**
 * How much of a data set is used: so many batches, or a fraction of those there are.
 *
 * @param amount the number of batches, or the fraction
 * @param isFraction which of both
 */
public record Portion(double amount, boolean isFraction) {

  /** The whole. */
  public static final Portion ALL = new Portion(1, true);

  public Portion {
    if (isFraction) {
      Check.positive("fraction", amount);
      Check.probability("fraction", amount);
    } else {
      Check.atLeast("batches", amount, 1);
    }
  }

  /** The first so many batches, or all if there are fewer. */
  public static Portion batches(int batches) {
    return new Portion(batches, false);
  }

  /** This part of the batches, over 0 and at most 1, rounded down; at least one batch. */
  public static Portion fraction(double fraction) {
    return new Portion(fraction, true);
  }

  /** How many of so many batches. */
  int of(int batches) {
    return (int)
        (isFraction ? Math.max(1, Math.floor(amount * batches)) : Math.min(amount, batches));
  }
}
