package org.ockham.metric;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.ockham.state.SavedState;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;

/**
 * How often samples of each class were taken for each class: output [n, classes], target [n]. Its value, as a metric, is the
 * accuracy.
 */
public final class ConfusionMatrix implements Metric {

  private final long[][] counts;

  public ConfusionMatrix(int classes) {
    if (classes < 1 || classes > 100_000) {
      throw new IllegalArgumentException(
          "classes is " + classes + ": it must lie between 1 and 100000");
    }
    counts = new long[classes][classes];
  }

  /** The counts, a row for each class of the targets and a column for each class of the outputs. */
  public long[][] counts() {
    return Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
  }

  @Override
  public String name() {
    return "confusion_matrix";
  }

  @Override
  public void update(Tensor output, Tensor target) {
    ClassBatch batch = ClassBatch.of(name(), output, target);
    if (batch.classes() != counts.length) {
      throw new EngineException(name() + ": the output has " + batch.classes()
          + " classes and the matrix " + counts.length);
    }
    for (int i = 0; i < batch.samples(); i++) {
      counts[batch.label(i)][batch.best(i)]++;
    }
  }

  @Override
  public double value() {
    long correct = 0;
    long samples = 0;
    for (int c = 0; c < counts.length; c++) {
      correct += counts[c][c];
      samples += Arrays.stream(counts[c]).sum();
    }
    return samples == 0 ? Double.NaN : (double) correct / samples;
  }

  @Override
  public void reset() {
    for (long[] row : counts) {
      Arrays.fill(row, 0);
    }
  }

  @Override
  public SavedState state() {
    long[] all = Arrays.stream(counts).flatMapToLong(Arrays::stream).toArray();
    return SavedState.ofTensors(
        Map.of("counts", Tensor.ofLongs(all, counts.length, counts.length)));
  }

  @Override
  public void restore(SavedState saved) {
    long[] all = saved.wholes("counts", counts.length, counts.length);
    for (int c = 0; c < counts.length; c++) {
      System.arraycopy(all, c * counts.length, counts[c], 0, counts.length);
    }
  }

  /** A table: targets down, outputs across. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("target \\ output\n");
    for (int c = 0; c < counts.length; c++) {
      text.append(String.format(Locale.ROOT, "%6d |", c));
      for (long count : counts[c]) {
        text.append(String.format(Locale.ROOT, " %7d", count));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
