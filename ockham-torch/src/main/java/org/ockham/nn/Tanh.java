package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/** The hyperbolic tangent, of each element. */
public final class Tanh extends Layer {

  @Override
  protected Tensor forward(Tensor x) {
    return x.tanh();
  }

  @Override
  protected Value forward(Value x) {
    return x.tanh();
  }
}
