package org.ockham.loss;

import org.ockham.tensor.Tensor;

/** Measures how far a network's output is from its target: the smaller the better. */
@FunctionalInterface
public interface Loss {

  /** The loss, a scalar that can be differentiated with respect to the output. */
  Tensor apply(Tensor output, Tensor target);
}
