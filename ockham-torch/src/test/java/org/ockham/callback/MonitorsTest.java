package org.ockham.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ockham.board.Histogram;
import org.ockham.data.DataModule;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.Selection;
import org.ockham.optim.Adam;
import org.ockham.optim.Sgd;
import org.ockham.schedule.ExponentialLR;
import org.ockham.tensor.NoGrad;
import org.ockham.train.Callback;
import org.ockham.train.Classifier;
import org.ockham.train.FitResult;
import org.ockham.train.Line;
import org.ockham.train.RateSchedule;
import org.ockham.train.Regressor;
import org.ockham.train.Toys;
import org.ockham.train.Trainer;

/** Who watches rates, gradients, weights, outputs and speed. */
final class MonitorsTest {

  private static final DataModule DIGITS = Toys.digits(); // six steps an epoch

  private final LogBook book = new LogBook();

  private FitResult digits(int epochs, Callback... callbacks) {
    return Trainer.builder()
        .maxEpochs(epochs)
        .batchSize(50)
        .seed(3)
        .callbacks(callbacks)
        .loggers(book)
        .build()
        .fit(Classifier.of(Toys.network()).optimizer(Adam.rate(0.01)), DIGITS);
  }

  private static Linear line() {
    Linear layer = new Linear(2, 1);
    layer.initialize(0);
    try (NoGrad off = NoGrad.on()) {
      layer.parameters().values().forEach(each -> each.value().fill_(0));
    }
    return layer;
  }

  @Test
  void gradientNormsAreThoseOfTheStepThatTheyStandAt() {
    // y = 3a − 2b for (0, 0), (1, 1): 0 and 1; at weights 0 the loss is mean y², its gradient −2/n
    // Σ y·x
    Trainer.builder()
        .maxEpochs(1)
        .batchSize(2)
        .callbacks(GradientMonitor.everySteps(1))
        .loggers(book)
        .build()
        .fit(
            Regressor.of(line()).optimizer(Sgd.rate(0.1)), DataModule.of(new Line(2), new Line(2)));
    assertThat(book.numbers.get("gradient_norm/weight"))
        .containsExactly(Map.entry(1L, Math.sqrt(2)));
    assertThat(book.numbers.get("gradient_norm/bias")).containsExactly(Map.entry(1L, 1.0));
    assertThat(book.numbers.get("gradient_norm").get(1L)).isEqualTo(Math.sqrt(3), within(1e-12));
  }

  @Test
  void gradientNormsComeEverySoManySteps() {
    digits(3, GradientMonitor.everySteps(4));
    assertThat(book.numbers.get("gradient_norm")).containsOnlyKeys(4L, 8L, 12L, 16L);
    assertThat(book.numbers).containsKey("gradient_norm/fc1.weight");
    assertThat(book.histograms).isEmpty();
  }

  @Test
  void theGradientAtALayersInputIsThatOfTheLoss() {
    Linear layer = line();
    try (NoGrad off = NoGrad.on()) {
      layer.parameters().get("weight").value().fill_(2);
    }
    Trainer.builder()
        .maxEpochs(1)
        .batchSize(2)
        .callbacks(GradientMonitor.standard().inputHistograms(1))
        .loggers(book)
        .build()
        .fit(Regressor.of(layer).optimizer(Sgd.rate(0.1)), DataModule.of(new Line(2), new Line(2)));
    // outputs 0 and 4 for targets 0 and 1: dL/dy = 0 and 3, times the weight 2, for both inputs
    Histogram gradients = book.last("input_gradient/");
    assertThat(gradients.num()).isEqualTo(4);
    assertThat(gradients.min()).isZero();
    assertThat(gradients.max()).isEqualTo(6);
    assertThat(gradients.sum()).isEqualTo(12);
  }

