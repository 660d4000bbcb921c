package org.ockham.tensor;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.file.Excerpt;

/**
 * Tensors by name, as they are saved and taken up again: all of them, or none. Copying one by one would stretch a tensor of another
 * shape where it can be broadcast, and stop half-way where it cannot.
 */
public final class NamedTensors {

  private NamedTensors() {}

  /** The shapes of tensors, by the same names. */
  public static Map<String, long[]> shapes(Map<String, Tensor> tensors) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    return shapes;
  }

  /**
   * Refuses tensors that have other names or shapes than these.
   *
   * @param reproach what the sentence begins with: {@code the state does not fit the network}
   * @param owner what they are for: {@code the network}
   * @throws IllegalArgumentException if they have; it says which are missing or unknown, or the two shapes
   */
  public static void check(
      String reproach, String owner, Map<String, long[]> expected, Map<String, Tensor> tensors) {
    List<String> missing = new ArrayList<>(expected.keySet());
    missing.removeAll(tensors.keySet());
    List<String> unknown = new ArrayList<>(tensors.keySet());
    unknown.removeAll(expected.keySet());
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalArgumentException(reproach + ":"
          + (missing.isEmpty() ? "" : " it lacks " + Excerpt.ofNames(missing, 3))
          + (missing.isEmpty() || unknown.isEmpty() ? "" : " and")
          + (unknown.isEmpty()
              ? ""
              : " it has " + Excerpt.ofNames(unknown, 3) + ", which " + owner + " has not"));
    }
    expected.forEach((name, shape) -> {
      long[] found = requireNonNull(tensors.get(name)).shape();
      if (!Arrays.equals(shape, found)) {
        throw new IllegalArgumentException(
            reproach + ": " + name + " has shape " + Excerpt.of(Arrays.toString(found)) + " where "
                + owner + " has " + Arrays.toString(shape));
      }
    });
  }

  /**
   * Copies all values, with recording off.
   *
   * @param reproach see {@link #check}
   * @param owner see {@link #check}
   * @throws IllegalArgumentException if names or shapes differ; nothing has been copied
   */
  public static void copy(
      String reproach, String owner, Map<String, Tensor> target, Map<String, Tensor> source) {
    check(reproach, owner, shapes(target), source);
    try (NoGrad off = NoGrad.on()) {
      target.forEach((name, tensor) -> tensor.copy_(requireNonNull(source.get(name))));
    }
  }
}
