package org.ockham.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ockham.state.SavedState;
import org.ockham.tensor.DType;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** A metric that is saved and taken up again in the midst of an epoch measures what it would have measured, to the bit. */
final class MetricStateTest {

  private record Fed(Tensor output, Tensor target) {}

  private static final int CLASSES = 4;

  private static Fed classes(SplittableRandom random) {
    int samples = 1 + (int) (random.nextDouble() * 9);
    return new Fed(numbers(random, samples, CLASSES), Tensor.ofLongs(labels(random, samples)));
  }

  private static Fed labels(SplittableRandom random) {
    int samples = 1 + (int) (random.nextDouble() * 9);
    return new Fed(
        numbers(random, samples, 3), numbers(random, samples, 3).ge(0).to(DType.FLOAT32));
  }

  private static Fed values(SplittableRandom random) {
    int samples = 1 + (int) (random.nextDouble() * 9);
    return new Fed(numbers(random, samples, 2), numbers(random, samples, 2));
  }

  private static Tensor numbers(SplittableRandom random, int rows, int columns) {
    float[] numbers = new float[rows * columns];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (random.nextDouble() * 6 - 3);
    }
    return Tensor.of(numbers, rows, columns);
  }

  private static long[] labels(SplittableRandom random, int samples) {
    return random.doubles(samples).mapToLong(draw -> (long) (draw * CLASSES)).toArray();
  }

  private static Map<Supplier<Metric>, Function<SplittableRandom, Fed>> metrics() {
    Map<Supplier<Metric>, Function<SplittableRandom, Fed>> all = new LinkedHashMap<>();
    List<Supplier<Metric>> ofClasses = List.of(
        Accuracy::new,
        () -> new TopKAccuracy(2),
        OutputEntropy::new,
        Perplexity::new,
        CalibrationError::new,
        () -> new CalibrationError(3),
        () -> new ConfusionMatrix(CLASSES),
        () -> new F1(Averaging.MACRO),
        () -> new Precision(Averaging.WEIGHTED),
        () -> new Recall(Averaging.MICRO),
        () -> new Recall(Averaging.MACRO).ignoring(2),
        Auroc::new,
        AveragePrecision::new);
    ofClasses.forEach(metric -> all.put(metric, MetricStateTest::classes));
    List<Supplier<Metric>> ofLabels =
        List.of(Auroc::new, AveragePrecision::new, () -> new F1(Averaging.MACRO, 0.1));
    ofLabels.forEach(metric -> all.put(metric, MetricStateTest::labels));
    List<Supplier<Metric>> ofValues =
        List.of(MeanAbsoluteError::new, MeanSquaredError::new, R2::new);
    ofValues.forEach(metric -> all.put(metric, MetricStateTest::values));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> goesOnFromASavedStateBitForBit() {
    return metrics().entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(
            each.getKey().get().name(), () -> check(each.getKey(), each.getValue())));
  }

  /** Left after every number of batches, none among them. */
  private static void check(Supplier<Metric> metric, Function<SplittableRandom, Fed> batches) {
    SplittableRandom random = new SplittableRandom(3);
    List<Fed> epoch = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      epoch.add(batches.apply(random));
    }
    for (int left = 0; left <= epoch.size(); left++) {
      Metric straight = metric.get();
      feed(straight, epoch.subList(0, left));
      SavedState saved = straight.state();
      feed(straight, epoch.subList(left, epoch.size()));
      Metric resumed = metric.get();
      feed(resumed, epoch.subList(0, 2)); // what it has taken in before is forgotten
      resumed.restore(saved);
      feed(resumed, epoch.subList(left, epoch.size()));
      assertThat(Double.doubleToRawLongBits(resumed.value()))
          .as("%s left after %d batches: %s", straight.name(), left, resumed.value())
          .isEqualTo(Double.doubleToRawLongBits(straight.value()));
      assertThat(straight.value()).isNotNaN();
    }
  }

  private static void feed(Metric metric, List<Fed> batches) {
    try (Scope scope = Scope.open()) {
      batches.forEach(batch -> metric.update(batch.output(), batch.target()));
    }
  }

  @Test
  void theStateOfAnotherIsRefusedAndNothingChanges() {
    SplittableRandom random = new SplittableRandom(5);
    ConfusionMatrix matrix = new ConfusionMatrix(CLASSES);
    Fed batch = classes(random);
    matrix.update(batch.output(), batch.target());
    double before = matrix.value();
    assertThatThrownBy(() -> matrix.restore(new ConfusionMatrix(3).state()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the saved state has 'counts' = INT64[3, 3] where a tensor INT64[4, 4] is needed: it"
                + " was saved by something else");
    assertThatThrownBy(() -> matrix.restore(new Accuracy().state()))
        .hasMessageContaining("the saved state has no 'counts' where a tensor is needed");
    assertThatThrownBy(() -> new Accuracy().restore(matrix.state()))
        .hasMessageContaining("no 'sum' where a number with a fraction is needed");
    assertThat(matrix.value()).isEqualTo(before);
  }
}
