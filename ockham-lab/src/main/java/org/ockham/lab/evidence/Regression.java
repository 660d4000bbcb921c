package org.ockham.lab.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the values that a network predicts for the test data are; where it predicts several, the first of them.
 *
 * @param width how many values it predicts for a sample
 * @param actual of at most {@value #POINTS} samples, evenly spaced over the data
 * @param predicted for the same samples
 * @param residuals predicted − actual, of all samples
 */
public record Regression(int width, List<Double> actual, List<Double> predicted, Bins residuals) {

  static final int POINTS = 500;

  private static final int BINS = 41; // 0 lies in the middle of one

  public Regression {
    actual = List.copyOf(actual);
    predicted = List.copyOf(predicted);
  }

  /** From the predictions and the targets, sample after sample. */
  static Regression of(int width, double[] predicted, double[] actual) {
    int samples = actual.length / width;
    double[] residuals = new double[samples];
    for (int i = 0; i < samples; i++) {
      residuals[i] = predicted[i * width] - actual[i * width];
    }
    double reach = Arrays.stream(residuals).map(Math::abs).max().orElse(0);
    double high = reach > 0 && Double.isFinite(reach) ? reach : 1;
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    int stride = Math.max(1, (samples + POINTS - 1) / POINTS);
    for (int i = 0; i < samples; i += stride) {
      x.add(actual[i * width]);
      y.add(predicted[i * width]);
    }
    return new Regression(width, x, y, Bins.of(-high, high, BINS, residuals));
  }
}
