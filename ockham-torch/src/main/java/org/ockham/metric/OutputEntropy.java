package org.ockham.metric;

import org.ockham.tensor.Tensor;

/**
 * The mean of −Σ p · ln p, p the softmax of the output [n, classes]: from 0, sure, to the logarithm of the number of classes,
 * clueless. In nats; what is right does not matter.
 */
public final class OutputEntropy extends SampleMean {

  @Override
  public String name() {
    return "entropy";
  }

  @Override
  public void update(Tensor output, Tensor target) {
    ClassBatch batch = ClassBatch.of(name(), output);
    for (int i = 0; i < batch.samples(); i++) {
      double entropy = 0;
      for (double logarithm : batch.logProbabilities(i)) {
        double p = Math.exp(logarithm);
        // p · ln p goes to 0 with p
        entropy -= p == 0 ? 0 : p * logarithm;
      }
      mean.add(entropy, 1);
    }
  }
}
