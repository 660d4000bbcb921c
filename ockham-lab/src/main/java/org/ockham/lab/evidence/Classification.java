package org.ockham.lab.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ockham.metric.CalibrationError;
import org.ockham.metric.ConfusionMatrix;
import org.ockham.tensor.Tensor;

/**
 * How a classifier's answers on the test data are.
 *
 * @param classes their names
 * @param confusion how often a sample of each class (the rows) was taken for each (the columns); empty where there are more than {@value
 *     #MOST_CLASSES} classes
 * @param reliability samples by how sure the network was of its answer
 * @param calibrationError the expected calibration error over these bins
 * @param untrained the entropies of the outputs, from 0 to ln(classes), before the first step, on the first {@value #ENTROPIES} samples
 * @param selected the same of the selected weights
 */
public record Classification(
    List<String> classes,
    List<List<Long>> confusion,
    List<CalibrationError.Bin> reliability,
    double calibrationError,
    Bins untrained,
    Bins selected) {

  /** With more, nobody reads the matrix. */
  static final int MOST_CLASSES = 100;

  /** Outputs whose entropy is looked at. */
  static final int ENTROPIES = 2000;

  private static final int BINS = 40;

  public Classification {
    classes = List.copyOf(classes);
    confusion = confusion.stream().map(List::copyOf).toList();
    reliability = List.copyOf(reliability);
  }

  /**
   * From the outputs [n, classes] of the selected weights, those of the untrained network for the first of the samples, and the labels.
   */
  static Classification of(List<String> classes, Tensor selected, Tensor untrained, long[] labels) {
    Tensor target = Tensor.ofLongs(labels);
    CalibrationError calibration = new CalibrationError();
    calibration.update(selected, target);
    return new Classification(
        classes,
        classes.size() > MOST_CLASSES ? List.of() : confusion(classes.size(), selected, target),
        calibration.bins(),
        calibration.value(),
        entropies(untrained, classes.size()),
        entropies(selected, classes.size()));
  }

  private static List<List<Long>> confusion(int classes, Tensor output, Tensor target) {
    ConfusionMatrix matrix = new ConfusionMatrix(classes);
    matrix.update(output, target);
    return Arrays.stream(matrix.counts())
        .map(row -> Arrays.stream(row).boxed().toList())
        .toList();
  }

  private static Bins entropies(Tensor output, int classes) {
    double[] logarithms = output.logSoftmax(1).toDoubles();
    double[] entropies = IntStream.range(0, Math.min(ENTROPIES, logarithms.length / classes))
        .mapToDouble(sample -> -Arrays.stream(logarithms, sample * classes, (sample + 1) * classes)
            .filter(Double::isFinite) // p · ln p is 0 where p is
            .map(logarithm -> StrictMath.exp(logarithm) * logarithm)
            .sum())
        .toArray();
    return Bins.of(0, Math.max(1e-9, StrictMath.log((double) classes)), BINS, entropies);
  }
}
