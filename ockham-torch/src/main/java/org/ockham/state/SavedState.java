package org.ockham.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.ockham.file.Excerpt;
import org.ockham.tensor.DType;
import org.ockham.tensor.Tensor;

/**
 * What something that is at work remembers, to go on later exactly from here: plain values, and tensors. A value itself: later work
 * does not change it.
 *
 * @param values by name, in whose order they are: strings, booleans, {@code Long}, {@code Double} (any, not a number too), lists and maps
 *     of these, which keep their order, or null
 * @param tensors by name
 */
public record SavedState(Map<String, @Nullable Object> values, Map<String, Tensor> tensors) {

  private static final String NUMBER = "a number with a fraction";
  private static final SavedState NOTHING = new SavedState(Map.of(), Map.of());

  /** @throws IllegalArgumentException if a value is of another type, which could not be written down */
  public SavedState {
    values = copyOf(new TreeMap<>(values)); // the order of Map.of is another in every process
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** That of something that remembers nothing. */
  public static SavedState nothing() {
    return NOTHING;
  }

  /** Values alone. */
  public static SavedState of(Map<String, ? extends @Nullable Object> values) {
    return new SavedState(new LinkedHashMap<>(values), Map.of());
  }

  /** Tensors alone. */
  public static SavedState ofTensors(Map<String, Tensor> tensors) {
    return new SavedState(Map.of(), tensors);
  }

  /**
   * The states of several, each under a name of its own; {@link #part} gives one of them back. Those that are empty leave no trace.
   *
   * @throws IllegalArgumentException if a name has a slash
   */
  public static SavedState join(Map<String, SavedState> parts) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    parts.forEach((name, part) -> {
      if (name.indexOf('/') >= 0) {
        throw new IllegalArgumentException(
            "the part '" + name + "' of a state has a slash in its name: it divides names");
      }
      if (!part.values.isEmpty()) {
        values.put(name, part.values);
      }
      part.tensors.forEach((inner, tensor) -> tensors.put(name + "/" + inner, tensor));
    });
    return new SavedState(values, tensors);
  }

  /**
   * The state of one of several; empty if that one's was.
   *
   * @throws IllegalArgumentException if something else has this name
   */
  public SavedState part(String name) {
    Map<String, Tensor> inner = new LinkedHashMap<>();
    String prefix = name + "/";
    tensors.forEach((full, tensor) -> {
      if (full.startsWith(prefix)) {
        inner.put(full.substring(prefix.length()), tensor);
      }
    });
    return new SavedState(values.containsKey(name) ? map(name) : Map.of(), inner);
  }

  /** The names of the parts that are not empty, if it was {@linkplain #join joined}. */
  public List<String> parts() {
    List<String> names = new ArrayList<>(values.keySet());
    tensors.keySet().stream()
        .map(name -> name.substring(0, Math.max(0, name.indexOf('/'))))
        .filter(name -> !names.contains(name))
        .distinct()
        .forEach(names::add);
    return names;
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
    return value(name, Long.class, "a whole number");
  }

  /**
   * A number, which may be none.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public double number(String name) {
    return value(name, Double.class, NUMBER);
  }

  /**
   * Yes or no.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public boolean truth(String name) {
    return value(name, Boolean.class, "yes or no");
  }

  /**
   * A text.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public String text(String name) {
    return value(name, String.class, "a text");
  }

  /**
   * A list of values.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  @SuppressWarnings("unchecked") // as every list in it is
  public List<@Nullable Object> list(String name) {
    return value(name, List.class, "a list");
  }

  /**
   * A list of texts.
   *
   * @throws IllegalArgumentException if there is none of this name, or something in it is no text
   */
  public List<String> texts(String name) {
    return listOf(name, String.class, "a list of texts");
  }

  /**
   * A list of numbers.
   *
   * @throws IllegalArgumentException if there is none of this name, or something in it is no {@code Double}
   */
  public List<Double> numberList(String name) {
    return listOf(name, Double.class, "a list of numbers with a fraction");
  }

  /**
   * A list of maps, each as a state of its own.
   *
   * @throws IllegalArgumentException if there is none of this name, or something in it is no map
   */
  @SuppressWarnings("unchecked") // as every map in it is
  public List<SavedState> states(String name) {
    return listOf(name, Map.class, "a list of maps").stream()
        .map(each -> of((Map<String, @Nullable Object>) each))
        .toList();
  }

