package org.ockham.metric;

import java.util.Arrays;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;

/**
 * A batch of scores for classes and the class of each sample, checked and brought to Java: for a few classes that is quicker
 * than operations of the engine.
 */
final class ClassBatch {

  /** Row after row. */
  private final float[] scores;

  private final long[] labels;
  private final int classes;

  private ClassBatch(float[] scores, long[] labels, int classes) {
    this.scores = scores;
    this.labels = labels;
    this.classes = classes;
  }

  /** From output [n, classes] and target [n]. */
  static ClassBatch of(String metric, Tensor output, Tensor target) {
    if (output.dim() != 2 || target.dim() != 1 || output.size(0) != target.size(0)) {
      throw new EngineException(metric + ": the output has shape "
          + Arrays.toString(output.shape()) + " and the target " + Arrays.toString(target.shape())
          + ": [n, classes] and [n] are expected");
    }
    int classes = (int) output.size(1);
    ClassBatch batch = new ClassBatch(numbers(metric, "output", output), target.toLongs(), classes);
    for (int i = 0; i < batch.labels.length; i++) {
      if (batch.labels[i] < 0 || batch.labels[i] >= classes) {
        throw new EngineException(metric + ": the target of sample " + i + " is " + batch.labels[i]
            + " where the output has the classes 0 to " + (classes - 1));
      }
    }
    return batch;
  }

  /** From output [n, classes] alone; all labels are 0. */
  static ClassBatch of(String metric, Tensor output) {
    if (output.dim() != 2) {
      throw new EngineException(metric + ": the output has shape " + Arrays.toString(output.shape())
          + ": [n, classes] is expected");
    }
    return new ClassBatch(
        numbers(metric, "output", output), new long[(int) output.size(0)], (int) output.size(1));
  }

  int classes() {
    return classes;
  }

  int samples() {
    return labels.length;
  }

  int label(int sample) {
    return (int) labels[sample];
  }

  float score(int sample, int label) {
    return scores[sample * classes + label];
  }

  /** The class of the largest score, the first of equal ones. */
  int best(int sample) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (score(sample, c) > score(sample, best)) {
        best = c;
      }
    }
    return best;
  }

  /** ln Σ eˣ of a row, from its largest score so that nothing overflows. */
  double logSum(int sample) {
    float largest = score(sample, best(sample));
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(score(sample, c) - (double) largest);
    }
    return largest + Math.log(sum);
  }

  double probability(int sample, int label) {
    return Math.exp(score(sample, label) - logSum(sample));
  }

  /** A tensor's numbers; what is not a number is refused, for it would count silently as something. */
  static float[] numbers(String metric, String what, Tensor tensor) {
    float[] numbers = tensor.detach().toFloats();
    for (int i = 0; i < numbers.length; i++) {
      if (Float.isNaN(numbers[i])) {
        throw new EngineException(metric + ": the " + what + " is not a number at element " + i
            + " of shape " + Arrays.toString(tensor.shape()) + ": the training may have diverged");
      }
    }
    return numbers;
  }

  static void sameShape(String metric, Tensor output, Tensor target) {
    if (!Arrays.equals(output.shape(), target.shape())) {
      throw new EngineException(metric + ": the output has shape "
          + Arrays.toString(output.shape()) + " and the target " + Arrays.toString(target.shape())
          + ": they must be the same");
    }
  }
}
