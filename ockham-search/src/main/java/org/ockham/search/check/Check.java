package org.ockham.search.check;

import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a setting that cannot be, in one sentence with its name, the value seen and the bound. For the constructors of
 * configuration records, a user's own samplers and pruners among them:
 *
 * <pre>{@code
 * public record Annealing(long seed, double temperature) {
 *   public Annealing {
 *     Check.positive("temperature", temperature);
 *   }
 * }
 * }</pre>
 *
 * All throw an {@link IllegalArgumentException}. The words are those of the training library, which this one does not need.
 */
public final class Check {

  private Check() {}

  /** In (0, ∞). */
  public static void positive(String name, double value) {
    require(value > 0 && value < Double.POSITIVE_INFINITY, name, value, "be above 0 and finite");
  }

  /** In [0, ∞). */
  public static void notNegative(String name, double value) {
    require(
        value >= 0 && value < Double.POSITIVE_INFINITY, name, value, "be at least 0 and finite");
  }

  /** In (−∞, ∞). */
  public static void finite(String name, double value) {
    require(Double.isFinite(value), name, value, "be finite");
  }

  /** In [low, high]. */
  public static void between(String name, double value, double low, double high) {
    require(value >= low && value <= high, name, value, "lie in [" + low + ", " + high + "]");
  }

  /** In [0, 1]. */
  public static void probability(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          name + " is " + value + ": a probability lies between 0 and 1");
    }
  }

  /** 1, 2, … */
  public static void positive(String name, long value) {
    atLeast(name, value, 1);
  }

  /** least, least + 1, … */
  public static void atLeast(String name, long value, long least) {
    require(value >= least, name, value, "be at least " + least);
  }

  /** Longer than nothing. */
  public static void positive(String name, Duration value) {
    require(!value.isNegative() && !value.isZero(), name, value, "be longer than 0");
  }

  /** Nothing or longer. */
  public static void notNegative(String name, Duration value) {
    require(!value.isNegative(), name, value, "be at least 0");
  }

  /** Two bounds that are in order, neither of them NaN. */
  public static void ordered(String lower, double low, String upper, double high) {
    if (!(low <= high)) {
      throw unordered(lower, low, upper, high);
    }
  }

  /** Two bounds that are in order. */
  public static void ordered(String lower, long low, String upper, long high) {
    if (low > high) {
      throw unordered(lower, low, upper, high);
    }
  }

  private static IllegalArgumentException unordered(
      String lower, Object low, String upper, Object high) {
    return new IllegalArgumentException(lower + " is " + low + " and " + upper + " is " + high
        + ": they must be " + lower + " <= " + upper);
  }

  /** One thing or more. */
  public static void notEmpty(String name, Collection<?> values) {
    require(!values.isEmpty(), name, "empty", "hold at least one");
  }

  /** As many values as a study has objectives. */
  public static void onePerObjective(String name, int values, int objectives) {
    if (values != objectives) {
      throw new IllegalArgumentException(name + " has " + values
          + " values: it must have one for each of the " + objectives + " objectives");
    }
  }

  /**
   * What has no word of its own here.
   *
   * @param holds whether the setting can be
   * @param name its name
   * @param value what it is
   * @param expected what it must be or do, after "it must"
   */
  public static void require(boolean holds, String name, @Nullable Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + ": it must " + expected);
    }
  }
}
