package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/** max(0, x), of each element. */
public final class ReLU extends Layer {

  @Override
  protected Tensor forward(Tensor x) {
    return x.relu();
  }

  @Override
  protected Value forward(Value x) {
    return x.relu();
  }
}
