package org.ockham.nn;

import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Tensor;

/**
 * In training adds to each element a draw from N(0, σ²); in evaluation the identity. On a network's input that amounts, for
 * small σ, to a penalty on the gradient of the output with respect to the input (Bishop 1995, <a
 * href="https://doi.org/10.1162/neco.1995.7.1.108">Training with noise is equivalent to Tikhonov regularization</a>).
 */
public final class GaussianNoise extends Layer {

  private final double std;

  /** With this deviation, in the input's units. */
  public GaussianNoise(double std) {
    this.std = Check.notNegative("std", std);
  }

  @Override
  protected Tensor forward(Tensor x) {
    if (!isTraining() || std == 0) {
      return x;
    }
    long[] shape = x.shape();
    return x.add(sampleDraws(shape).normal(shape).to(x), std);
  }

  @Override
  protected Value forward(Value x) {
    return x;
  }

  @Override
  protected String arguments() {
    return "std=" + std;
  }
}
