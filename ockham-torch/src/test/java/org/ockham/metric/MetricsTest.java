package org.ockham.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ockham.tensor.DType;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;

/** Metrics against values from scikit-learn's documentation, by hand, and by their definitions. */
final class MetricsTest {

  private static final Offset<Double> CLOSE = within(1e-6);

  /** Outputs whose largest is at the given class. */
  private static Tensor found(int classes, int... found) {
    float[] scores = new float[found.length * classes];
    for (int i = 0; i < found.length; i++) {
      scores[i * classes + found[i]] = 1;
    }
    return Tensor.of(scores, found.length, classes);
  }

  private static double value(Metric metric, Tensor output, Tensor target) {
    metric.update(output, target);
    return metric.value();
  }

  @Test
  void accuracies() {
    Tensor output = Tensor.of(new float[] {1, 2, 3, 3, 2, 1, 5, 5, 0}, 3, 3);
    Tensor target = Tensor.ofLongs(2, 1, 1);
    assertThat(value(new Accuracy(), output, target)).isCloseTo(1.0 / 3, CLOSE);
    assertThat(value(new TopKAccuracy(1), output, target)).isCloseTo(1.0 / 3, CLOSE);
    assertThat(value(new TopKAccuracy(2), output, target)).isEqualTo(1);
    assertThat(value(new TopKAccuracy(9), output, target)).isEqualTo(1);
    assertThat(new TopKAccuracy(5).name()).isEqualTo("top5_accuracy");
    assertThatThrownBy(() -> new TopKAccuracy(0)).hasMessageContaining("k is 0");
  }

  @Test
  void confusion() {
    ConfusionMatrix matrix = new ConfusionMatrix(3);
    matrix.update(found(3, 0, 0, 2), Tensor.ofLongs(2, 0, 2));
    matrix.update(found(3, 2, 0, 2), Tensor.ofLongs(2, 0, 1));
    assertThat(matrix.counts()).isDeepEqualTo(new long[][] {{2, 0, 0}, {0, 0, 1}, {1, 0, 2}});
    assertThat(matrix.value()).isCloseTo(4.0 / 6, CLOSE);
    assertThat(matrix.toString()).contains("target").hasLineCount(4);
    Locale before = Locale.getDefault();
    try {
      String text = matrix.toString();
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(matrix).hasToString(text);
    } finally {
      Locale.setDefault(before);
    }
    assertThatThrownBy(() -> matrix.update(found(2, 0), Tensor.ofLongs(0)))
        .hasMessageContaining("2 classes and the matrix 3");
    assertThatThrownBy(() -> new ConfusionMatrix(0)).hasMessageContaining("classes is 0");
  }

  @Test
  void precisionRecallAndF1OfClasses() {
    Tensor output = found(3, 0, 2, 1, 0, 0, 1);
    Tensor target = Tensor.ofLongs(0, 1, 2, 0, 1, 2);
    assertThat(value(new Precision(Averaging.MACRO), output, target)).isCloseTo(2.0 / 9, CLOSE);
    assertThat(value(new Precision(Averaging.MICRO), output, target)).isCloseTo(1.0 / 3, CLOSE);
    assertThat(value(new Recall(Averaging.MACRO), output, target)).isCloseTo(1.0 / 3, CLOSE);
    assertThat(value(new F1(Averaging.MACRO), output, target)).isCloseTo(0.8 / 3, CLOSE);
    F1 micro = new F1(Averaging.MICRO);
    assertThat(value(micro, output, target)).isCloseTo(1.0 / 3, CLOSE);
    assertThat(micro.perClass()).containsExactly(new double[] {0.8, 0, 0}, CLOSE);
    assertThat(micro.name()).isEqualTo("f1_micro");
  }

