package org.ockham.lab;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was learnt about a trained network of classes from data that it was not fitted to, so that its probabilities mean what they say.
 *
 * <p>Outputs are divided by the temperature before they become probabilities (Guo, Pleiss, Sun, Weinberger 2017, <a
 * href="https://arxiv.org/abs/1706.04599">On calibration of modern neural networks</a>): the likeliest class stays it. The set of an
 * input has every class that is likely enough, which holds the right one as often as the coverage says, averaged over inputs like
 * those calibrated on (split conformal prediction; Sadinle, Lei, Wasserman 2019, <a href="https://arxiv.org/abs/1609.00451">Least
 * ambiguous set-valued classifiers</a>). It may be empty: then no class is.
 *
 * @param temperature what outputs are divided by; 1 if no sample of those that were to give it is wrong: then the colder the likelier;
 *     a thousand times what outputs are apart if they say less of the classes than chance: then the hotter the likelier
 * @param coverage how often the right class is to be in the set, at least
 * @param least how likely a class of the set is, at least
 * @param samples how many were calibrated on
 */
public record Calibration(double temperature, double coverage, double least, int samples) {

  private static final Logger LOG = LoggerFactory.getLogger(Calibration.class);

  private static final String TEMPERATURE = "ockham.calibration.temperature";
  private static final String COVERAGE = "ockham.calibration.coverage";
  private static final String LEAST = "ockham.calibration.least";
  private static final String SAMPLES = "ockham.calibration.samples";

  /** Temperatures are looked for from one of these to the other, in units of how far outputs are apart. */
  private static final double COLDEST = 1e-6;

  private static final double HOTTEST = 1e3;

  private static final int HALVINGS = 60;

  /** What a product such as 100 · 0.55 is above the whole number that it should be. */
  private static final double EXACT = 1e-9;

  /** How far two runtimes, or two sizes of a batch, are apart in a probability, relatively: who is on the bound by one is in the set by all. */
  private static final double ROUNDING = 1e-5;

  public Calibration {
    Check.positive("temperature", temperature);
    checkCoverage(coverage);
    Check.probability("least", least);
    Check.atLeast("samples", samples, 1);
  }

  /**
   * Judges a coverage before anything is computed for it.
   *
   * @throws IllegalArgumentException if it is not above 0 and below 1
   */
  public static void checkCoverage(double coverage) {
    if (!(coverage > 0 && coverage < 1)) {
      throw new IllegalArgumentException(
          "coverage is " + coverage + ": it must be above 0 and below 1, such as 0.9");
    }
  }

  /**
   * Calibrates on the outputs for samples whose classes are known: the temperature on one half of them, the sets on the other.
   *
   * @param outputs a row a sample
   * @param labels the right class of each
   * @param seed draws the halves
   * @throws LabException if they are too few for the coverage, or an output is no finite number
   */
  static Calibration of(float[][] outputs, int[] labels, double coverage, long seed) {
    checkFinite(outputs);
    Integer[] order = new Integer[labels.length];
    Arrays.setAll(order, i -> i);
    shuffle(order, seed);
    int half = labels.length / 2;
    int rest = labels.length - half;
    int rank = rank(rest, coverage);
    if (half < 1 || rank > rest) {
      // The fewest n of which a share of the n + 1 with the one to come is at most n.
      long needed = (long) Math.ceil(coverage / (1 - coverage) - EXACT);
      throw new LabException("validation has " + labels.length
          + " samples, but a coverage of " + coverage + " needs at least "
          + Math.max(2, 2 * needed - 1)
          + " to calibrate on: take more, or a lower coverage.");
    }
    double temperature = temperature(outputs, labels, Arrays.copyOf(order, half));
    double[] likelihoods = new double[rest];
    for (int i = 0; i < rest; i++) {
      int sample = order[half + i];
      likelihoods[i] = probabilities(outputs[sample], 1 / temperature)[labels[sample]];
    }
    Arrays.sort(likelihoods);
    double least = likelihoods[rest - rank] * (1 - ROUNDING);
    return new Calibration(temperature, coverage, least, labels.length);
  }

