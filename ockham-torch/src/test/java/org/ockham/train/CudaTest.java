package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.callback.ModelSummary;
import org.ockham.data.DataModule;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.nn.BatchNorm2d;
import org.ockham.nn.Conv2d;
import org.ockham.nn.Dropout;
import org.ockham.nn.Flatten;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.MaxPool2d;
import org.ockham.nn.ReLU;
import org.ockham.nn.Sequential;
import org.ockham.nn.SpectralNorm;
import org.ockham.optim.Adam;
import org.ockham.optim.GradientClipping;
import org.ockham.optim.Lbfgs;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Sam;
import org.ockham.optim.Sgd;
import org.ockham.regularize.GradientNoise;
import org.ockham.regularize.L1;
import org.ockham.regularize.MaxNorm;
import org.ockham.regularize.Mixing;
import org.ockham.regularize.Mixup;
import org.ockham.regularize.WeightAverage;
import org.ockham.tensor.Device;
import org.ockham.tensor.Engine;
import org.ockham.tensor.Tensor;

/** Fits on a graphics processor, beside those on the CPU: the same draws, and numbers that differ by their rounding. */
final class CudaTest {

  private static final DataModule DIGITS = Toys.digits();

  @TempDir
  Path folder;

  @BeforeEach
  void thereIsOne() {
    assumeTrue(Engine.cudaDevices() > 0, "no graphics processor that the engine can use");
  }

  private static Trainer.Builder trainer(Device device) {
    return Trainer.builder().maxEpochs(2).batchSize(50).seed(7).prefetch(2).device(device);
  }

  private static Layer convolutions() {
    return new Sequential(
        new Conv2d(1, 8, 3),
        new BatchNorm2d(8),
        new ReLU(),
        new MaxPool2d(2),
        new Flatten(),
        new Dropout(0.2),
        SpectralNorm.on(new Linear(8 * 13 * 13, 10)));
  }

  private static double measured(FitResult fit, String tag) {
    return Objects.requireNonNull(fit.epochs().get(1).metrics().get(tag));
  }

  private static void assertClose(FitResult there, FitResult here) {
    for (String tag : List.of("train/loss", "val/loss")) {
      assertThat(measured(there, tag)).as(tag).isCloseTo(measured(here, tag), within(0.05));
    }
  }

  static List<OptimizerConfig> optimizers() {
    return List.of(
        Adam.rate(0.01),
        Sgd.rate(0.05).momentum(0.9),
        Sam.around(Sgd.rate(0.05)),
        Lbfgs.rate(0.1).maxIterations(2));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aFitThereComesToWhatItComesToHere(OptimizerConfig optimizer) {
    FitResult here = trainer(Device.cpu())
        .build()
        .fit(Classifier.of(Toys.network()).optimizer(optimizer), DIGITS);
    Layer network = Toys.network();
    FitResult there =
        trainer(Device.cuda()).build().fit(Classifier.of(network).optimizer(optimizer), DIGITS);
    assertClose(there, here);
    assertThat(network.stateDict().values())
        .allMatch(value -> value.device().equals(Device.cuda()));
  }

  @Test
  void allThatIsDrawnAndMeasuredHasItsPlace() {
    Device device = Device.cuda();
    Layer network = convolutions();
    Classifier task = Classifier.of(network)
        .optimizer(Adam.rate(0.01))
        .loss(new CrossEntropyLoss().weight(Tensor.full(1.5, 10)));
    FitResult fit = trainer(device)
        .accumulate(2)
        .clip(GradientClipping.norm(1))
        .regularizers(L1.of(1e-4), MaxNorm.of(3), GradientNoise.of(0.01))
        .average(WeightAverage.stochastic(1))
        .callbacks(ModelSummary.to(new PrintStream(OutputStream.nullOutputStream())))
        .build()
        .fit(Mixing.of(task, Mixup.of(0.2), 10), DIGITS);
    assertThat(measured(fit, "val/loss")).isFinite();
    for (FloatPrecision precision : FloatPrecision.values()) {
      FitResult precise =
          trainer(device).precision(precision).build().fit(Classifier.of(Toys.network()), DIGITS);
      assertThat(measured(precise, "val/loss")).as(precision.name()).isFinite();
    }
  }

  @Test
  void resultsComeBack() {
    Trainer trainer = trainer(Device.cuda()).build();
    FitResult fit = trainer.fit(Classifier.of(Toys.network()), DIGITS);
    assertThat(fit.best().stateDict().values()).allMatch(value -> value.device().isCpu());
    assertThat(fit.best().network().stateDict().values())
        .allMatch(value -> value.device().isCpu());
    Tensor predicted = trainer.predict(fit.best(), DIGITS.test());
    assertThat(predicted.device()).isEqualTo(Device.cpu());
    Map<String, Double> there = trainer.test(fit.best(), DIGITS.test()).values();
    Map<String, Double> here =
        trainer(Device.cpu()).build().test(fit.best(), DIGITS.test()).values();
    there.forEach((tag, value) -> assertThat(value).isCloseTo(here.get(tag), within(0.02)));
  }

  @Test
  void aCheckpointGoesOnOnTheOther() {
    FitResult whole = fit(Device.cpu());
    for (Device first : List.of(Device.cpu(), Device.cuda())) {
      Path place = folder.resolve(first.kind());
      Device second = first.isCpu() ? Device.cuda() : Device.cpu();
      averaged(first)
          .maxEpochs(1)
          .callbacks(new Callback() {
            @Override
            public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
              fit.checkpoint(place);
            }
          })
          .build()
          .fit(task(), DIGITS);
      assertClose(averaged(second).build().resume(task(), DIGITS, place), whole);
    }
  }

  private static FitResult fit(Device device) {
    return averaged(device).build().fit(task(), DIGITS);
  }

  private static Trainer.Builder averaged(Device device) {
    return trainer(device).average(WeightAverage.exponential(0.9));
  }

  private static Classifier task() {
    return Classifier.of(Toys.network()).optimizer(Adam.rate(0.01));
  }
}
