package org.ockham.search.trial;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.Distribution;

/**
 * The parameters of one trial, in the order in which they were suggested: names, distributions and internal values.
 * Immutable, and small: a study keeps one for each of its trials.
 */
public final class Parameters {

  /** No parameters. */
  public static final Parameters NONE =
      new Parameters(new String[0], new Distribution[0], new double[0]);

  private final String[] names;
  private final Distribution[] distributions;
  private final double[] values;

  private Parameters(String[] names, Distribution[] distributions, double[] values) {
    this.names = names;
    this.distributions = distributions;
    this.values = values;
  }

  /**
   * These parameters and one more, or with another value where the name is known.
   *
   * @param name the parameter's name
   * @param distribution its distribution
   * @param internal its internal value
   * @return a copy with it
   */
  public Parameters with(String name, Distribution distribution, double internal) {
    int at = indexOf(name);
    int size = at < 0 ? names.length + 1 : names.length;
    int slot = at < 0 ? names.length : at;
    String[] n = Arrays.copyOf(names, size);
    Distribution[] d = Arrays.copyOf(distributions, size);
    double[] v = Arrays.copyOf(values, size);
    n[slot] = name;
    d[slot] = distribution;
    v[slot] = internal;
    return new Parameters(n, d, v);
  }

  /**
   * These parameters and others, which replace those of the same names.
   *
   * @param others what to add
   * @return a copy with them
   */
  public Parameters with(Parameters others) {
    if (names.length == 0) {
      return others;
    }
    Parameters all = this;
    for (int i = 0; i < others.names.length; i++) {
      all = all.with(others.names[i], others.distributions[i], others.values[i]);
    }
    return all;
  }

  private int indexOf(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * How many there are.
   *
   * @return the count
   */
  public int size() {
    return names.length;
  }

  /**
   * The names, in the order of suggestion.
   *
   * @return an unmodifiable list
   */
  public List<String> names() {
    return Collections.unmodifiableList(Arrays.asList(names));
  }

  /**
   * Whether a parameter was suggested.
   *
   * @param name its name
   * @return whether it is here
   */
  public boolean has(String name) {
    return indexOf(name) >= 0;
  }

  /**
   * The internal value of a parameter.
   *
   * @param name its name
   * @return the value, or NaN if there is none
   */
  public double internal(String name) {
    int at = indexOf(name);
    return at < 0 ? Double.NaN : values[at];
  }

  /**
   * The distribution of a parameter.
   *
   * @param name its name
   * @return the distribution, or null if there is no such parameter
   */
  public @Nullable Distribution distribution(String name) {
    int at = indexOf(name);
    return at < 0 ? null : distributions[at];
  }

  /**
   * The name at a place.
   *
   * @param index from 0
   * @return the name
   */
  public String name(int index) {
    return names[index];
  }

  /**
   * The distribution at a place.
   *
   * @param index from 0
   * @return the distribution
   */
  public Distribution distribution(int index) {
    return distributions[index];
  }

  /**
   * The internal value at a place.
   *
   * @param index from 0
   * @return the value
   */
  public double internal(int index) {
    return values[index];
  }

  /**
   * Whether every value lies in its distribution. One that others stored may not, such as 0 on a log scale: no sampler can
   * learn from it.
   *
   * @return false if any value does not
   */
  public boolean within() {
    for (int i = 0; i < values.length; i++) {
      if (!distributions[i].contains(values[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * The values as the objective saw them.
   *
   * @return an unmodifiable map in the order of suggestion
   */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      map.put(names[i], distributions[i].toExternal(values[i]));
    }
    return Collections.unmodifiableMap(map);
  }

  /** Equal if names, distributions and values are, in any order. */
  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Parameters that) || names.length != that.names.length) {
      return false;
    }
    for (int i = 0; i < names.length; i++) {
      int at = that.indexOf(names[i]);
      if (at < 0
          || Double.compare(values[i], that.values[at]) != 0
          || !distributions[i].equals(that.distributions[at])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int i = 0; i < names.length; i++) {
      hash += names[i].hashCode() ^ Double.hashCode(values[i]);
    }
    return hash;
  }

  @Override
  public String toString() {
    return toMap().toString();
  }
}
