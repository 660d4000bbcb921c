package org.ockham.metric;

import java.util.Arrays;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * A batch of scores for classes and the class of each sample, checked and brought to Java: for a few classes that is quicker
 * than operations of the engine.
 */
final class ClassBatch {

  private final String metric;

  /** Row after row. */
  private final float[] scores;

  private final long[] labels;
  private final int classes;

  private ClassBatch(String metric, float[] scores, long[] labels, int classes) {
    this.metric = metric;
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
    ClassBatch batch =
        new ClassBatch(metric, numbers(metric, "output", output), target.toLongs(), classes);
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
        metric, numbers(metric, "output", output), new long[(int) output.size(0)], (int)
            output.size(1));
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

  /** The softmax of every row, row after row, as the engine computes it. */
  float[] probabilities() {
    for (int i = 0; i < samples(); i++) {
      checkLargest(i);
    }
    try (Scope scope = Scope.open()) {
      return Tensor.of(scores, samples(), classes).softmax(1).toFloats();
    }
  }

  /** The logarithm of a row's softmax. */
  double[] logProbabilities(int sample) {
    double largest = checkLargest(sample);
    double[] row = new double[classes];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      // The difference is exact; from the logarithm of the whole sum digits would be lost to a
      // large score.
      row[c] = score(sample, c) - largest;
      sum += Math.exp(row[c]);
    }
    for (int c = 0; c < classes; c++) {
      row[c] -= Math.log(sum);
    }
    return row;
  }

  /** A row's largest score; an infinite one has no softmax. */
  private float checkLargest(int sample) {
    float largest = classes == 0 ? Float.NaN : score(sample, best(sample));
    if (!Float.isFinite(largest)) {
      throw new EngineException(metric + ": sample " + sample + " has no softmax, its largest of "
          + classes + " outputs is " + largest + ": the training may have diverged");
    }
    return largest;
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

  /** Refuses what is not one output for each label. */
  static void checkLabels(String metric, Tensor output, Tensor target) {
    if (output.numel() != target.numel() || output.dim() < 1 || output.dim() > 2) {
      throw new EngineException(metric + ": the output has shape "
          + Arrays.toString(output.shape()) + " and the target " + Arrays.toString(target.shape())
          + ": [n] or [n, labels] is expected of both");
    }
  }

  static void sameShape(String metric, Tensor output, Tensor target) {
    if (!Arrays.equals(output.shape(), target.shape())) {
      throw new EngineException(metric + ": the output has shape "
          + Arrays.toString(output.shape()) + " and the target " + Arrays.toString(target.shape())
          + ": they must be the same");
    }
  }
}
