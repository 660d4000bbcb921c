package org.ockham.examples;

import org.ockham.nn.Init;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Tensor;

/** A layer of one's own, written as the library's are: parameters and children are declared, forward computes. */
public final class OwnLayer {

  /** y = x · σ(gate(x)) · scale: a gated unit with a learnt scale for each feature. */
  static final class Gate extends Layer {
    private final Linear gate;
    private final Parameter scale;

    Gate(long features) {
      gate = child("gate", new Linear(features, features));
      scale = parameter("scale", Init.ones(), features);
    }

    @Override
    protected Tensor forward(Tensor x) {
      return x.mul(gate.apply(x).sigmoid()).mul(scale.value());
    }
  }

  private OwnLayer() {}

  /** Prints what the layer is made of, and what it makes of a row of ones. */
  public static void main(String[] args) {
    Layer gate = new Gate(4).initialize(1);
    System.out.println(gate.summary(4));
    System.out.println(gate.stateDict().keySet());
    System.out.println(gate.apply(Tensor.ones(1, 4)));
  }
}
