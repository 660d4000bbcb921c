package org.ockham.nn;

import java.util.Map;
import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * Layers one after the other. Without names they are called "0", "1" … as in PyTorch; names of one's own let variants share
 * initial weights although one has a layer more.
 */
public final class Sequential extends Layer {

  /** Layers called by their places. */
  public Sequential(Layer... layers) {
    for (int i = 0; i < layers.length; i++) {
      child(Integer.toString(i), layers[i]);
    }
  }

  /** Layers by name, in the order of the map. */
  public Sequential(Map<String, ? extends Layer> layers) {
    layers.forEach(this::child);
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor y = x;
    for (Layer layer : children().values()) {
      y = layer.apply(y);
    }
    return y;
  }

  @Override
  protected Value forward(Value x) {
    Value y = x;
    for (Layer layer : children().values()) {
      y = layer.apply(y);
    }
    return y;
  }
}
