package org.ockham.lab;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.ockham.metric.CalibrationError;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * How far a {@linkplain Calibration calibrated} network's probabilities mean what they say, on samples whose classes are known. On those that it was
 * calibrated on it is a little better than on others.
 *
 * @param before of the outputs as they are
 * @param after of the outputs divided by the temperature
 * @param coverage how often the right class is in the set
 * @param setSize how many classes a set has, on average
 */
public record Reliability(
    Probabilities before, Probabilities after, double coverage, double setSize) {

  /**
   * How good probabilities are.
   *
   * @param error the expected calibration error, over the usual bins of {@link CalibrationError}
   * @param nll the mean of −ln p(right class), in nats
   */
  public record Probabilities(double error, double nll) {

    private static Probabilities of(Tensor outputs, Tensor labels) {
      CalibrationError error = new CalibrationError();
      error.update(outputs, labels);
      double[] logarithms = outputs.logSoftmax(1).gather(1, labels.unsqueeze(1)).toDoubles();
      double sum = 0;
      for (double logarithm : logarithms) {
        sum -= logarithm;
      }
      return new Probabilities(error.value(), sum / logarithms.length);
    }
  }

  /**
   * Measures.
   *
   * @param outputs [n, classes]
   * @param labels the right class of each
   */
  static Reliability of(Calibration calibration, Tensor outputs, int[] labels) {
    try (Scope scope = Scope.open()) {
      Tensor target = Tensor.ofLongs(IntStream.of(labels).asLongStream().toArray());
      Tensor divided = outputs.div(calibration.temperature());
      float[] shares = divided.softmax(1).toFloats();
      int classes = shares.length / labels.length;
      int right = 0;
      long members = 0;
      for (int i = 0; i < shares.length; i++) {
        if (calibration.holds(shares[i])) {
          members++;
          right += i % classes == labels[i / classes] ? 1 : 0;
        }
      }
      return new Reliability(
          Probabilities.of(outputs, target),
          Probabilities.of(divided, target),
          (double) right / labels.length,
          (double) members / labels.length);
    }
  }

  /** Its numbers by name: {@code ece_before}, {@code ece}, {@code nll_before}, {@code nll}, {@code coverage}, {@code set_size}. */
  public Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("ece_before", before.error());
    numbers.put("ece", after.error());
    numbers.put("nll_before", before.nll());
    numbers.put("nll", after.nll());
    numbers.put("coverage", coverage);
    numbers.put("set_size", setSize);
    return numbers;
  }
}
