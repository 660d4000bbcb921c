package org.ockham.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ockham.tensor.DType;
import org.ockham.tensor.Device;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/** What losses refuse. */
final class LossArgumentsTest {

  @TestFactory
  Stream<DynamicTest> shapesThatDifferAreRefused() {
    List<Loss> losses = List.of(
        new MseLoss(),
        new L1Loss(),
        new SmoothL1Loss(2),
        new HuberLoss(2),
        new BceLoss(),
        new BceWithLogitsLoss(null, Reduction.MEAN),
        new KlDivLoss(),
        new PoissonNllLoss(),
        new HingeEmbeddingLoss(2),
        new SoftMarginLoss(),
        new MultiLabelMarginLoss(),
        new MultiLabelSoftMarginLoss());
    return losses.stream()
        .map(loss -> DynamicTest.dynamicTest(
            loss.getClass().getSimpleName(),
            () -> assertThatThrownBy(() -> loss.apply(Tensor.zeros(4, 1), Tensor.zeros(4)))
                .isInstanceOf(EngineException.class)
                .hasMessage(loss.getClass().getSimpleName()
                    + ": the output has shape [4, 1] and the target [4]: they must be the same")));
  }

  /** From where there are no numbers they cannot come: the engine's refusal shows that each loss asks for them. */
  @TestFactory
  Stream<DynamicTest> factorsAreBroughtToTheOutput() {
    Tensor factors = Tensor.of(1, 2, 3).to(Device.meta());
    Tensor output = Tensor.full(0.5, 4, 3);
    Map<Loss, Tensor> targets = Map.of(
        new CrossEntropyLoss().weight(factors), Tensor.ofLongs(0, 1, 2, 0),
        new NllLoss().weight(factors), Tensor.ofLongs(0, 1, 2, 0),
        new MultiMarginLoss().weight(factors), Tensor.ofLongs(0, 1, 2, 0),
        new BceLoss().weight(factors), Tensor.zeros(4, 3),
        new BceWithLogitsLoss().weight(factors), Tensor.zeros(4, 3),
        new BceWithLogitsLoss().positiveWeight(factors), Tensor.zeros(4, 3),
        new MultiLabelSoftMarginLoss().weight(factors), Tensor.zeros(4, 3));
    return targets.entrySet().stream()
        .map(each -> DynamicTest.dynamicTest(
            each.getKey().getClass().getSimpleName(),
            () -> assertThatThrownBy(() -> each.getKey().apply(output, each.getValue()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("Cannot copy out of meta tensor")));
  }

  @Test
  void shapesOfThreeInputsThatDifferAreRefused() {
    Tensor a = Tensor.zeros(4, 3);
    Tensor b = Tensor.zeros(4, 2);
    assertThatThrownBy(() -> new GaussianNllLoss().apply(a, b, a))
        .hasMessageContaining("the mean has shape [4, 3] and the target [4, 2]");
    assertThatThrownBy(() -> new MarginRankingLoss().apply(a, b, a))
        .hasMessageContaining("the first input has shape [4, 3] and the second [4, 2]");
    assertThatThrownBy(() -> new CosineEmbeddingLoss().apply(a, b, a))
        .hasMessageContaining("the first input has shape [4, 3] and the second [4, 2]");
    assertThatThrownBy(() -> new TripletMarginLoss().apply(a, b, a))
        .hasMessageContaining("the anchor has shape [4, 3] and the positive [4, 2]");
  }

  @TestFactory
  Stream<DynamicTest> argumentsOutOfBoundsAreRefused() {
    return Stream.of(
        refused("beta is -1.0", () -> new SmoothL1Loss(-1)),
        refused("delta is 0.0", () -> new HuberLoss(0)),
        refused("eps is NaN", () -> new PoissonNllLoss().eps(Double.NaN)),
        refused("eps is 0.0", () -> new GaussianNllLoss().eps(0)),
        refused("margin is Infinity", () -> new HingeEmbeddingLoss(Double.POSITIVE_INFINITY)),
        refused("margin is NaN", () -> new MarginRankingLoss(Double.NaN)),
        refused("margin is 2.0", () -> new CosineEmbeddingLoss(2)),
        refused("p is 3", () -> new MultiMarginLoss().p(3)),
        refused("margin is -1.0", () -> new TripletMarginLoss().margin(-1)),
        refused("margin is 0.0", () -> new TripletMarginWithDistanceLoss().margin(0)),
        refused("labelSmoothing is 1.5", () -> new CrossEntropyLoss().labelSmoothing(1.5)));
  }

  private static DynamicTest refused(String start, ThrowingCallable call) {
    return DynamicTest.dynamicTest(
        start,
        () -> assertThatThrownBy(call)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith(start + ": "));
  }

  @Test
  void classesOutOfBoundsAreRefused() {
    assertThatThrownBy(() -> new CrossEntropyLoss().apply(Tensor.zeros(2, 3), Tensor.ofLongs(0, 3)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("3");
    assertThatThrownBy(() -> new NllLoss().apply(Tensor.zeros(2, 3), Tensor.ofLongs(0)))
        .isInstanceOf(EngineException.class);
  }

  @TestFactory
  Stream<DynamicTest> emptyBatchesOfMarginLossesAreRefused() {
    return Stream.of(Reduction.values())
        .map(reduction -> DynamicTest.dynamicTest(reduction.toString(), () -> {
          assertThatThrownBy(() -> new MultiMarginLoss()
                  .reduction(reduction)
                  .apply(Tensor.zeros(0, 3), Tensor.zeros(DType.INT64, 0)))
              .isInstanceOf(EngineException.class)
              .hasMessageStartingWith("MultiMarginLoss: the output has shape [0, 3]");
          assertThatThrownBy(() -> new MultiLabelMarginLoss(reduction)
                  .apply(Tensor.zeros(0, 3), Tensor.zeros(DType.INT64, 0, 3)))
              .isInstanceOf(EngineException.class)
              .hasMessageStartingWith("MultiLabelMarginLoss: the output has shape [0, 3]");
        }));
  }

  /** As in PyTorch: the mean of nothing is no number, its sum 0. */
  @TestFactory
  Stream<DynamicTest> emptyBatchesOfOtherLossesAreTheMeanOfNothing() {
    return Stream.<Function<Reduction, Loss>>of(
            MseLoss::new,
            L1Loss::new,
            reduction -> new SmoothL1Loss(0, reduction),
            reduction -> new SmoothL1Loss(1, reduction),
            reduction -> new HuberLoss(1, reduction),
            reduction -> new BceLoss(null, reduction),
            reduction -> new BceWithLogitsLoss(null, reduction),
            reduction -> new PoissonNllLoss().reduction(reduction),
            reduction -> new HingeEmbeddingLoss(1, reduction),
            SoftMarginLoss::new,
            reduction -> new MultiLabelSoftMarginLoss(null, reduction),
            reduction -> new CrossEntropyLoss().reduction(reduction))
        .map(loss -> DynamicTest.dynamicTest(loss.apply(Reduction.MEAN).toString(), () -> {
          Tensor none = Tensor.zeros(0, 3);
          assertThat(loss.apply(Reduction.MEAN).apply(none, none).item()).isNaN();
          assertThat(loss.apply(Reduction.SUM).apply(none, none).item()).isZero();
          assertThat(loss.apply(Reduction.NONE).apply(none, none).numel()).isZero();
        }));
  }

  @Test
  void factorsThatWouldSpreadTheElementsAreRefused() {
    Tensor column = Tensor.full(0.5, 4, 1);
    Tensor factors = Tensor.ones(4);
    for (Loss loss : List.of(
        new BceLoss().weight(factors),
        new BceWithLogitsLoss().weight(factors),
        new MultiLabelSoftMarginLoss().weight(factors))) {
      assertThatThrownBy(() -> loss.apply(column, column))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("the weight has shape [4] and the output [4, 1]");
    }
    assertThatThrownBy(() -> new BceWithLogitsLoss().positiveWeight(factors).apply(column, column))
        .hasMessageContaining("the positiveWeight has shape [4] and the output [4, 1]");
    assertThatThrownBy(() -> new BceLoss().weight(Tensor.ones(1, 4)).apply(factors, factors))
        .hasMessageContaining("the weight has shape [1, 4] and the output [4]");
    assertThat(new BceLoss().weight(Tensor.ones(4, 1)).apply(column, column).item())
        .isCloseTo(Math.log(2), within(1e-6));
    assertThat(new BceLoss().weight(Tensor.of(2)).apply(column, column).item())
        .isCloseTo(2 * Math.log(2), within(1e-6));
  }

  @Test
  void targetsOfPairsAndTriplesMustFit() {
    Tensor a = Tensor.ones(4, 3);
    for (Tensor target : List.of(Tensor.ones(1), Tensor.ones(4, 1), Tensor.scalar(1))) {
      assertThatThrownBy(() -> new CosineEmbeddingLoss().apply(a, a, target))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("the inputs have shape [4, 3] and the target");
    }
    assertThat(new CosineEmbeddingLoss()
            .apply(Tensor.ones(3), Tensor.ones(3), Tensor.scalar(1))
            .item())
        .isCloseTo(0, within(1e-6));
    TripletMarginWithDistanceLoss triplet = new TripletMarginWithDistanceLoss();
    assertThatThrownBy(() -> triplet.apply(a, Tensor.ones(1, 3), a))
        .hasMessageContaining("the anchor has shape [4, 3] and the positive [1, 3]");
    assertThatThrownBy(() -> triplet.apply(a, a, Tensor.ones(3)))
        .hasMessageContaining("the anchor has shape [4, 3] and the negative [3]");
  }

  /** Values from PyTorch. */
  @Test
  void variancesAreOneARowAColumnOrOneForAll() {
    GaussianNllLoss loss = new GaussianNllLoss().reduction(Reduction.NONE);
    Tensor one = Tensor.of(new float[] {1, 2}, 2, 1);
    Tensor two = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    Tensor variance = Tensor.of(1, 4);
    assertThat(loss.apply(one, one.mul(0), variance).shape()).containsExactly(2, 1);
    assertValues(loss.apply(one, one.mul(0), variance), 0.5, 1.1931472);
    assertValues(loss.apply(two, two.mul(0), variance), 0.5, 2, 1.8181472, 2.6931472);
    assertValues(loss.apply(two, two.mul(0), variance.reshape(2, 1)), 0.5, 2, 1.8181472, 2.6931472);
    assertValues(
        loss.apply(two, two.mul(0), variance.reshape(1, 2)), 0.5, 1.1931472, 4.5, 2.6931472);
    assertValues(loss.apply(two, two.mul(0), 2), 0.5965736, 1.3465736, 2.5965736, 4.3465736);
    assertThat(loss.apply(Tensor.of(1), Tensor.of(1), Tensor.of(Float.POSITIVE_INFINITY))
            .item())
        .isEqualTo(Double.POSITIVE_INFINITY);
    for (Tensor wrong :
        List.of(Tensor.of(1, 2, 3), Tensor.of(1), Tensor.scalar(1), Tensor.ones(1, 1))) {
      assertThatThrownBy(() -> loss.apply(two, two, wrong))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("the mean has shape [2, 2] and the variance");
    }
    assertThatThrownBy(() -> loss.apply(two, two, Tensor.of(1, -4)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("a variance is negative, the least -4.0");
    assertThatThrownBy(() -> loss.apply(two, two, -1)).hasMessageContaining("negative");
  }

  private static void assertValues(Tensor actual, double... expected) {
    double[] values = actual.toDoubles();
    assertThat(values).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(values[i]).isCloseTo(expected[i], within(1e-6));
    }
  }

  @Test
  void thereIsNoSlopeWhereTheOutputIsRight() {
    for (double beta : new double[] {0, Double.MIN_VALUE, 1e-60, 1e-6, 1}) {
      Tensor output = Tensor.of(1, 3, -2).requiresGrad(true);
      new SmoothL1Loss(beta, Reduction.SUM).apply(output, Tensor.of(1, 1, 1)).backward();
      assertThat(output.grad().toFloats()).containsExactly(0, 1, -1);
    }
  }

  /** As PyTorch, whose lower bound lets the slope through where it is just reached. */
  @Test
  void tripletsAtTheMarginArePulledToo() {
    Tensor anchor = Tensor.zeros(1, 2).requiresGrad(true);
    new TripletMarginWithDistanceLoss()
        .distance((a, b) -> a.sub(b).square().sum(1))
        .apply(anchor, Tensor.zeros(1, 2), Tensor.of(new float[] {1, 0}, 1, 2))
        .backward();
    assertThat(anchor.grad().toFloats()).containsExactly(2, 0);
  }

  @Test
  void aLossIsALambda() {
    Loss own = (output, target) -> output.sub(target).abs().amax(0);
    assertThat(own.apply(Tensor.of(1, 5), Tensor.of(0, 0)).item()).isEqualTo(5);
  }

  @Test
  void smallVariancesCanGrow() {
    Tensor variance = Tensor.of(1e-9f).requiresGrad(true);
    new GaussianNllLoss().apply(Tensor.of(1), Tensor.of(0), variance).backward();
    assertThat(variance.grad().item()).isNegative();
  }
}
