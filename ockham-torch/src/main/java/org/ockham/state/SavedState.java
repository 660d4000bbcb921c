package org.ockham.state;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Tensor;

/**
 * What something that is at work remembers, to go on later exactly from here: plain values, and tensors. A value itself: later work
 * does not change it.
 *
 * @param values by name: strings, booleans, {@code Long}, {@code Double} (any, not a number too), lists and maps of these, or null
 * @param tensors by name
 */
public record SavedState(Map<String, @Nullable Object> values, Map<String, Tensor> tensors) {

  private static final SavedState NOTHING = new SavedState(Map.of(), Map.of());

  public SavedState {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** That of something that remembers nothing. */
  public static SavedState nothing() {
    return NOTHING;
  }

  /** Values alone. */
  public static SavedState of(Map<String, @Nullable Object> values) {
    return new SavedState(values, Map.of());
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return values.isEmpty() && tensors.isEmpty();
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public long whole(String name) {
    return value(name, Long.class);
  }

  /**
   * A number, which may be none.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public double number(String name) {
    return value(name, Double.class);
  }

  /**
   * Yes or no.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public boolean truth(String name) {
    return value(name, Boolean.class);
  }

  /**
   * A text.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public String text(String name) {
    return value(name, String.class);
  }

  private <T> T value(String name, Class<T> type) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("the saved state has "
          + (value == null ? "no '" + name + "'" : "'" + name + "' = " + value) + " where a "
          + type.getSimpleName() + " is needed: it was saved by something else");
    }
    return type.cast(value);
  }
}
