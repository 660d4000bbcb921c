package org.ockham.metric;

import org.ockham.check.Check;
import org.ockham.tensor.Tensor;

/** The root of the mean of (output − target)² over all elements: output and target of one shape. */
public final class RootMeanSquaredError extends SampleMean {

  private final double unit;

  /** In the target's own units. */
  public RootMeanSquaredError() {
    this(1);
  }

  /** Times so much: the deviation of a target that was standardised. */
  public RootMeanSquaredError(double unit) {
    this.unit = Check.positive("unit", unit);
  }

  @Override
  public String name() {
    return "rmse";
  }

  @Override
  public void update(Tensor output, Tensor target) {
    addErrors(output, target, error -> error * error);
  }

  @Override
  public double value() {
    return unit * Math.sqrt(mean.value());
  }
}
