package org.ockham.nn;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ockham.file.Excerpt;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Tensor;

/** Puts named values into a network, all or none. */
final class StateDict {

  private StateDict() {}

  static void load(Map<String, Tensor> target, Map<String, Tensor> source) {
    check(target, source);
    try (NoGrad off = NoGrad.on()) {
      target.forEach((name, tensor) -> tensor.copy_(requireNonNull(source.get(name))));
    }
  }

  /** Refuses other names and shapes. */
  static void check(Map<String, Tensor> target, Map<String, Tensor> source) {
    List<String> missing = new ArrayList<>(target.keySet());
    missing.removeAll(source.keySet());
    List<String> unexpected = new ArrayList<>(source.keySet());
    unexpected.removeAll(target.keySet());
    if (!missing.isEmpty() || !unexpected.isEmpty()) {
      throw new IllegalArgumentException("the state does not fit the network:"
          + (missing.isEmpty() ? "" : " it lacks " + Excerpt.ofNames(missing, 3))
          + (missing.isEmpty() || unexpected.isEmpty() ? "" : " and")
          + (unexpected.isEmpty()
              ? ""
              : " it has " + Excerpt.ofNames(unexpected, 3) + ", which the network has not"));
    }
    target.forEach((name, tensor) -> {
      long[] shape = requireNonNull(source.get(name)).shape();
      if (!Arrays.equals(tensor.shape(), shape)) {
        throw new IllegalArgumentException("the state does not fit the network: " + name
            + " has shape " + Excerpt.of(Arrays.toString(shape)) + " where the network has "
            + Arrays.toString(tensor.shape()));
      }
    });
  }
}
