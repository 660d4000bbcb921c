package org.ockham.nn;

import java.util.Map;
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
}
