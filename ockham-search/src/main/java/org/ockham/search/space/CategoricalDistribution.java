package org.ockham.search.space;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ockham.search.check.Check;

/**
 * One of a list of choices, without an order.
 *
 * @param choices text, numbers, truth values, null, or lists and maps of them, which is what JSON holds (Python's tuples
 *     become lists); enum constants are taken by their names, and 1 and 1.0 are the same, as in Python
 */
public record CategoricalDistribution(List<@Nullable Object> choices) implements Distribution {

  /** Copies the choices and checks them. */
  public CategoricalDistribution {
    Check.notEmpty("list of choices", choices);
    List<@Nullable Object> copy = new ArrayList<>(choices.size());
    for (Object choice : choices) {
      copy.add(plain(choice));
    }
    choices = Collections.unmodifiableList(copy);
  }

  /**
   * A distribution over these choices.
   *
   * @param choices text, numbers, truth values, enum constants, null, or lists and maps of them
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
    if (choice instanceof BigInteger) {
      return choice;
    }
    if (choice instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      list.forEach(entry -> copy.add(plain(entry)));
      return Collections.unmodifiableList(copy);
    }
    if (choice instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, entry) -> copy.put(String.valueOf(key), plain(entry)));
      return Collections.unmodifiableMap(copy);
    }
    throw new IllegalArgumentException(
        "choice " + choice + " of " + choice.getClass()
            + ": give text, a number, a truth value, an enum constant, null, or lists and maps of them, and choose the object by it");
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
    if (a instanceof Number x && b instanceof Number y) {
      double left = x.doubleValue();
      double right = y.doubleValue();
      // As numbers, not as doubles: whole numbers beyond 2^53 may share one.
      if (!Double.isFinite(left) || !Double.isFinite(right)) {
        return Double.compare(left, right) == 0;
      }
      return left == right && exact(x).compareTo(exact(y)) == 0;
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      boolean same = x.size() == y.size();
      for (int i = 0; i < x.size() && same; i++) {
        same = same(x.get(i), y.get(i));
      }
      return same;
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return x.keySet().equals(y.keySet())
          && x.keySet().stream().allMatch(key -> same(x.get(key), y.get(key)));
    }
    return Objects.equals(a, b);
  }

  private static BigDecimal exact(Number number) {
    return number instanceof Double d ? new BigDecimal(d) : new BigDecimal(number.toString());
  }

  @Override
  public @Nullable Object toExternal(double internal) {
    if (!contains(internal)) {
      throw new IllegalArgumentException("index " + internal + " of " + choices.size()
          + " choices: give 0 to " + (choices.size() - 1));
    }
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
    return other instanceof CategoricalDistribution that && same(choices, that.choices);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (Object choice : choices) {
      hash = 31 * hash + hash(choice);
    }
    return hash;
  }

  private static int hash(@Nullable Object choice) {
    if (choice instanceof Number number) {
      return Double.hashCode(number.doubleValue() + 0.0); // -0.0 and 0.0 are one number
    }
    // What is inside a list or a map may be 1 in one and 1.0 in the other.
    return choice instanceof List<?> list
        ? list.size()
        : choice instanceof Map<?, ?> map ? map.keySet().hashCode() : Objects.hashCode(choice);
  }
}
