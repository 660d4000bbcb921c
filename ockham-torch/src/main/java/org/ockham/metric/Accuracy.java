package org.ockham.metric;

import org.ockham.tensor.Tensor;

/**
 * The share of samples whose largest output is that of the target class: output [n, classes], target [n]; the first of
 * equal outputs counts.
 */
public final class Accuracy implements Metric {

  private long correct;
  private long samples;

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public void update(Tensor output, Tensor target) {
    ClassBatch batch = ClassBatch.of(name(), output, target);
    for (int i = 0; i < batch.samples(); i++) {
      if (batch.best(i) == batch.label(i)) {
        correct++;
      }
    }
    samples += batch.samples();
  }

  @Override
  public double value() {
    return samples == 0 ? Double.NaN : (double) correct / samples;
  }

  @Override
  public void reset() {
    correct = 0;
    samples = 0;
  }
}
