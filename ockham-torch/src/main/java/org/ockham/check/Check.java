package org.ockham.check;

/**
 * Refuses a setting that cannot be, in one sentence with its name, the value seen and the bound. For the constructors of
 * configuration records, a user's own among them:
 *
 * <pre>{@code
 * public record Lion(double rate, double beta1) {
 *   public Lion {
 *     Check.notNegative("rate", rate);
 *     Check.decay("beta1", beta1);
 *   }
 * }
 * }</pre>
 *
 * Each returns the value. All throw an {@link IllegalArgumentException}.
 */
public final class Check {

  private Check() {}

  /** In (0, ∞). */
  public static double positive(String name, double value) {
    return require(
        value > 0 && value < Double.POSITIVE_INFINITY, name, value, "be above 0 and finite");
  }

  /** In [0, ∞). */
  public static double notNegative(String name, double value) {
    return require(
        value >= 0 && value < Double.POSITIVE_INFINITY, name, value, "be at least 0 and finite");
  }

  /** In (−∞, ∞). */
  public static double finite(String name, double value) {
    return require(Double.isFinite(value), name, value, "be finite");
  }

  /** Infinite or not, but a number. */
  public static double number(String name, double value) {
    return require(!Double.isNaN(value), name, value, "be a number");
  }

  /** In [0, 1): the share of an average that stays from step to step, a momentum. */
  public static double decay(String name, double value) {
    return require(value >= 0 && value < 1, name, value, "lie in [0, 1)");
  }

  /** In [0, 1]. */
  public static double probability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          name + " is " + value + ": a probability lies between 0 and 1");
    }
    return value;
  }

  /** In [least, ∞). */
  public static double atLeast(String name, double value, double least) {
    return require(
        value >= least && value < Double.POSITIVE_INFINITY,
        name,
        value,
        "be at least " + least + " and finite");
  }

  /** 1, 2, … */
  public static long positive(String name, long value) {
    return atLeast(name, value, 1);
  }

  /** 1, 2, … */
  public static int positive(String name, int value) {
    return (int) atLeast(name, (long) value, 1);
  }

  /** least, least + 1, … */
  public static long atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + ": it must be at least " + least);
    }
    return value;
  }

  /** In [least, most]. */
  public static double between(String name, double value, double least, double most) {
    return require(
        value >= least && value <= most, name, value, "lie in [" + least + ", " + most + "]");
  }

  /** least, least + 1, … most */
  public static long between(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " is " + value + ": it must lie between " + least + " and " + most);
    }
    return value;
  }

  private static double require(boolean holds, String name, double value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + ": it must " + expected);
    }
    return value;
  }
}
