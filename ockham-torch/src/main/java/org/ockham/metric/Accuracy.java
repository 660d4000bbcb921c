package org.ockham.metric;

import org.ockham.tensor.Tensor;

/**
 * The share of samples whose largest output is that of the target class: output [n, classes], target [n]; the first of
 * equal outputs counts.
 */
public final class Accuracy extends SampleMean {

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public void update(Tensor output, Tensor target) {
    ClassBatch batch = ClassBatch.of(name(), output, target);
    for (int i = 0; i < batch.samples(); i++) {
      mean.add(batch.best(i) == batch.label(i) ? 1 : 0, 1);
    }
  }
}
