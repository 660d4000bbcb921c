package org.ockham.board;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run was started with, a row of TensorBoard's table of runs; its metrics are the scalars in the same directory. Types are
 * kept as far as TensorBoard has them: booleans stay booleans, text stays text, numbers are doubles. What it has no form for becomes one
 * that it shows, since anything else it leaves out or fails over:
 *
 * <ul>
 *   <li>a null is left out: the cell stays empty and the column keeps its type;
 *   <li>a list is text as JSON has it, {@code [32, 128]};
 *   <li>NaN and infinity, and whole numbers that a double does not hold exactly, are text of their digits;
 *   <li>an enum is its name, anything else what {@code toString} says.
 * </ul>
 *
 * <p>TensorBoard shows no metrics of a run whose directory is the very one that it was started on: write each run in a directory
 * below.
 *
 * @param values by name: each a {@link Boolean}, {@link Double} or {@link String}, as {@link #of} makes them
 */
public record HyperParameters(Map<String, Object> values) implements Value {

  /** The whole numbers that doubles hold without gaps end here. */
  private static final long EXACT = 1L << 53;

  /** Copies them, sorted by name. */
  public HyperParameters {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** Gives each value its form. */
  public static HyperParameters of(Map<String, ? extends @Nullable Object> values) {
    Map<String, Object> known = new TreeMap<>();
    values.forEach((name, value) -> {
      if (value != null) {
        known.put(name, form(value));
      }
    });
    return new HyperParameters(known);
  }

  private static Object form(Object value) {
    if (value instanceof Boolean || value instanceof String) {
      return value;
    }
    if (value instanceof Double || value instanceof Float) {
      double number = Double.parseDouble(value.toString()); // 0.1f is 0.1
      return Double.isFinite(number) ? (Object) number : value.toString();
    }
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      long whole = ((Number) value).longValue();
      return whole >= -EXACT && whole <= EXACT ? (Object) (double) whole : value.toString();
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(HyperParameters::json).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof Enum<?> constant ? constant.name() : value.toString();
  }

  private static String json(@Nullable Object value) {
    if (value == null || value instanceof Boolean || value instanceof Number) {
      return String.valueOf(value);
    } else if (value instanceof Collection<?> list) {
      return form(list).toString();
    }
    return '"' + form(value).toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
