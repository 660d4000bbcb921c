package org.ockham.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ockham.state.SavedState;
import org.ockham.tensor.Tensor;

/**
 * The expected calibration error Σ |share right − mean confidence| over bins of equal width of the confidence, weighted by the
 * samples in each; the confidence is the largest softmax output. 0 means that of the samples with confidence c a share of c is
 * right. Output [n, classes], target [n]; default 15 bins (Guo et al. 2017, <a
 * href="https://arxiv.org/abs/1706.04599">arXiv:1706.04599</a>).
 */
public final class CalibrationError implements Metric {

  private final long[] samples;
  private final long[] correct;
  private final double[] confidence;

  public CalibrationError() {
    this(15);
  }

  public CalibrationError(int bins) {
    if (bins < 1 || bins > 1_000_000) {
      throw new IllegalArgumentException("bins is " + bins + ": it must lie between 1 and 1000000");
    }
    samples = new long[bins];
    correct = new long[bins];
    confidence = new double[bins];
  }

  @Override
  public String name() {
    return "calibration_error";
  }

  @Override
  public void update(Tensor output, Tensor target) {
    ClassBatch batch = ClassBatch.of(name(), output, target);
    float[] probabilities = batch.probabilities();
    for (int i = 0; i < batch.samples(); i++) {
      int best = batch.best(i);
      double sure = probabilities[i * batch.classes() + best];
      // bins are (a, b], as in the paper
      int bin = Math.max(0, Math.min(samples.length, (int) Math.ceil(sure * samples.length)) - 1);
      samples[bin]++;
      correct[bin] += best == batch.label(i) ? 1 : 0;
      confidence[bin] += sure;
    }
  }

  /**
   * The samples whose confidence lies in one of the bins.
   *
   * @param samples how many they are
   * @param correct how many of them were told right
   * @param confidence their mean confidence; 0 if there are none
   */
  public record Bin(long samples, long correct, double confidence) {}

  /** The bins, from the least confidence to the greatest. */
  public List<Bin> bins() {
    return IntStream.range(0, samples.length)
        .mapToObj(
            bin -> new Bin(samples[bin], correct[bin], confidence[bin] / Math.max(1, samples[bin])))
        .toList();
  }

  @Override
  public double value() {
    double error = 0;
    for (int bin = 0; bin < samples.length; bin++) {
      error += Math.abs(correct[bin] - confidence[bin]);
    }
    return error / Arrays.stream(samples).sum();
  }

  @Override
  public void reset() {
    Arrays.fill(samples, 0);
    Arrays.fill(correct, 0);
    Arrays.fill(confidence, 0);
  }

  @Override
  public SavedState state() {
    return SavedState.ofTensors(Map.of(
        "samples", Tensor.ofLongs(samples),
        "correct", Tensor.ofLongs(correct),
        "confidence", Tensor.ofDoubles(confidence, confidence.length)));
  }

  @Override
  public void restore(SavedState saved) {
    long[] savedSamples = saved.wholes("samples", samples.length);
    long[] savedCorrect = saved.wholes("correct", correct.length);
    double[] savedConfidence = saved.numbers("confidence", confidence.length);
    System.arraycopy(savedSamples, 0, samples, 0, samples.length);
    System.arraycopy(savedCorrect, 0, correct, 0, correct.length);
    System.arraycopy(savedConfidence, 0, confidence, 0, confidence.length);
  }
}