  @Test
  void precisionRecallAndF1OfLabels() {
    // found: 110 / 010 / 001, there: 100 / 011 / 001
    Tensor output = Tensor.of(new float[] {2, 1, -1, -3, 4, -1, -2, -1, 1}, 3, 3);
    Tensor target = Tensor.of(new float[] {1, 0, 0, 0, 1, 1, 0, 0, 1}, 3, 3);
    assertThat(value(new Precision(Averaging.MICRO), output, target)).isCloseTo(3.0 / 4, CLOSE);
    assertThat(value(new Recall(Averaging.MICRO), output, target)).isCloseTo(3.0 / 4, CLOSE);
    assertThat(value(new F1(Averaging.MACRO), output, target))
        .isCloseTo((1 + 2.0 / 3 + 2.0 / 3) / 3, CLOSE);
    // a higher threshold finds less
    assertThat(value(new Recall(Averaging.MICRO, 3), output, target)).isCloseTo(1.0 / 4, CLOSE);
    assertThatThrownBy(() -> new F1(Averaging.MICRO, Double.NaN)).hasMessageContaining("threshold");
    // labels of places are not labels of samples
    for (Metric metric : List.of(new F1(Averaging.MACRO), new ExactMatch(), new Auroc())) {
      assertThatThrownBy(() -> metric.update(Tensor.ones(1, 2, 2), Tensor.ones(1, 2, 2)))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("shape [1, 2, 2]")
          .hasMessageContaining("[n, labels] is expected");
    }
  }

  @Test
  void classesWeighAsOftenAsTheyAreThere() {
    Tensor output = found(4, 0, 0, 1, 1, 1);
    Tensor target = Tensor.ofLongs(0, 0, 0, 1, 2);
    assertThat(value(new Precision(Averaging.WEIGHTED), output, target))
        .isCloseTo((3 * 1 + 1.0 / 3) / 5, CLOSE);
    assertThat(value(new Recall(Averaging.WEIGHTED), output, target)).isCloseTo(0.6, CLOSE);
    F1 weighted = new F1(Averaging.WEIGHTED);
    assertThat(value(weighted, output, target)).isCloseTo((3 * 0.8 + 0.5) / 5, CLOSE);
    assertThat(weighted.name()).isEqualTo("f1_weighted");
    assertThat(new F1(Averaging.WEIGHTED).value()).isNaN();
  }

  @Test
  void oneOutputIsThePositiveClass() {
    Tensor output = Tensor.of(2, -1, 0.5f, -3, 1);
    Tensor target = Tensor.of(1, 1, 0, 0, 1);
    assertThat(value(new Precision(), output, target)).isCloseTo(2.0 / 3, CLOSE);
    assertThat(value(new Recall(), output.unsqueeze(1), target)).isCloseTo(2.0 / 3, CLOSE);
    F1 f1 = new F1();
    assertThat(value(f1, output.unsqueeze(1), target.unsqueeze(1))).isCloseTo(2.0 / 3, CLOSE);
    assertThat(f1.name()).isEqualTo("f1");
    // the second of two classes
    assertThat(value(new F1(), found(2, 1, 0, 1, 0, 0), Tensor.ofLongs(1, 1, 0, 0, 1)))
        .isCloseTo(0.4, CLOSE);
    assertThat(new F1().value()).isNaN();
    assertThatThrownBy(() -> new F1().update(found(3, 0), Tensor.ofLongs(0)))
        .isInstanceOf(EngineException.class)
        .hasMessage("f1: the output has 3 classes: choose how they are averaged (MICRO, MACRO or"
            + " WEIGHTED)");
  }

  @Test
  void samplesOfAClassThatDoesNotCountAreLeftOut() {
    Tensor output = found(3, 0, 2, 1, 0, 0, 1);
    Tensor target = Tensor.ofLongs(0, -100, 2, 0, -100, 1);
    Metric accuracy = new Accuracy().ignoring(-100);
    assertThat(value(accuracy, output, target)).isCloseTo(0.75, CLOSE);
    assertThat(accuracy.name()).isEqualTo("accuracy");
    ConfusionMatrix matrix = new ConfusionMatrix(3);
    Metric counted = matrix.ignoring(-100);
    counted.update(output, target);
    assertThat(matrix.counts()).isDeepEqualTo(new long[][] {{2, 0, 0}, {0, 1, 0}, {0, 1, 0}});
    assertThat(counted.value()).isCloseTo(0.75, CLOSE);
    // a batch of nothing else
    accuracy.update(found(3, 1), Tensor.ofLongs(-100));
    assertThat(accuracy.value()).isCloseTo(0.75, CLOSE);
    accuracy.reset();
    assertThat(accuracy.value()).isNaN();
    assertThatThrownBy(() -> new F1().ignoring(-1).update(output, output))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(
            "f1: the output has shape [6, 3] and the target [6, 3]: to ignore -1");
  }

