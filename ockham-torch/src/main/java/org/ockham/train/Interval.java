package org.ockham.train;

import java.util.Locale;
import org.ockham.check.Check;

/**
 * How often something is done in a fit.
 *
 * @param amount steps or epochs from one time to the next; of epochs it may be a fraction, of steps it is a whole number
 * @param unit which of both
 */
public record Interval(double amount, Unit unit) {

  /** What is counted. */
  public enum Unit {
    /** Steps of the optimiser, through all epochs. */
    STEPS,
    /** Passes over the training data. */
    EPOCHS
  }

  /** Far above the error of a quotient, far below a batch of any epoch. */
  private static final double ROUNDING = 1e-9;

  public Interval {
    Check.positive(unit.name().toLowerCase(Locale.ROOT), amount);
    if (unit == Unit.STEPS && amount != Math.rint(amount)) {
      throw new IllegalArgumentException(
          "an interval is " + amount + " steps: it must be a whole number of them");
    }
  }

  /** After every so many steps of the optimiser. */
  public static Interval steps(long steps) {
    return new Interval(steps, Unit.STEPS);
  }

  /**
   * After every so many epochs: 2, or 0.25 for four times in each. What falls within an epoch is done after the batch that reaches it.
   */
  public static Interval epochs(double epochs) {
    return new Interval(epochs, Unit.EPOCHS);
  }

  /**
   * Whether it is time after a step.
   *
   * @param step which, from 1
   * @param before how far training was before the step, in epochs
   * @param after and how far it is now: 1.5 in the middle of the second
   */
  boolean isReached(long step, double before, double after) {
    return unit == Unit.STEPS ? step % (long) amount == 0 : count(after) > count(before);
  }

  private double count(double epochs) {
    return Math.floor(epochs / amount + ROUNDING);
  }

  /** {@code 100 steps}, {@code 0.25 epochs}. */
  @Override
  public String toString() {
    String number =
        amount == Math.rint(amount) ? Long.toString((long) amount) : Double.toString(amount);
    return number + " " + unit.name().toLowerCase(Locale.ROOT);
  }
}
