package org.ockham.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ockham.tensor.DType;
import org.ockham.tensor.NamedTensors;
import org.ockham.tensor.Tensor;

/** Puts named values into a network, all or none. */
final class StateDict {

  private static final String REPROACH = "the state does not fit the network";
  private static final String OWNER = "the network";

  private StateDict() {}

  static void load(Map<String, Tensor> target, Map<String, Tensor> source) {
    NamedTensors.copy(REPROACH, OWNER, target, source);
  }

  /** Refuses other names and shapes. */
  static void check(Map<String, Tensor> target, Map<String, Tensor> source) {
    NamedTensors.check(REPROACH, OWNER, NamedTensors.shapes(target), source);
  }

  /**
   * A state with what it may leave out: the counts of norms, which are 0 then, and names of what it has under another name.
   *
   * @param own the network's own state, in which what is shared is one tensor under several names
   */
  static Map<String, Tensor> whole(
      Layer network, Map<String, Tensor> own, Map<String, Tensor> state) {
    Map<String, Tensor> whole = new LinkedHashMap<>(state);
    names(own)
        .values()
        .forEach(names -> names.stream()
            .filter(state::containsKey)
            .findFirst()
            .ifPresent(known -> names.forEach(name -> whole.putIfAbsent(name, state.get(known)))));
    network.layers().forEach((path, layer) -> {
      if (layer instanceof ChannelNorm norm && norm.batches != null) {
        whole.computeIfAbsent(
            Layer.below(path, ChannelNorm.BATCHES), absent -> Tensor.zeros(DType.INT64));
      }
    });
    return whole;
  }

  /** Of what is shared, every name but the first, with the first. */
  static Map<String, String> otherNames(Map<String, Tensor> own) {
    Map<String, String> others = new LinkedHashMap<>();
    names(own)
        .values()
        .forEach(names -> names.stream().skip(1).forEach(name -> others.put(name, names.first())));
    return others;
  }

  /** All names of each tensor. */
  private static Map<Tensor, SortedSet<String>> names(Map<String, Tensor> own) {
    Map<Tensor, SortedSet<String>> names = new LinkedHashMap<>();
    own.forEach(
        (name, tensor) -> names.computeIfAbsent(tensor, key -> new TreeSet<>()).add(name));
    return names;
  }
}