  @Test
  void classesThatDoNotOccurAreLeftOut() {
    F1 macro = new F1(Averaging.MACRO);
    macro.update(found(4, 0, 1), Tensor.ofLongs(0, 1));
    assertThat(macro.value()).isEqualTo(1);
    assertThat(macro.perClass()[3]).isNaN();
    assertThatThrownBy(() -> macro.update(found(3, 0), Tensor.ofLongs(0)))
        .hasMessageContaining("3 classes where batches before had 4");
  }

  @Test
  void ranks() {
    Tensor scores = Tensor.of(0.1f, 0.4f, 0.35f, 0.8f);
    Tensor target = Tensor.of(0, 0, 1, 1);
    assertThat(value(new Auroc(), scores, target)).isCloseTo(0.75, CLOSE);
    assertThat(value(new AveragePrecision(), scores, target)).isCloseTo(0.8333333, CLOSE);
    assertThat(value(new Auroc(), scores.reshape(4, 1), target)).isCloseTo(0.75, CLOSE);
    assertThat(value(new Auroc(), Tensor.zeros(4), target)).isCloseTo(0.5, CLOSE);
    assertThat(value(new AveragePrecision(), Tensor.zeros(4), target)).isCloseTo(0.5, CLOSE);
    assertThat(value(new Auroc(), scores, Tensor.ones(4))).isNaN();
    assertThat(value(new AveragePrecision(), scores, Tensor.zeros(4))).isNaN();
    assertThatThrownBy(() -> new Auroc().update(Tensor.zeros(1, 2, 2), Tensor.zeros(1, 2, 2)))
        .hasMessageContaining("auroc: the output has shape [1, 2, 2]");
  }

  /** One label a column, and classes by their softmax: against all pairs compared one by one. */
  @Test
  void ranksAreWhatAllPairsSay() {
    SplittableRandom random = new SplittableRandom(1);
    float[] scores = new float[60];
    float[] truths = new float[60];
    for (int i = 0; i < 60; i++) {
      scores[i] = random.nextInt(6);
      truths[i] = random.nextInt(2);
    }
    Auroc auroc = new Auroc();
    auroc.update(
        Tensor.of(scores, 20, 3).narrow(0, 0, 10), Tensor.of(truths, 20, 3).narrow(0, 0, 10));
    auroc.update(
        Tensor.of(scores, 20, 3).narrow(0, 10, 10), Tensor.of(truths, 20, 3).narrow(0, 10, 10));
    for (int label = 0; label < 3; label++) {
      double above = 0;
      int pairs = 0;
      for (int i = label; i < 60; i += 3) {
        for (int j = label; j < 60; j += 3) {
          if (truths[i] == 1 && truths[j] == 0) {
            pairs++;
            above += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
          }
        }
      }
      assertThat(auroc.perClass()[label]).isCloseTo(above / pairs, CLOSE);
    }
    assertThatThrownBy(() -> auroc.update(Tensor.zeros(2, 4), Tensor.zeros(2, 4)))
        .hasMessageContaining("4 classes where batches before had 3");
    Auroc ofClasses = new Auroc();
    Tensor logits = Tensor.of(new float[] {2, 0, 0, 1, 1, 3, 0, 2}, 4, 2);
    ofClasses.update(logits, Tensor.ofLongs(0, 0, 1, 1));
    assertThat(ofClasses.value()).isCloseTo(1, CLOSE);
  }

  /** Ranks of classes are ranks of the engine's softmax, ties and all, however large the logits. */
  @Test
  void classesAreRankedByTheirSoftmax() {
    SplittableRandom random = new SplittableRandom(3);
    for (double offset : new double[] {0, 1e3, 1e6}) {
      float[] logits = new float[45];
      long[] labels = new long[15];
      for (int i = 0; i < 45; i++) {
        logits[i] = (float) (offset + random.nextInt(-40, 40) * 0.5);
      }
      for (int i = 0; i < 15; i++) {
        labels[i] = random.nextInt(3);
      }
      Tensor output = Tensor.of(logits, 15, 3);
      Tensor target = Tensor.ofLongs(labels);
      Tensor probabilities = output.softmax(1);
      Tensor labelled = target.oneHot(3).to(DType.FLOAT32);
      for (Supplier<RankedScores> metric :
          List.<Supplier<RankedScores>>of(Auroc::new, AveragePrecision::new)) {
        assertThat(value(metric.get(), output, target))
            .isEqualTo(value(metric.get(), probabilities, labelled));
      }
      assertThat(value(new Perplexity(), output, target))
          .isEqualTo(value(new Perplexity(), output.sub(offset), target));
      assertThat(value(new OutputEntropy(), output, target))
          .isEqualTo(value(new OutputEntropy(), output.sub(offset), target));
    }
  }

