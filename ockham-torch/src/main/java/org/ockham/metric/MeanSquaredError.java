package org.ockham.metric;

import org.ockham.tensor.Tensor;

/** The mean of (output − target)² over all elements: output and target of one shape. */
public final class MeanSquaredError extends SampleMean {

  @Override
  public String name() {
    return "mse";
  }

  @Override
  public void update(Tensor output, Tensor target) {
    addErrors(output, target, error -> error * error);
  }
}
