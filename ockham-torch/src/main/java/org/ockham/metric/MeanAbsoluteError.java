package org.ockham.metric;

import org.ockham.check.Check;
import org.ockham.tensor.Tensor;

/** The mean of |output − target| over all elements: output and target of one shape. */
public final class MeanAbsoluteError extends SampleMean {

  private final double unit;

  /** In the target's own units. */
  public MeanAbsoluteError() {
    this(1);
  }

  /** Times so much: the deviation of a target that was standardised. */
  public MeanAbsoluteError(double unit) {
    this.unit = Check.positive("unit", unit);
  }

  @Override
  public String name() {
    return "mae";
  }

  @Override
  public void update(Tensor output, Tensor target) {
    addErrors(output, target, Math::abs);
  }

  @Override
  public double value() {
    return unit * mean.value();
  }
}
