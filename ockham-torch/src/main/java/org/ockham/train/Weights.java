package org.ockham.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ockham.nn.Layer;
import org.ockham.tensor.Tensor;

/** A network's state as it was at some epoch, kept in memory. */
record Weights(int epoch, Map<String, Tensor> state) {

  static Weights of(Layer network, int epoch) {
    Map<String, Tensor> copy = new LinkedHashMap<>();
    network
        .stateDict()
        .forEach((name, tensor) -> copy.put(name, tensor.detach().copy().escape()));
    return new Weights(epoch, copy);
  }
}
