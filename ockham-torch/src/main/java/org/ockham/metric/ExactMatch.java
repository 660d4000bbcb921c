package org.ockham.metric;

import org.ockham.tensor.Tensor;

/**
 * The share of samples all of whose labels were told rightly: output [n, labels], of which those above 0 count as found, and target of
 * the same shape, of 0 and 1. What scikit-learn calls the accuracy of labels, or the subset accuracy.
 */
public final class ExactMatch extends SampleMean {

  @Override
  public String name() {
    return "exact_match";
  }

  @Override
  public void update(Tensor output, Tensor target) {
    ClassBatch.sameShape(name(), output, target);
    ClassBatch.checkLabels(name(), output, target);
    float[] scores = ClassBatch.numbers(name(), "output", output);
    float[] truths = ClassBatch.numbers(name(), "target", target);
    int labels = output.dim() == 1 ? 1 : (int) output.size(1);
    for (int sample = 0; sample < scores.length / labels; sample++) {
      boolean all = true;
      for (int i = sample * labels; i < (sample + 1) * labels; i++) {
        all &= (scores[i] > 0) == (truths[i] > 0.5);
      }
      mean.add(all ? 1 : 0, 1);
    }
  }
}