  @TestFactory
  Stream<DynamicTest> outputsWithoutASoftmaxAreRefused() {
    Tensor output = Tensor.of(new float[] {1, 2, Float.POSITIVE_INFINITY, 0}, 2, 2);
    return Stream.<Supplier<Metric>>of(
            Auroc::new,
            AveragePrecision::new,
            CalibrationError::new,
            Perplexity::new,
            OutputEntropy::new)
        .map(metric -> DynamicTest.dynamicTest(metric.get().name(), () -> {
          assertThatThrownBy(() -> metric.get().update(output, Tensor.ofLongs(0, 1)))
              .isInstanceOf(EngineException.class)
              .hasMessageStartingWith(metric.get().name() + ": sample 1 has no softmax");
          Metric masked = metric.get();
          masked.update(
              Tensor.of(new float[] {1, Float.NEGATIVE_INFINITY, 0, 1}, 2, 2),
              Tensor.ofLongs(0, 1));
          assertThat(masked.value()).isFinite();
        }));
  }

  @TestFactory
  Stream<DynamicTest> overNothingTheyAreNoNumber() {
    return Stream.concat(
            ofClasses().stream(),
            Stream.<Supplier<Metric>>of(MeanSquaredError::new, MeanAbsoluteError::new, R2::new))
        .map(metric -> DynamicTest.dynamicTest(metric.get().name(), () -> {
          Metric empty = metric.get();
          boolean ofValues =
              ofClasses().stream().noneMatch(each -> each.get().name().equals(empty.name()));
          empty.update(
              Tensor.zeros(0, 3), ofValues ? Tensor.zeros(0, 3) : Tensor.zeros(DType.INT64, 0));
          assertThat(empty.value()).isNaN();
        }));
  }

  @TestFactory
  Stream<DynamicTest> shapesThatWouldSpreadAreRefusedWithBoth() {
    return Stream.of(new MeanSquaredError(), new MeanAbsoluteError(), new R2())
        .map(metric -> DynamicTest.dynamicTest(
            metric.name(),
            () -> assertThatThrownBy(() -> metric.update(Tensor.zeros(4), Tensor.zeros(4, 1)))
                .isInstanceOf(EngineException.class)
                .hasMessage(metric.name() + ": the output has shape [4] and the target [4, 1]:"
                    + " they must be the same")));
  }

  @Test
  void calibration() {
    // four samples each 80 % sure of class 0, half of them right
    float logit = (float) Math.log(4);
    Tensor output = Tensor.of(new float[] {logit, 0, logit, 0, logit, 0, logit, 0}, 4, 2);
    assertThat(value(new CalibrationError(), output, Tensor.ofLongs(0, 0, 1, 1)))
        .isCloseTo(0.3, CLOSE);
    assertThat(value(
            new CalibrationError(10), Tensor.of(new float[] {99, 0}, 1, 2), Tensor.ofLongs(0)))
        .isCloseTo(0, CLOSE);
    assertThatThrownBy(() -> new CalibrationError(0)).hasMessageContaining("bins is 0");
  }

  @Test
  void regressions() {
    Tensor output = Tensor.of(2.5f, 0, 2, 8);
    Tensor target = Tensor.of(3, -0.5f, 2, 7);
    assertThat(value(new MeanSquaredError(), output, target)).isCloseTo(0.375, CLOSE);
    assertThat(value(new MeanAbsoluteError(), output, target)).isCloseTo(0.5, CLOSE);
    assertThat(value(new R2(), output, target)).isCloseTo(0.9486081, CLOSE);
    Tensor two = Tensor.of(new float[] {0, 2, -1, 2, 8, -5}, 3, 2);
    Tensor twoTargets = Tensor.of(new float[] {0.5f, 1, -1, 1, 7, -6}, 3, 2);
    assertThat(value(new R2(), two, twoTargets)).isCloseTo(0.9368005, CLOSE);
    assertThat(value(new R2(), output, Tensor.ones(4))).isNaN();
    assertThat(value(new R2(), output.add(1e6), target.add(1e6)))
        .isCloseTo(0.9486081, within(1e-2));
    R2 r2 = new R2();
    r2.update(output, target);
    assertThatThrownBy(() -> r2.update(two, twoTargets)).hasMessageContaining("2 outputs");
    assertThatThrownBy(() -> r2.update(Tensor.zeros(1, 1, 1), Tensor.zeros(1, 1, 1)))
        .hasMessageContaining("[n, outputs]");
    assertThatThrownBy(() -> new MeanSquaredError().update(output, two))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("mse: the output has shape [4] and the target [3, 2]");
  }

