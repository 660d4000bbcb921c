package org.ockham.lab.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Dataset;
import org.ockham.data.Targets;
import org.ockham.nn.Layer;
import org.ockham.tensor.Tensor;
import org.ockham.train.Trainer;
import org.ockham.train.TrainingModule;

/** What the selected weights, and those before the first step, say of the test data. */
final class TestLook {

  private static final int WORST = 12;

  /** Inputs of a sample that is no image. */
  private static final int INPUTS = 30;

  private final Dataset test;
  private final Tensor output;
  private final Tensor untrained;
  private final double[] numbers;
  private final List<String> labels;

  private TestLook(Dataset test, List<String> labels, Tensor output, Tensor untrained) {
    this.test = test;
    this.labels = labels;
    this.output = output;
    this.untrained = untrained;
    this.numbers = output.toDoubles();
  }

  /**
   * Passes the data through both networks, in evaluation mode.
   *
   * @param labels what each of the outputs tells of a sample, independent of the others; empty where they are a class or values
   */
  static TestLook at(
      Dataset test,
      List<String> labels,
      Trainer trainer,
      TrainingModule task,
      Layer untrained,
      Layer selected) {
    return new TestLook(
        test,
        labels,
        trainer.predict(task.withNetwork(selected), test),
        trainer.predict(
            task.withNetwork(untrained),
            test.take(Math.min(Classification.ENTROPIES, test.size()))));
  }

  /** Null unless each sample has a class and an answer in numbers. */
  @Nullable
  Classification classification() {
    return isClassified()
        ? Classification.of(
            ((Targets.Classes) test.targets()).names(), output, untrained, classes())
        : null;
  }

  private boolean isClassified() {
    return test.targets() instanceof Targets.Classes classes
        && output.dim() == 2
        && output.size(1) == classes.count()
        && isFinite(numbers)
        && isFinite(untrained.toDoubles());
  }

  private boolean isPredicted() {
    return test.targets() instanceof Targets.Values values
        && output.numel() == (long) test.size() * values.width();
  }

  private static boolean isFinite(double... numbers) {
    return DoubleStream.of(numbers).allMatch(Double::isFinite);
  }

  private long[] classes() {
    return IntStream.range(0, test.size()).mapToLong(test::label).toArray();
  }

  /** Null unless values are predicted. */
  @Nullable
  Regression regression() {
    return isPredicted() && labels.isEmpty() ? Regression.of(width(), numbers, targets()) : null;
  }

  private int width() {
    return ((Targets.Values) test.targets()).width();
  }

  private double[] targets() {
    double[] targets = new double[test.size() * width()];
    for (int i = 0; i < test.size(); i++) {
      float[] target = test.sample(i).target();
      for (int j = 0; j < target.length; j++) {
        targets[i * target.length + j] = target[j];
      }
    }
    return targets;
  }

  /** None unless labels are told. */
  List<LabelScore> labels() {
    return isPredicted() ? LabelScore.of(labels, numbers, targets()) : List.of();
  }

  /** The samples with the largest losses. */
  List<WorstSample> worst(boolean hasPictures) {
    double[] losses = isClassified() ? surprises() : isPredicted() ? errors() : new double[0];
    int[] worst = IntStream.range(0, losses.length)
        .boxed()
        .filter(i -> Double.isFinite(losses[i]))
        .sorted(Comparator.comparingDouble((Integer i) -> -losses[i]).thenComparing(i -> i))
        .limit(WORST)
        .mapToInt(Integer::intValue)
        .toArray();
    if (worst.length == 0) {
      return List.of();
    }
    Dataset plain = test.untransformed();
    boolean isDrawn = ImageUri.isDrawn(plain);
    List<String> pictures =
        hasPictures && isDrawn ? ImageUri.ofFirst(plain.subset(worst), worst.length) : List.of();
    List<WorstSample> samples = new ArrayList<>();
    for (int i = 0; i < worst.length; i++) {
      int index = worst[i];
      samples.add(new WorstSample(
          index,
          name(test, labels, index),
          answer(index),
          confidence(index),
          losses[index],
          pictures.isEmpty() ? null : pictures.get(i),
          isDrawn ? List.of() : inputs(index)));
    }
    return samples;
  }

  /** −ln of the probability that each label was given. */
  private double[] surprises() {
    double[] logarithms = output.logSoftmax(1).toDoubles();
    int classes = (int) output.size(1);
    return IntStream.range(0, test.size())
        .mapToDouble(i -> -logarithms[i * classes + test.label(i)])
        .toArray();
  }

  /** Of each sample the mean over its outputs: the squared error, or the binary cross-entropy of labels. */
  private double[] errors() {
    double[] targets = targets();
    int width = width();
    return IntStream.range(0, test.size())
        .mapToDouble(i -> IntStream.range(i * width, (i + 1) * width)
            .mapToDouble(j -> labels.isEmpty()
                ? (numbers[j] - targets[j]) * (numbers[j] - targets[j])
                : crossEntropy(numbers[j], targets[j]))
            .average()
            .orElse(0))
        .toArray();
  }

  /** From the logit, in the form that does not overflow. */
  private static double crossEntropy(double logit, double target) {
    return Math.max(logit, 0) - logit * target + StrictMath.log1p(StrictMath.exp(-Math.abs(logit)));
  }

  private String answer(int index) {
    return test.targets() instanceof Targets.Classes classes
        ? classes.names().get(best(index))
        : labels.isEmpty()
            ? words(numbers, index * width(), width())
            : told(labels, j -> numbers[index * width() + j] > 0);
  }

  private static String told(List<String> labels, IntPredicate has) {
    List<String> told =
        IntStream.range(0, labels.size()).filter(has).mapToObj(labels::get).toList();
    return told.isEmpty() ? "none" : String.join(", ", told);
  }

  private int best(int index) {
    int classes = (int) output.size(1);
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = numbers[index * classes + c] > numbers[index * classes + best] ? c : best;
    }
    return best;
  }

  private double confidence(int index) {
    if (!isClassified()) {
      return Double.NaN;
    }
    int classes = (int) output.size(1);
    double largest = numbers[index * classes + best(index)];
    return 1
        / IntStream.range(index * classes, (index + 1) * classes)
            .mapToDouble(i -> StrictMath.exp(numbers[i] - largest))
            .sum();
  }

  private List<Double> inputs(int index) {
    float[] input = test.sample(index).input();
    return IntStream.range(0, Math.min(INPUTS, input.length))
        .mapToObj(i -> (double) input[i])
        .toList();
  }

  /** What a sample is, in words: its class, the labels it has, or its values. */
  static String name(Dataset data, List<String> labels, int index) {
    if (data.targets() instanceof Targets.Classes classes) {
      return classes.names().get(data.label(index));
    }
    float[] target = data.sample(index).target();
    if (!labels.isEmpty()) {
      return told(labels, j -> target[j] > 0.5);
    }
    double[] values = new double[target.length];
    for (int i = 0; i < target.length; i++) {
      values[i] = target[i];
    }
    return words(values, 0, values.length);
  }

  private static String words(double[] values, int from, int count) {
    StringBuilder words = new StringBuilder();
    for (int i = from; i < from + Math.min(4, count); i++) {
      words
          .append(words.isEmpty() ? "" : ", ")
          .append(String.format(Locale.ROOT, "%.4g", values[i]));
    }
    return words + (count > 4 ? ", …" : "");
  }
}
