package org.ockham.search;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;
import org.ockham.search.space.Scale;

/**
 * The ways in which an objective asks for a parameter. A parameter may depend on those suggested before; asking again for one
 * gives the same value.
 */
public abstract sealed class Suggestions permits Trial {

  Suggestions() {}

  /**
   * A value of any distribution.
   *
   * @param name the parameter's name
   * @param distribution where it lies
   * @return its internal value; {@link Distribution#toExternal} gives the rest
   * @throws IllegalArgumentException as {@link #suggestDouble(String, double, double)} does
   */
  public abstract double suggest(String name, Distribution distribution);

  /**
   * A real number in [low, high].
   *
   * @param name the parameter's name
   * @param low the smallest value
   * @param high the largest
   * @return the value
   * @throws IllegalArgumentException if the bounds are no range, the study knows another kind of parameter by this name,
   *     or a value that was queued for it lies outside
   */
  public double suggestDouble(String name, double low, double high) {
    return suggest(name, FloatDistribution.of(low, high));
  }

  /**
   * A real number in [low, high].
   *
   * @param name the parameter's name
   * @param low the smallest value
   * @param high the largest
   * @param scale how the range is measured
   * @return the value
   * @throws IllegalArgumentException as {@link #suggestDouble(String, double, double)} does, or if low is not above 0
   *     on a log scale
   */
  public double suggestDouble(String name, double low, double high, Scale scale) {
    return suggest(name, new FloatDistribution(low, high, scale == Scale.LOG, null));
  }

  /**
   * One of the numbers low, low + step, … up to high.
   *
   * @param name the parameter's name
   * @param low the smallest value
   * @param high the bound above
   * @param step the distance, above 0
   * @return the value
   * @throws IllegalArgumentException as {@link #suggestDouble(String, double, double)} does
   */
  public double suggestDouble(String name, double low, double high, double step) {
    return suggest(name, FloatDistribution.stepped(low, high, step));
  }

  /**
   * A whole number in [low, high].
   *
   * @param name the parameter's name
   * @param low the smallest value
   * @param high the largest
   * @return the value
   * @throws IllegalArgumentException as {@link #suggestDouble(String, double, double)} does
   */
  public int suggestInt(String name, int low, int high) {
    return (int) suggest(name, IntDistribution.of(low, high));
  }

  /**
   * A whole number in [low, high].
   *
   * @param name the parameter's name
   * @param low the smallest value
   * @param high the largest
   * @param scale how the range is measured
   * @return the value
   * @throws IllegalArgumentException as {@link #suggestDouble(String, double, double)} does, or if low is below 1 on a
   *     log scale
   */
  public int suggestInt(String name, int low, int high, Scale scale) {
    return (int) suggest(name, new IntDistribution(low, high, scale == Scale.LOG, 1));
  }

  /**
   * One of the whole numbers low, low + step, … up to high.
   *
   * @param name the parameter's name
   * @param low the smallest value
   * @param high the bound above
   * @param step the distance, at least 1
   * @return the value
   * @throws IllegalArgumentException as {@link #suggestDouble(String, double, double)} does
   */
  public int suggestInt(String name, int low, int high, int step) {
    return (int) suggest(name, IntDistribution.stepped(low, high, step));
  }

  /**
   * A whole number in [low, high], neither beyond 2^53 in magnitude.
   *
   * @param name the parameter's name
   * @param low the smallest value
   * @param high the largest
   * @return the value
   * @throws IllegalArgumentException as {@link #suggestDouble(String, double, double)} does
   */
  public long suggestLong(String name, long low, long high) {
    return (long) suggest(name, IntDistribution.of(low, high));
  }

  /**
   * A whole number in [low, high], neither beyond 2^53 in magnitude.
   *
   * @param name the parameter's name
   * @param low the smallest value
   * @param high the largest
   * @param scale how the range is measured
   * @return the value
   * @throws IllegalArgumentException as {@link #suggestInt(String, int, int, Scale)} does
   */
  public long suggestLong(String name, long low, long high, Scale scale) {
    return (long) suggest(name, new IntDistribution(low, high, scale == Scale.LOG, 1));
  }

  /**
   * One of the whole numbers low, low + step, … up to high, neither bound beyond 2^53 in magnitude.
   *
   * @param name the parameter's name
   * @param low the smallest value
   * @param high the bound above
   * @param step the distance, at least 1
   * @return the value
   * @throws IllegalArgumentException as {@link #suggestDouble(String, double, double)} does
   */
  public long suggestLong(String name, long low, long high, long step) {
    return (long) suggest(name, IntDistribution.stepped(low, high, step));
  }

  /**
   * One of the choices.
   *
   * @param <T> the choices' type: text, numbers, truth values, enums, null, or lists and maps of them
   * @param name the parameter's name
   * @param choices the same ones in the same order in every trial
   * @return the choice
   * @throws IllegalArgumentException if there is none, or the study knows the parameter with others
   */
  @SafeVarargs
  public final <T extends @Nullable Object> T suggestCategorical(String name, T... choices) {
    List<T> list = new ArrayList<>(choices.length);
    for (T choice : choices) {
      list.add(choice);
    }
    return suggestCategorical(name, list);
  }

  /**
   * One of the choices.
   *
   * @param <T> the choices' type: text, numbers, truth values, enums, null, or lists and maps of them
   * @param name the parameter's name
   * @param choices the same ones in the same order in every trial
   * @return the choice
   * @throws IllegalArgumentException if there is none, or the study knows the parameter with others
   */
  public <T extends @Nullable Object> T suggestCategorical(String name, List<T> choices) {
    return choices.get(
        (int) suggest(name, new CategoricalDistribution(new ArrayList<@Nullable Object>(choices))));
  }
}