  @Test
  void watchingDisturbsNothing() {
    FitResult plain = digits(3);
    FitResult watched = digits(
        3,
        GradientMonitor.everySteps(1).inputHistograms(20),
        WeightHistograms.standard(),
        OutputEntropy.standard(),
        LearningRateMonitor.perStep(),
        ThroughputMonitor.standard(),
        GuardRails.standard());
    assertThat(watched.epochs().get(2).metrics())
        .isEqualTo(plain.epochs().get(2).metrics());
    plain
        .last()
        .stateDict()
        .forEach(
            (name, tensor) -> assertThat(watched.last().stateDict().get(name).equal(tensor))
                .as(name)
                .isTrue());
    assertThat(book.steps("input_gradient/fc1")).hasSize(18);
    assertThat(book.steps("input_gradient/fc2")).hasSize(18);
  }

  @Test
  void thereAreNoMoreHistogramsThanAskedForAndTheyAreEvenlySpread() {
    digits(10, WeightHistograms.of(5), GradientMonitor.standard().inputHistograms(4));
    assertThat(book.steps("weights/fc1.weight"))
        .containsExactly(1L, 16L, 31L, 46L, 60L)
        .hasSize(5);
    assertThat(book.steps("input_gradient/fc2")).hasSize(4).startsWith(1L).endsWith(60L);
    assertThat(book.histograms)
        .extracting(LogBook.Drawn::tag)
        .doesNotContain("weights/norm1.weight");
    assertThat(book.last("weights/fc2.weight").num()).isEqualTo(320);
  }

  @Test
  void anEvenSpreadTakesTheFirstAndTheLast() {
    for (long expected : new long[] {1, 2, 5, 19, 20, 21, 1000, 47_001}) {
      EvenSpread spread = new EvenSpread(20);
      List<Long> due = new ArrayList<>();
      for (long step = 1; step <= expected; step++) {
        if (spread.isDue(step, expected)) {
          due.add(step);
        }
      }
      assertThat(due).hasSize((int) Math.min(20, expected)).startsWith(1L).endsWith(expected);
    }
    EvenSpread resumed = new EvenSpread(3);
    resumed.restore(2); // of a run that was expected to be shorter
    assertThat(resumed.isDue(51, 1000)).isFalse();
    assertThat(resumed.isDue(1000, 1000)).isTrue();
    assertThat(resumed.isDue(1001, 1000)).isFalse();
    assertThatThrownBy(() -> new EvenSpread(0)).hasMessageContaining("histograms is 0");
  }

  @Test
  void weightHistogramsOfNothingAreRefused() {
    assertThatThrownBy(() -> digits(1, WeightHistograms.standard().on(Selection.named("x"))))
        .hasMessageContaining("histograms of named x: the network has no such parameter");
  }

  @Test
  void theEntropyOfAClassifierThatKnowsNothingIsThatOfGuessing() {
    Layer network = Toys.network().initialize(1);
    try (NoGrad off = NoGrad.on()) {
      network.parameters().get("fc2.weight").value().fill_(0);
      network.parameters().get("fc2.bias").value().fill_(0);
    }
    Trainer.builder()
        .maxEpochs(6)
        .batchSize(50)
        .callbacks(OutputEntropy.of(3))
        .loggers(book)
        .build()
        .fit(Classifier.of(network).optimizer(Adam.rate(0.05)), DIGITS);
    double uniform = Math.log(10);
    assertThat(book.steps("entropy_untrained")).containsExactly(0L);
    Histogram untrained = book.last("entropy_untrained");
    assertThat(untrained.num()).isEqualTo(100);
    assertThat(untrained.min()).isEqualTo(uniform, within(1e-5));
    assertThat(untrained.max()).isEqualTo(uniform, within(1e-5));
    assertThat(book.steps("entropy")).hasSizeBetween(2, 3).endsWith(36L);
    assertThat(book.last("entropy").sum() / 100).isLessThan(uniform - 0.5);
    assertThat(book.numbers.get("entropy/mean").get(36L))
        .isEqualTo(book.last("entropy").sum() / 100, within(1e-9));
    assertThat(book.numbers.get("entropy/untrained").get(36L)).isEqualTo(uniform, within(1e-5));
    assertThat(book.numbers.get("entropy/uniform").get(36L)).isEqualTo(uniform, within(1e-12));
  }

