package org.ockham.metric;

import org.ockham.tensor.Tensor;

/**
 * The share of samples whose target class is among the k largest outputs: output [n, classes], target [n]; of equal outputs
 * the first count.
 */
public final class TopKAccuracy implements Metric {

  private final int k;
  private long correct;
  private long samples;

  public TopKAccuracy(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k is " + k + ": it must be at least 1");
    }
    this.k = k;
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
      if (ahead < k) {
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