  /**
   * The one under which the labels are likeliest: where the mean output of the right class is what the probabilities expect. The
   * likelihood is concave in its inverse, so halving finds it.
   */
  private static double temperature(float[][] outputs, int[] labels, Integer[] samples) {
    double apart = 0;
    boolean anyWrong = false;
    for (int sample : samples) {
      float right = outputs[sample][labels[sample]];
      for (float output : outputs[sample]) {
        apart = Math.max(apart, Math.abs((double) output - right));
        anyWrong |= output > right;
      }
    }
    if (!anyWrong) {
      return 1;
    }
    double low = Math.log(apart * COLDEST);
    double high = Math.log(apart * HOTTEST);
    if (excess(outputs, labels, samples, Math.exp(high)) > 0) {
      LOG.warn(
          "The outputs for the validation samples say less of their classes than chance: under the temperature {} all classes are as good as equally likely.",
          Math.exp(high));
      return Math.exp(high);
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (excess(outputs, labels, samples, Math.exp(middle)) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.exp((low + high) / 2);
  }

  private static void checkFinite(float[][] outputs) {
    for (float[] row : outputs) {
      for (float output : row) {
        if (!Float.isFinite(output)) {
          throw new LabException(
              "an output for a validation sample is " + output
                  + ", but must be a finite number to calibrate on: the model is damaged or its training failed.");
        }
      }
    }
  }

  /** By how much the probabilities expect more of the outputs than the right classes have: they are too sure. */
  private static double excess(
      float[][] outputs, int[] labels, Integer[] samples, double temperature) {
    double excess = 0;
    for (int sample : samples) {
      float[] row = outputs[sample];
      double[] shares = probabilities(row, 1 / temperature);
      for (int c = 0; c < row.length; c++) {
        excess += shares[c] * row[c];
      }
      excess -= row[labels[sample]];
    }
    return excess;
  }

  /** How many of the samples, the one to come among them, must lie within the bound. */
  static int rank(int samples, double coverage) {
    return (int) Math.ceil((samples + 1L) * coverage - EXACT);
  }

  private static double[] probabilities(float[] row, double factor) {
    double most = Double.NEGATIVE_INFINITY;
    for (float output : row) {
      most = Math.max(most, output);
    }
    double[] shares = new double[row.length];
    double sum = 0;
    for (int c = 0; c < row.length; c++) {
      shares[c] = Math.exp((row[c] - most) * factor);
      sum += shares[c];
    }
    for (int c = 0; c < row.length; c++) {
      shares[c] /= sum;
    }
    return shares;
  }

  private static void shuffle(Integer[] order, long seed) {
    RandomGenerator random = new java.util.SplittableRandom(seed);
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      Integer moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
  }

  /** Whether a class that is so likely is in the set. */
  boolean holds(float probability) {
    return probability >= (float) least;
  }

  /** The classes in the set, by how likely each is. */
  List<String> set(List<String> classes, List<Float> probabilities) {
    return IntStream.range(0, classes.size())
        .filter(i -> holds(probabilities.get(i)))
        .mapToObj(classes::get)
        .toList();
  }

  /** The entries of a model file's metadata. */
  Map<String, String> metadata() {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put(TEMPERATURE, Double.toString(temperature));
    entries.put(COVERAGE, Double.toString(coverage));
    entries.put(LEAST, Double.toString(least));
    entries.put(SAMPLES, Integer.toString(samples));
    return entries;
  }

  /**
   * What a model file says; null if it was not calibrated.
   *
   * @throws LabException if it says something else
   */
  static @Nullable Calibration in(Path file, Map<String, String> metadata) {
    if (!metadata.containsKey(TEMPERATURE)) {
      return null;
    }
    try {
      return new Calibration(
          number(metadata, TEMPERATURE), number(metadata, COVERAGE), number(metadata, LEAST), (int)
              number(metadata, SAMPLES));
    } catch (IllegalArgumentException e) {
      throw new LabException(
          LabException.Kind.BAD,
          file + ": its calibration is damaged (" + e.getMessage() + "): calibrate it again.",
          e);
    }
  }

  private static double number(Map<String, String> metadata, String key) {
    return Double.parseDouble(metadata.getOrDefault(key, "nothing"));
  }
}
