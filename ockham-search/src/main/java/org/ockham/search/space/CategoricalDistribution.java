package org.ockham.search.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of a list of choices, without an order.
 *
 * @param choices text, numbers, truth values or null; enum constants are taken by their names, and numbers are the same
 *     when their doubles are, as in Python
 */
public record CategoricalDistribution(List<@Nullable Object> choices) implements Distribution {

  /** Copies the choices and checks them. */
  public CategoricalDistribution {
    if (choices.isEmpty()) {
      throw new IllegalArgumentException("no choices: give at least one");
    }
    List<@Nullable Object> copy = new ArrayList<>(choices.size());
    for (Object choice : choices) {
      copy.add(plain(choice));
    }
    choices = Collections.unmodifiableList(copy);
  }

  /**
   * A distribution over these choices.
   *
   * @param choices text, numbers, truth values, enum constants or null
   * @return the distribution
   */
  public static CategoricalDistribution of(@Nullable Object... choices) {
    List<@Nullable Object> list = new ArrayList<>(choices.length);
    Collections.addAll(list, choices);
    return new CategoricalDistribution(list);
  }

  private static @Nullable Object plain(@Nullable Object choice) {
    if (choice instanceof Enum<?> constant) {
      return constant.name();
    }
    if (choice == null || choice instanceof String || choice instanceof Boolean) {
      return choice;
    }
    if (choice instanceof Float f) {
      return (double) f;
    }
    if (choice instanceof Double || choice instanceof Integer) {
      return choice;
    }
    if (choice instanceof Long || choice instanceof Short || choice instanceof Byte) {
      long value = ((Number) choice).longValue();
      return (int) value == value ? (Object) (int) value : (Object) value;
    }
    throw new IllegalArgumentException(
        "choice " + choice + " of " + choice.getClass()
            + ": give text, a number, a truth value, an enum constant or null, and choose the object by it");
  }

  @Override
  public double toInternal(@Nullable Object value) {
    Object wanted = value == null ? null : plain(value);
    for (int i = 0; i < choices.size(); i++) {
      if (same(choices.get(i), wanted)) {
        return i;
      }
    }
    throw new IllegalArgumentException("value " + value + " is none of the choices " + choices);
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    return (a instanceof Number x && b instanceof Number y)
        ? Double.compare(x.doubleValue(), y.doubleValue()) == 0
        : Objects.equals(a, b);
  }

  @Override
  public @Nullable Object toExternal(double internal) {
    return choices.get((int) internal);
  }

  @Override
  public boolean contains(double internal) {
    return internal == Math.rint(internal) && 0 <= internal && internal < choices.size();
  }

  @Override
  public boolean single() {
    return choices.size() == 1;
  }

  @Override
  public boolean log() {
    return false;
  }

  @Override
  public double quantile(double u) {
    double clipped = Math.min(1, Math.max(0, u));
    return Math.min(choices.size() - 1, (int) (clipped * choices.size()));
  }

  @Override
  public double position(double internal) {
    return (internal + 0.5) / choices.size();
  }

  @Override
  public long cardinality() {
    return choices.size();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof CategoricalDistribution that) || choices.size() != that.choices.size()) {
      return false;
    }
    for (int i = 0; i < choices.size(); i++) {
      if (!same(choices.get(i), that.choices.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (Object choice : choices) {
      hash = 31 * hash
          + (choice instanceof Number n
              ? Double.hashCode(n.doubleValue())
              : Objects.hashCode(choice));
    }
    return hash;
  }
}
