package org.ockham.metric;

import org.ockham.tensor.Tensor;

/**
 * e to the mean of −ln softmax(output)[target]: between how many equally likely classes the network seems to choose. Output [n,
 * classes], target [n]; reshape sequences to that.
 */
public final class Perplexity extends SampleMean {

  @Override
  public String name() {
    return "perplexity";
  }

  @Override
  public void update(Tensor output, Tensor target) {
    ClassBatch batch = ClassBatch.of(name(), output, target);
    for (int i = 0; i < batch.samples(); i++) {
      mean.add(-batch.logProbabilities(i)[batch.label(i)], 1);
    }
  }

  @Override
  public double value() {
    return Math.exp(mean.value());
  }
}
