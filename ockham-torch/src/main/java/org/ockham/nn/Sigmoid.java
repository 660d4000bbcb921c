package org.ockham.nn;

import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/** 1 / (1 + e⁻ˣ), of each element. */
public final class Sigmoid extends Layer {

  @Override
  protected Tensor forward(Tensor x) {
    return x.sigmoid();
  }

  @Override
  protected Value forward(Value x) {
    return x.sigmoid();
  }
}
