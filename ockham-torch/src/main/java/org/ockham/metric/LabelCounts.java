package org.ockham.metric;

import java.util.Arrays;
import java.util.Locale;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;

/**
 * Measures that come of counting, for each class, how often it was rightly found, wrongly found and missed. Targets [n] are
 * classes, and the largest output is what was found; targets of the output's shape [n, labels] hold 0 or 1 for each of
 * several independent labels, and outputs above the threshold are what was found.
 *
 * <p>Classes that were neither there nor found are left out; where nothing was found, or nothing was there, the measure is 0
 * (as scikit-learn has it).
 */
public abstract sealed class LabelCounts implements Metric permits Precision, Recall, F1 {

  private final Averaging averaging;
  private final double threshold;
  private long[] hits = new long[0];
  private long[] falseAlarms = new long[0];
  private long[] misses = new long[0];

  LabelCounts(Averaging averaging, double threshold) {
    if (Double.isNaN(threshold)) {
      throw new IllegalArgumentException(
          "threshold is NaN: give the output above which a label counts as found");
    }
    this.averaging = averaging;
    this.threshold = threshold;
  }

  abstract String measure();

  abstract double measure(long hits, long falseAlarms, long misses);

  /** {@code f1_macro}. */
  @Override
  public final String name() {
    return measure() + "_" + averaging.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public final void update(Tensor output, Tensor target) {
    if (output.dim() == 2 && Arrays.equals(output.shape(), target.shape())) {
      countLabels(output, target);
      return;
    }
    ClassBatch batch = ClassBatch.of(name(), output, target);
    checkClasses(batch.classes());
    for (int i = 0; i < batch.samples(); i++) {
      int found = batch.best(i);
      int label = batch.label(i);
      if (found == label) {
        hits[label]++;
      } else {
        falseAlarms[found]++;
        misses[label]++;
      }
    }
  }

  private void countLabels(Tensor output, Tensor target) {
    float[] scores = ClassBatch.numbers(name(), "output", output);
    float[] truths = ClassBatch.numbers(name(), "target", target);
    int labels = (int) output.size(1);
    checkClasses(labels);
    for (int i = 0; i < scores.length; i++) {
      boolean found = scores[i] > threshold;
      boolean there = truths[i] > 0.5;
      if (found && there) {
        hits[i % labels]++;
      } else if (found) {
        falseAlarms[i % labels]++;
      } else if (there) {
        misses[i % labels]++;
      }
    }
  }

  private void checkClasses(int classes) {
    if (hits.length == 0) {
      hits = new long[classes];
      falseAlarms = new long[classes];
      misses = new long[classes];
    } else if (hits.length != classes) {
      throw new EngineException(name() + ": the output has " + classes
          + " classes where batches before had " + hits.length);
    }
  }

  /** The measure of each class; not a number for those that were neither there nor found. */
  public final double[] perClass() {
    double[] each = new double[hits.length];
    for (int c = 0; c < each.length; c++) {
      each[c] = hits[c] + falseAlarms[c] + misses[c] == 0
          ? Double.NaN
          : orZero(measure(hits[c], falseAlarms[c], misses[c]));
    }
    return each;
  }

  @Override
  public final double value() {
    if (averaging == Averaging.MACRO) {
      return Arrays.stream(perClass())
          .filter(each -> !Double.isNaN(each))
          .average()
          .orElse(Double.NaN);
    }
    long found = Arrays.stream(hits).sum();
    long wrong = Arrays.stream(falseAlarms).sum();
    long missed = Arrays.stream(misses).sum();
    return found + wrong + missed == 0 ? Double.NaN : orZero(measure(found, wrong, missed));
  }

  private static double orZero(double ratio) {
    return Double.isNaN(ratio) ? 0 : ratio;
  }

  @Override
  public final void reset() {
    hits = new long[0];
    falseAlarms = new long[0];
    misses = new long[0];
  }
}
