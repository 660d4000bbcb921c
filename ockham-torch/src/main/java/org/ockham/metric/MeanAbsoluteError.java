package org.ockham.metric;

import org.ockham.tensor.Tensor;

/** The mean of |output − target| over all elements: output and target of one shape. */
public final class MeanAbsoluteError extends SampleMean {

  @Override
  public String name() {
    return "mae";
  }

  @Override
  public void update(Tensor output, Tensor target) {
    addErrors(output, target, Math::abs);
  }
}
