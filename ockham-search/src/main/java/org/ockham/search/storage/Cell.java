package org.ockham.search.storage;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.IntDistribution;
import org.ockham.search.space.Json;
import org.ockham.search.trial.Parameters;

/** What a single value in a database or journal must be; anything else is refused with an IllegalArgumentException. */
final class Cell {

  private static final int SHOWN = 60;

  private Cell() {}

  static <E extends Enum<E>> E oneOf(Class<E> type, String what, @Nullable String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(what + " is "
        + (name == null ? "missing" : "\"" + shortened(name) + "\"") + ", which is none of "
        + Arrays.toString(type.getEnumConstants()));
  }

  /** A finite or infinite number. */
  static double real(String what, @Nullable Object value) {
    if (value instanceof Number number && !Double.isNaN(number.doubleValue())) {
      return number.doubleValue();
    }
    throw notA("number", what, value);
  }

  static int whole(String what, @Nullable Object value) {
    if ((value instanceof Integer || value instanceof Long)
        && ((Number) value).longValue() == ((Number) value).intValue()) {
      return ((Number) value).intValue();
    }
    throw notA("whole number within 32 bits", what, value);
  }

  static String text(String what, @Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw notA("text", what, value);
  }

  static @Nullable Object json(String what, @Nullable Object value) {
    try {
      return Json.read(text(what, value));
    } catch (IllegalArgumentException e) {
      throw value instanceof String ? notA("JSON value", what, value) : e;
    }
  }

  /** Fails unless this is the place that comes next, so that none is missing and none is there twice. */
  static void inOrder(String what, @Nullable Object place, int next) {
    if (whole(what, place) != next) {
      throw new IllegalArgumentException(
          what + " is " + place + ", where " + next + " was expected");
    }
  }

  private static IllegalArgumentException notA(String kind, String what, @Nullable Object value) {
    return new IllegalArgumentException(what + " is "
        + (value == null ? "missing" : shortened(value.toString())) + ", where a " + kind
        + " was expected");
  }

  /** A parameter more; its value must be one that its distribution can show. */
  static Parameters parameter(
      Parameters parameters, String name, Distribution distribution, double internal) {
    boolean shown = distribution instanceof CategoricalDistribution
        ? distribution.contains(internal)
        : Double.isFinite(internal)
            && (!(distribution instanceof IntDistribution) || internal == Math.rint(internal));
    if (!shown) {
      throw new IllegalArgumentException("parameter \"" + shortened(name) + "\" is " + internal
          + ", which is no value of its distribution");
    }
    return parameters.with(name, distribution, internal);
  }

  /** The beginning of a text, for a message. */
  static String shortened(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "…";
  }
}
