package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.ockham.data.DataModule;
import org.ockham.distributed.LocalGroups;
import org.ockham.distributed.ProcessGroup;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.regularize.Mixing;
import org.ockham.regularize.Mixup;
import org.ockham.regularize.WeightAverage;
import org.ockham.tensor.DType;
import org.ockham.tensor.Device;
import org.ockham.tensor.Engine;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;

/** What is computed with. */
final class ComputingTest {

  private static final DataModule DIGITS = Toys.digits();

  private static Trainer.Builder trainer() {
    return Trainer.builder().maxEpochs(2).batchSize(50).seed(7);
  }

  private static FitResult fit(Trainer.Builder trainer) {
    return trainer.build().fit(Classifier.of(Toys.network()), DIGITS);
  }

  private static Tensor weight(FitResult fit) {
    return Objects.requireNonNull(fit.last().network().stateDict().get("fc1.weight"));
  }

  private static double loss(FitResult fit) {
    return Objects.requireNonNull(fit.epochs().get(1).metrics().get("train/loss"));
  }

  @Test
  void doublePrecisionIsCloseToSingleAndMoreExact() {
    FitResult single = fit(trainer());
    FitResult exact = fit(trainer().precision(FloatPrecision.FLOAT64));
    assertThat(weight(exact).dtype()).isEqualTo(DType.FLOAT64);
    assertThat(loss(exact)).isNotEqualTo(loss(single)).isCloseTo(loss(single), within(1e-3));
  }

  @Test
  void inDoublePrecisionValuesAreTargetsTooAndAllCanBeMeasured() {
    DataModule line = DataModule.of(new Line(100), new Line(10), new Line(10));
    Trainer trainer = trainer().precision(FloatPrecision.FLOAT64).build();
    FitResult fit = trainer.fit(Regressor.of(new Linear(2, 1)), line);
    double measured = trainer.test(fit.best(), line.test()).get("test/loss");
    assertThat(trainer.validate(fit.best(), line.validation()).get("val/loss")).isEqualTo(measured);
    Tensor predicted = trainer.predict(fit.best(), line.test());
    assertThat(predicted.dtype()).isEqualTo(DType.FLOAT64);
    assertThat(predicted.shape()).containsExactly(10, 1);
  }

  @Test
  void inDoublePrecisionMixedBatchesAreMeasuredAgainstTheirOwnLabels() {
    FitResult fit = trainer()
        .precision(FloatPrecision.FLOAT64)
        .build()
        .fit(Mixing.of(Classifier.of(Toys.network()), Mixup.of(0.2), 10), DIGITS);
    assertThat(fit.epochs().get(1).metrics().get("train/accuracy")).isGreaterThan(0.3);
  }

  @Test
  void inDoublePrecisionStatisticsAreRecomputedToo() {
    FitResult fit =
        fit(trainer().precision(FloatPrecision.FLOAT64).average(WeightAverage.stochastic(1)));
    assertThat(fit.epochs().get(1).metrics()).containsKey("val/loss");
    assertThat(weight(fit).dtype()).isEqualTo(DType.FLOAT64);
  }

  @Test
  void mixedPrecisionIsTheModuleAroundIt() {
    FitResult setting = fit(trainer().precision(FloatPrecision.BF16_MIXED));
    FitResult wrapped =
        trainer().build().fit(MixedPrecision.of(Classifier.of(Toys.network())), DIGITS);
    assertThat(weight(setting).equal(weight(wrapped))).isTrue();
    assertThat(weight(setting).equal(weight(fit(trainer())))).isFalse();
  }

  @Test
  void theProcessorIsAlwaysThereAndAutoFallsBackOnIt() {
    assumeTrue(Engine.cudaDevices() == 0, "there is a graphics processor");
    assertThat(weight(fit(trainer().device(Device.auto()))).equal(weight(fit(trainer()))))
        .isTrue();
  }

  @Test
  void aGraphicsProcessorThatIsNotThereIsRefusedBeforeAnythingHappens() {
    assumeTrue(Engine.cudaDevices() == 0, "there is a graphics processor");
    Layer network = Toys.network();
    assertThatThrownBy(
            () -> trainer().device(Device.cuda()).build().fitAnew(Classifier.of(network), DIGITS))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("the device cuda:0 cannot be used: ")
        .extracting(failure -> ((EngineException) failure).kind())
        .isEqualTo(EngineException.Kind.MACHINE);
    assertThat(network.initializeMissing(1)).isNotEmpty();
  }

  @Test
  void whatAGraphicsProcessorCannotDoIsRefused() {
    assertThatThrownBy(() -> trainer().device(Device.cuda()).shards(4).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("4 shards with the device cuda:0: a graphics processor takes each batch whole;"
            + " take cpu, or leave shards out");
    try (ProcessGroup alone = LocalGroups.of(1).get(0)) {
      assertThatThrownBy(() -> trainer().device(Device.cuda(1)).ranks(alone).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "1 ranks with the device cuda:1: ranks exchange gradients that are on the CPU;"
                  + " take cpu, or train in one process");
    }
    assertThatThrownBy(() -> trainer().device(Device.meta()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the device meta: what is there has no numbers");
  }

  @Test
  void deterministicRefusesWhatTheClockDecides() {
    List.of(
            trainer().deterministic(true).maxTime(Duration.ofHours(1)),
            trainer().deterministic(true).device(Device.cuda()))
        .forEach(trainer -> assertThatThrownBy(trainer::build)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("deterministic with "));
    assertThat(weight(fit(trainer().deterministic(true))).equal(weight(fit(trainer()))))
        .isTrue();
  }
}
