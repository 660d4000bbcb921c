package org.ockham.nn;

import org.ockham.tensor.Tensor;

/** The hyperbolic tangent, of each element. */
public final class Tanh extends Layer {

  @Override
  protected Tensor forward(Tensor x) {
    return x.tanh();
  }
}
