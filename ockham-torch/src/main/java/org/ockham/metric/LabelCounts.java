package org.ockham.metric;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.ockham.check.Check;
import org.ockham.state.SavedState;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;

/**
 * Measures that come of counting, for each class, how often it was rightly found, wrongly found and missed. Targets [n] are
 * classes, and the largest of the outputs [n, classes] is what was found; targets of the output's shape [n, labels] hold 0 or 1
 * for each of several independent labels, and outputs above the threshold are what was found; so do targets [n] for one output,
 * [n] or [n, 1].
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
    this.averaging = averaging;
    this.threshold = Check.number("threshold", threshold);
  }

  abstract String measure();

  abstract double measure(long hits, long falseAlarms, long misses);

  /** {@code f1_macro}; {@code f1} of the positive class. */
  @Override
  public final String name() {
    return averaging == Averaging.BINARY
        ? measure()
        : measure() + "_" + averaging.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public final void update(Tensor output, Tensor target) {
    boolean oneOutput = output.dim() == 1 || (output.dim() == 2 && output.size(1) == 1);
    if (Arrays.equals(output.shape(), target.shape())
        || (oneOutput && output.numel() == target.numel())) {
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
    ClassBatch.checkLabels(name(), output, target);
    float[] scores = ClassBatch.numbers(name(), "output", output);
    float[] truths = ClassBatch.numbers(name(), "target", target);
    int labels = output.dim() == 1 ? 1 : (int) output.size(1);
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
    if (averaging == Averaging.BINARY && classes > 2) {
      throw new EngineException(name() + ": the output has " + classes
          + " classes: choose how they are averaged (MICRO, MACRO or WEIGHTED)");
    }
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
    return switch (averaging) {
      case BINARY -> hits.length == 0 ? Double.NaN : perClass()[hits.length - 1];
      case MICRO -> micro();
      case MACRO -> mean(c -> 1);
      case WEIGHTED -> mean(c -> hits[c] + misses[c]);
    };
  }

  private double micro() {
    long found = Arrays.stream(hits).sum();
    long wrong = Arrays.stream(falseAlarms).sum();
    long missed = Arrays.stream(misses).sum();
    return found + wrong + missed == 0 ? Double.NaN : orZero(measure(found, wrong, missed));
  }

  /** Over the classes that can be judged. */
  private double mean(IntToLongFunction weight) {
    Mean mean = new Mean();
    double[] each = perClass();
    for (int c = 0; c < each.length; c++) {
      if (!Double.isNaN(each[c])) {
        mean.add(each[c], (double) weight.applyAsLong(c));
      }
    }
    return mean.value();
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

  @Override
  public final SavedState state() {
    return SavedState.ofTensors(Map.of(
        "hits", Tensor.ofLongs(hits),
        "false_alarms", Tensor.ofLongs(falseAlarms),
        "misses", Tensor.ofLongs(misses)));
  }

  @Override
  public final void restore(SavedState saved) {
    long[] savedHits = saved.wholes("hits", -1);
    long[] savedAlarms = saved.wholes("false_alarms", savedHits.length);
    misses = saved.wholes("misses", savedHits.length);
    falseAlarms = savedAlarms;
    hits = savedHits;
  }
}
