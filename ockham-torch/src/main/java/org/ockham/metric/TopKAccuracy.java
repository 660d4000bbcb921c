package org.ockham.metric;

import org.ockham.check.Check;
import org.ockham.tensor.Tensor;

/**
 * The share of samples whose target class is among the k largest outputs: output [n, classes], target [n]; of equal outputs
 * the first count.
 */
public final class TopKAccuracy extends SampleMean {

  private final int k;

  public TopKAccuracy(int k) {
    this.k = Check.positive("k", k);
  }

  /** {@code top5_accuracy}. */
  @Override
  public String name() {
    return "top" + k + "_accuracy";
  }

  @Override
  public void update(Tensor output, Tensor target) {
    ClassBatch batch = ClassBatch.of(name(), output, target);
    for (int i = 0; i < batch.samples(); i++) {
      int label = batch.label(i);
      int ahead = 0;
      for (int c = 0; c < batch.classes(); c++) {
        float score = batch.score(i, c);
        float own = batch.score(i, label);
        if (score > own || (score == own && c < label)) {
          ahead++;
        }
      }
      mean.add(ahead < k ? 1 : 0, 1);
    }
  }
}