  @Test
  void theEntropyOfWhatIsNoClassifierIsRefused() {
    assertThatThrownBy(() -> Trainer.builder()
            .callbacks(OutputEntropy.standard())
            .build()
            .fit(Regressor.of(new Linear(2, 1)), DataModule.of(new Line(4), new Line(4))))
        .hasMessageContaining(
            "the entropy of an output of shape [4, 1]: it is that of a classifier's");
  }

  @Test
  void ratesAreThoseThatStepsAreMadeWith() {
    Adam head = Adam.rate(0.02);
    Trainer.builder()
        .maxEpochs(2)
        .batchSize(50)
        .callbacks(LearningRateMonitor.perStep().momentum(true))
        .loggers(book)
        .schedule(RateSchedule.perStep(ExponentialLR.of(0.5)))
        .build()
        .fit(
            Classifier.of(Toys.network())
                .optimizer(Adam.rate(0.01).group(Selection.named("fc2.*"), head)),
            DIGITS);
    assertThat(book.numbers.get("lr"))
        .containsEntry(1L, 0.01)
        .containsEntry(2L, 0.005)
        .hasSize(12);
    assertThat(book.numbers.get("lr/1")).containsEntry(1L, 0.02).containsEntry(3L, 0.005);
    assertThat(book.numbers.get("momentum")).containsEntry(1L, 0.9);
  }

  @Test
  void whatACallbackLogsCanBeMonitored() {
    FitResult fit = digits(
        2,
        LearningRateMonitor.perEpoch(),
        EarlyStopping.on("val/loss"),
        GradientMonitor.standard());
    assertThat(fit.epochs()).hasSize(2);
    assertThat(book.numbers.get("lr")).containsOnlyKeys(6L, 12L);
    List<String> tags = new ArrayList<>();
    digits(
        1,
        LambdaCallback.nothing().onFitStart(run -> tags.addAll(run.tags())),
        LearningRateMonitor.perEpoch(),
        OutputEntropy.standard(),
        ThroughputMonitor.standard());
    assertThat(tags)
        .contains("lr", "entropy/mean", "throughput/data_wait", "train/loss", "val/accuracy");
  }

  @Test
  void throughputIsSamplesAndStepsByTheClock() {
    long[] now = {0};
    digits(1, new ThroughputMonitor(() -> now[0] += 500_000_000)); // half a second a look
    Map<String, Double> seen = new LinkedHashMap<>();
    book.numbers.forEach((tag, values) -> seen.put(tag, values.get(6L)));
    assertThat(seen)
        .containsEntry("throughput/samples_per_second", 100.0)
        .containsEntry("throughput/steps_per_second", 2.0);
    assertThat(seen.get("throughput/data_wait")).isBetween(0.0, 1.0);
  }

  @Test
  void deviceStatsAreWhatTheProcessTakes() {
    long[] clock = {0};
    long[] busy = {0};
    digits(
        1,
        new DeviceStatsMonitor(() -> clock[0] += 2_000_000_000, () -> busy[0] += 3_000_000_000L));
    assertThat(book.numbers.get("system/cpu_cores")).containsExactly(entry(6L, 1.5));
    assertThat(book.numbers.get("system/heap_mib").get(6L)).isBetween(1.0, 1e6);
    if (Files.exists(Path.of("/proc/self/status"))) {
      assertThat(book.numbers.get("system/memory_mib").get(6L)).isBetween(10.0, 1e6);
    }
  }

  @Test
  void theSummaryIsPrintedBeforeTheFirstStep() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> sizes = new ArrayList<>();
    digits(
        1,
        ModelSummary.to(new PrintStream(out, true, StandardCharsets.UTF_8)),
        LambdaCallback.nothing().onStepStart(fit -> sizes.add(out.size())));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "fc1", "Linear(in_features=784, out_features=32, bias=true)", "25,514 parameters");
    assertThat(sizes).hasSize(6).allMatch(size -> size == out.size());
  }
}
