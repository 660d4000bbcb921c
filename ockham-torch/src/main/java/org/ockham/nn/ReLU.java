package org.ockham.nn;

import org.ockham.tensor.Tensor;

/** max(0, x), of each element. */
public final class ReLU extends Layer {

  @Override
  protected Tensor forward(Tensor x) {
    return x.relu();
  }
}