  @Test
  void distributions() {
    Tensor even = Tensor.zeros(2, 10);
    Tensor sure = Tensor.of(new float[] {1000, 0, 0}, 1, 3);
    assertThat(value(new OutputEntropy(), even, Tensor.ofLongs(0, 1)))
        .isCloseTo(Math.log(10), CLOSE);
    assertThat(value(new OutputEntropy(), sure, Tensor.ofLongs(0))).isCloseTo(0, CLOSE);
    assertThat(value(new Perplexity(), even, Tensor.ofLongs(3, 9))).isCloseTo(10, CLOSE);
    assertThat(value(new Perplexity(), sure, Tensor.ofLongs(0))).isCloseTo(1, CLOSE);
    assertThatThrownBy(() -> new OutputEntropy().update(Tensor.zeros(3), Tensor.zeros(3)))
        .hasMessageContaining("[n, classes] is expected");
  }

  private static List<Supplier<Metric>> ofClasses() {
    return List.of(
        Accuracy::new,
        () -> new TopKAccuracy(2),
        () -> new ConfusionMatrix(3),
        () -> new Precision(Averaging.MACRO),
        () -> new Recall(Averaging.MICRO),
        () -> new F1(Averaging.MACRO),
        Auroc::new,
        AveragePrecision::new,
        CalibrationError::new,
        Perplexity::new,
        OutputEntropy::new);
  }

  @TestFactory
  Stream<DynamicTest> batchesAddUp() {
    Tensor output =
        Tensor.of(new float[] {1, 2, 3, 3, 2, 1, 5, 4, 0, 0, 1, 0, 2, 2, 9, 1, 0, 7}, 6, 3);
    Tensor target = Tensor.ofLongs(2, 1, 1, 0, 2, 0);
    return ofClasses().stream()
        .map(metric -> DynamicTest.dynamicTest(metric.get().name(), () -> {
          Metric whole = metric.get();
          assertThat(whole.value()).isNaN();
          whole.update(output, target);
          Metric parts = metric.get();
          parts.update(output.narrow(0, 3, 3), target.narrow(0, 3, 3));
          parts.reset();
          assertThat(parts.value()).isNaN();
          parts.update(output.narrow(0, 0, 4), target.narrow(0, 0, 4));
          parts.update(output.narrow(0, 4, 2), target.narrow(0, 4, 2));
          assertThat(parts.value()).isCloseTo(whole.value(), CLOSE);
        }));
  }

  @TestFactory
  Stream<DynamicTest> whatIsNotANumberIsRefused() {
    Tensor output = Tensor.of(new float[] {1, Float.NaN, 3, 3, 2, 1}, 2, 3);
    return ofClasses().stream()
        .map(metric -> DynamicTest.dynamicTest(
            metric.get().name(),
            () -> assertThatThrownBy(() -> metric.get().update(output, Tensor.ofLongs(2, 1)))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith(
                    metric.get().name() + ": the output is not a number at element 1")));
  }

  @Test
  void wrongShapesAreRefused() {
    assertThatThrownBy(() -> new Accuracy().update(Tensor.zeros(4), Tensor.ofLongs(1, 1, 1, 1)))
        .hasMessage("accuracy: the output has shape [4] and the target [4]: [n, classes] and [n]"
            + " are expected");
    assertThatThrownBy(() -> new Accuracy().update(Tensor.zeros(2, 3), Tensor.ofLongs(0, 3)))
        .hasMessageContaining(
            "the target of sample 1 is 3 where the output has the classes 0 to 2");
    assertThatThrownBy(() -> new MeanAbsoluteError().update(Tensor.of(Float.NaN), Tensor.of(1)))
        .hasMessageContaining("mae: the output is not a number");
  }

  @Test
  void meansAreWeighted() {
    Mean mean = new Mean();
    assertThat(mean.value()).isNaN();
    mean.add(1, 3);
    mean.add(5, 1);
    assertThat(mean.value()).isEqualTo(2);
    mean.reset();
    assertThat(mean.value()).isNaN();
  }
}
