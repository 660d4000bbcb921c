package org.ockham.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
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
        refused("eps is NaN", () -> new PoissonNllLoss().withEps(Double.NaN)),
        refused("eps is 0.0", () -> new GaussianNllLoss().withEps(0)),
        refused("margin is Infinity", () -> new HingeEmbeddingLoss(Double.POSITIVE_INFINITY)),
        refused("margin is NaN", () -> new MarginRankingLoss(Double.NaN)),
        refused("margin is 2.0", () -> new CosineEmbeddingLoss(2)),
        refused("p is 3", () -> new MultiMarginLoss().withP(3)),
        refused("margin is -1.0", () -> new TripletMarginLoss().withMargin(-1)),
        refused("margin is 0.0", () -> new TripletMarginWithDistanceLoss().withMargin(0)),
        refused("labelSmoothing is 1.5", () -> new CrossEntropyLoss().withLabelSmoothing(1.5)));
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