  /**
   * Values by name.
   *
   * @throws IllegalArgumentException if there are none of this name
   */
  @SuppressWarnings("unchecked") // as every map in it is
  public Map<String, @Nullable Object> map(String name) {
    return value(name, Map.class, "a map");
  }

  /**
   * Numbers by name, such as metrics by tag, in their order.
   *
   * @throws IllegalArgumentException if there are none of this name, or some are no {@code Double}
   */
  public Map<String, Double> numbersOf(String name) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    map(name).forEach((key, value) -> numbers.put(key, as(key, value, Double.class, NUMBER)));
    return numbers;
  }

  /**
   * A tensor; the memory is shared.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw refusal(name, null, "a tensor");
    }
    return tensor;
  }

  /**
   * The numbers of a tensor of type INT64.
   *
   * @param shape what its shape must be; −1 where any size will do
   * @throws IllegalArgumentException if there is none of this name, type and shape
   */
  public long[] wholes(String name, long... shape) {
    return checked(name, DType.INT64, shape).toLongs();
  }

  /**
   * The numbers of a tensor of type FLOAT64.
   *
   * @param shape what its shape must be; −1 where any size will do
   * @throws IllegalArgumentException if there is none of this name, type and shape
   */
  public double[] numbers(String name, long... shape) {
    return checked(name, DType.FLOAT64, shape).toDoubles();
  }

  /**
   * What a tensor of type BOOL holds.
   *
   * @param shape what its shape must be; −1 where any size will do
   * @throws IllegalArgumentException if there is none of this name, type and shape
   */
  public boolean[] truths(String name, long... shape) {
    long[] numbers = checked(name, DType.BOOL, shape).to(DType.INT64).toLongs();
    boolean[] truths = new boolean[numbers.length];
    for (int i = 0; i < truths.length; i++) {
      truths[i] = numbers[i] != 0;
    }
    return truths;
  }

  private Tensor checked(String name, DType type, long... shape) {
    Tensor tensor = tensor(name);
    long[] found = tensor.shape();
    boolean fits = tensor.dtype() == type
        && found.length == shape.length
        && IntStream.range(0, shape.length).allMatch(i -> shape[i] < 0 || shape[i] == found[i]);
    if (!fits) {
      throw refusal(
          name,
          tensor.dtype() + Arrays.toString(found),
          "a tensor " + type
              + LongStream.of(shape)
                  .mapToObj(size -> size < 0 ? "*" : Long.toString(size))
                  .collect(Collectors.joining(", ", "[", "]")));
    }
    return tensor;
  }

  private <T> List<T> listOf(String name, Class<T> type, String kind) {
    List<@Nullable Object> list = list(name);
    if (!list.stream().allMatch(type::isInstance)) {
      throw refusal(name, list, kind);
    }
    return list.stream().map(type::cast).toList();
  }

  private <T> T value(String name, Class<T> type, String kind) {
    return as(name, values.get(name), type, kind);
  }

  private static <T> T as(String name, @Nullable Object value, Class<T> type, String kind) {
    if (!type.isInstance(value)) {
      throw refusal(name, value, kind);
    }
    return type.cast(value);
  }

  private static IllegalArgumentException refusal(
      String name, @Nullable Object found, String expected) {
    return new IllegalArgumentException("the saved state has "
        + (found == null
            ? "no '" + Excerpt.of(name) + "'"
            : "'" + Excerpt.of(name) + "' = " + Excerpt.of(found.toString()))
        + " where " + expected + " is needed: it was saved by something else");
  }

  private static Map<String, @Nullable Object> copyOf(Map<?, ? extends @Nullable Object> values) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    values.forEach((name, value) -> copy.put((String) name, copyOf((String) name, value)));
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object copyOf(String name, @Nullable Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Long
        || value instanceof Double) {
      return value;
    } else if (value instanceof Map<?, ?> map
        && map.keySet().stream().allMatch(String.class::isInstance)) {
      return copyOf(map);
    } else if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(each -> copy.add(copyOf(name, each)));
      return Collections.unmodifiableList(copy);
    }
    throw new IllegalArgumentException("the state has '" + name + "' of type "
        + value.getClass().getSimpleName()
        + ": take a String, Boolean, Long, Double, List or Map of names");
  }
}
