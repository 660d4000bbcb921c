package org.ockham.metric;

import org.ockham.tensor.Tensor;

/** The mean of |output − target| over all elements: output and target of one shape. */
public final class MeanAbsoluteError implements Metric {

  private final Mean mean = new Mean();

  @Override
  public String name() {
    return "mae";
  }

  @Override
  public void update(Tensor output, Tensor target) {
    ClassBatch.sameShape(name(), output, target);
    float[] values = ClassBatch.numbers(name(), "output", output);
    float[] expected = ClassBatch.numbers(name(), "target", target);
    for (int i = 0; i < values.length; i++) {
      double error = (double) values[i] - expected[i];
      mean.add(Math.abs(error), 1);
    }
  }

  @Override
  public double value() {
    return mean.value();
  }

  @Override
  public void reset() {
    mean.reset();
  }
}
