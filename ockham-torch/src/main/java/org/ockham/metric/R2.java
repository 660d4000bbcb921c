package org.ockham.metric;

import java.util.Arrays;
import java.util.Map;
import org.ockham.state.SavedState;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;

/**
 * The share of the target's variance that the output explains: 1 − Σ(target − output)² / Σ(target − mean)². 1 is perfect, 0 is
 * as good as the mean. Output and target [n] or [n, outputs]; over several outputs the mean of each one's share. A constant
 * target has no variance to explain: not a number.
 */
public final class R2 implements Metric {

  private long samples;
  private double[] means = new double[0];
  private double[] deviations = new double[0];
  private double[] errors = new double[0];

  @Override
  public String name() {
    return "r2";
  }

  @Override
  public void update(Tensor output, Tensor target) {
    ClassBatch.sameShape(name(), output, target);
    if (output.dim() != 1 && output.dim() != 2) {
      throw new EngineException(name() + ": the output has shape " + Arrays.toString(output.shape())
          + ": [n] or [n, outputs] is expected");
    }
    float[] values = ClassBatch.numbers(name(), "output", output);
    float[] expected = ClassBatch.numbers(name(), "target", target);
    int outputs = output.dim() == 1 ? 1 : (int) output.size(1);
    if (means.length == 0) {
      means = new double[outputs];
      deviations = new double[outputs];
      errors = new double[outputs];
    } else if (means.length != outputs) {
      throw new EngineException(
          name() + ": there are " + outputs + " outputs where batches before had " + means.length);
    }
    for (int i = 0; i < values.length; i++) {
      int k = i % outputs;
      if (k == 0) {
        samples++;
      }
      // Welford 1962: sums of squares would cancel where the mean is large
      double off = expected[i] - means[k];
      means[k] += off / samples;
      deviations[k] += off * (expected[i] - means[k]);
      double error = (double) values[i] - expected[i];
      errors[k] += error * error;
    }
  }

  @Override
  public double value() {
    double sum = 0;
    for (int k = 0; k < means.length; k++) {
      sum += deviations[k] == 0 ? Double.NaN : 1 - errors[k] / deviations[k];
    }
    return means.length == 0 ? Double.NaN : sum / means.length;
  }

  @Override
  public void reset() {
    samples = 0;
    means = new double[0];
    deviations = new double[0];
    errors = new double[0];
  }

  @Override
  public SavedState state() {
    return new SavedState(
        Map.of("samples", samples),
        Map.of(
            "means", Tensor.ofDoubles(means, means.length),
            "deviations", Tensor.ofDoubles(deviations, deviations.length),
            "errors", Tensor.ofDoubles(errors, errors.length)));
  }

  @Override
  public void restore(SavedState saved) {
    long savedSamples = saved.whole("samples");
    double[] savedMeans = saved.numbers("means", -1);
    double[] savedDeviations = saved.numbers("deviations", savedMeans.length);
    errors = saved.numbers("errors", savedMeans.length);
    deviations = savedDeviations;
    means = savedMeans;
    samples = savedSamples;
  }
}
