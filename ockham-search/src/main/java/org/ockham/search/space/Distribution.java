package org.ockham.search.space;

import org.jspecify.annotations.Nullable;

/**
 * The set of values that one parameter may take.
 *
 * <p>Every value has an <em>internal</em> form, a double, which is what Optuna's database keeps: a float is itself, an
 * integer is widened, a categorical value is the index of its choice. Log-scaled values are kept untransformed.
 */
public sealed interface Distribution
    permits FloatDistribution, IntDistribution, CategoricalDistribution {

  /**
   * The internal form of a value.
   *
   * @param value what an objective would see
   * @return the double that storages keep
   * @throws IllegalArgumentException if the value is of the wrong type or outside of this distribution
   */
  double toInternal(@Nullable Object value);

  /**
   * The internal form of a value that somebody gave for a parameter.
   *
   * @param name the parameter's name, for the message
   * @param value what an objective would see
   * @return the double that storages keep
   * @throws IllegalArgumentException as {@link #toInternal(Object)} does, naming the parameter
   */
  default double toInternal(String name, @Nullable Object value) {
    try {
      return toInternal(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("parameter \"" + name + "\": " + e.getMessage(), e);
    }
  }

  /**
   * The value of an internal form.
   *
   * @param internal the double that storages keep
   * @return what an objective sees
   */
  @Nullable
  Object toExternal(double internal);

  /**
   * Whether an internal form lies in this distribution.
   *
   * @param internal the double that storages keep
   * @return whether an objective may see it
   */
  boolean contains(double internal);

  /**
   * Whether there is only one value to choose.
   *
   * @return whether sampling is pointless
   */
  boolean single();

  /**
   * The value at a quantile of the uniform distribution over this one (uniform in the logarithm on a log scale; every
   * grid point and every choice has the same mass on a linear scale).
   *
   * @param u a number in [0, 1]; what lies outside is clipped
   * @return the internal form
   */
  double quantile(double u);

  /**
   * The middle of the quantiles that give a value: {@code quantile(position(x)) == x}.
   *
   * @param internal the internal form
   * @return a number in [0, 1]
   */
  double position(double internal);

  /**
   * Whether equal ratios count the same.
   *
   * @return the log flag; false for a categorical distribution
   */
  boolean log();

  /**
   * How many values there are.
   *
   * @return the count, or {@link Long#MAX_VALUE} for a continuous range
   */
  long cardinality();

  /**
   * Fails unless a study that knows a parameter by this distribution may go on with another: class, log flag and choices
   * must stay; bounds and step may change.
   *
   * @param name the parameter's name, for the message
   * @param other the distribution asked for now
   * @throws IllegalArgumentException if they disagree
   */
  default void requireCompatible(String name, Distribution other) {
    boolean same = getClass() == other.getClass()
        && (this instanceof CategoricalDistribution ? equals(other) : log() == other.log());
    if (!same) {
      throw new IllegalArgumentException(
          "parameter \"" + name + "\" is " + other + " here and was " + this
              + " before in this study: class, log flag and choices must stay; give the new one another name");
    }
  }
}
