package org.ockham.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.callback.Checkpoint;
import org.ockham.callback.EarlyStopping;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.ImageDataset;
import org.ockham.data.SampleWriter;
import org.ockham.data.Targets;
import org.ockham.logger.CsvLogger;
import org.ockham.loss.HuberLoss;
import org.ockham.loss.L1Loss;
import org.ockham.loss.Loss;
import org.ockham.loss.MseLoss;
import org.ockham.nn.Flatten;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.Sequential;
import org.ockham.optim.Adam;
import org.ockham.optim.GradientClipping;
import org.ockham.optim.Lbfgs;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Sgd;
import org.ockham.schedule.ExponentialLR;
import org.ockham.schedule.ReduceLROnPlateau;
import org.ockham.tensor.DType;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;
import org.ockham.tensor.Threads;

class TrainerTest {

  /** Not a constant, so that it is the processor that halves it. */
  private volatile double leastNormal = Double.MIN_NORMAL;

  private static final DataModule DIGITS = Toys.digits();
  private static final DataModule LINE = DataModule.of(new Line(100), new Line(10));

  private static Trainer.Builder brief() {
    return Trainer.builder().maxEpochs(3).batchSize(50).seed(7);
  }

  /** All weights after training, bit by bit. */
  private static Map<String, List<Float>> weights(Trainer trainer) {
    FitResult fit = trainer.fit(Classifier.of(Toys.network()), DIGITS);
    Map<String, List<Float>> values = new LinkedHashMap<>();
    fit.last().network().stateDict().forEach((name, tensor) -> {
      List<Float> list = new ArrayList<>();
      for (float value : tensor.toFloats()) {
        list.add(value);
      }
      values.put(name, list);
    });
    return values;
  }

  @Test
  void learns() {
    Trainer trainer = brief().maxEpochs(10).build();
    FitResult fit = trainer.fit(Classifier.of(Toys.network()).optimizer(Adam.rate(1e-2)), DIGITS);

    assertThat(fit.epochs()).hasSize(10);
    EpochResult first = fit.epochs().get(0);
    EpochResult last = fit.epochs().get(9);
    assertThat(last.metrics().get("train/loss")).isLessThan(first.metrics().get("train/loss") / 2);
    assertThat(last.step()).isEqualTo(60);
    assertThat(first.metrics())
        .containsOnlyKeys("train/loss", "train/accuracy", "val/loss", "val/accuracy");
    assertThat(trainer.test(fit.last(), DIGITS.test()).get("test/accuracy")).isGreaterThan(0.6);
  }

  @Test
  void sameSeedGivesTheSameBits() {
    assertThat(weights(brief().build())).isEqualTo(weights(brief().build()));
    assertThat(weights(brief().seed(8).build())).isNotEqualTo(weights(brief().build()));
  }

  /** Java does not end reading 1e-310 on a thread where it counts as zero, as it does while a network is computed. */
  @Test
  void theThreadCanReadAnyNumberAfterwards() {
    Trainer trainer = brief().build();
    Classifier task = Classifier.of(Toys.network());
    FitResult fit = trainer.fit(task, DIGITS);
    trainer.validate(fit.best(), DIGITS.validation());
    trainer.predict(task, DIGITS.validation());
    assertThat(leastNormal / 2).isPositive();
  }

  @Test
  void readingAheadChangesNothing() {
    assertThat(weights(brief().prefetch(0).build()))
        .isEqualTo(weights(brief().prefetch(3).build()));
  }

  @Test
  void twentyRunsInParallelGiveTheBitsOfOneAfterTheOther() throws Exception {
    List<Map<String, List<Float>>> serial = IntStream.range(0, 20)
        .mapToObj(seed -> weights(brief().seed(seed).prefetch(0).build()))
        .toList();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<Map<String, List<Float>>>> parallel = IntStream.range(0, 20)
          .mapToObj(
              seed -> pool.submit(() -> weights(brief().seed(seed).prefetch(0).build())))
          .toList();
      for (int i = 0; i < 20; i++) {
        assertThat(parallel.get(i).get()).as("seed %d", i).isEqualTo(serial.get(i));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void variantsShareTheInitialWeightsOfWhatTheyHaveInCommon() {
    Layer plain = new Sequential(Map.of("fc1", new Linear(784, 32)));
    plain.initialize(7);
    Layer other = Toys.network().initialize(7);
    assertThat(plain.stateDict().get("fc1.weight").equal(stateOf(other, "fc1.weight")))
        .isTrue();
  }

  private static Tensor stateOf(Layer layer, String name) {
    return requireNonNull(layer.stateDict().get(name));
  }

  @Test
  void theCoresThatComputeShardsChangeNoBit() {
    FitResult whole = brief().build().fit(Classifier.of(Toys.network()), DIGITS);
    FitResult alone =
        brief().shards(3).threads(1).build().fit(Classifier.of(Toys.network()), DIGITS);
    FitResult beside =
        brief().shards(3).threads(3).build().fit(Classifier.of(Toys.network()), DIGITS);
    Map<String, Tensor> expected = alone.last().network().stateDict();
    beside
        .last()
        .network()
        .stateDict()
        .forEach((name, tensor) -> assertThat(tensor.equal(requireNonNull(expected.get(name))))
            .as(name)
            .isTrue());
    assertThat(beside.epochs().stream().map(EpochResult::metrics))
        .isEqualTo(alone.epochs().stream().map(EpochResult::metrics).toList());
    assertThat(alone.epochs().get(0).metrics().get("train/loss"))
        .isCloseTo(whole.epochs().get(0).metrics().get("train/loss"), within(0.1));
    assertThat(Threads.current()).isEqualTo(Threads.of(1));
  }

  @Test
  void howAStepIsLaidOutIsNoted() {
    Parallelism[] noted = new Parallelism[1];
    Callback note = new Callback() {
      @Override
      public void onFitStart(Fit fit) {
        noted[0] = fit.parallelism();
      }
    };
    brief().maxEpochs(1).callbacks(note).build().fit(Classifier.of(Toys.network()), DIGITS);
    assertThat(noted[0]).isEqualTo(Parallelism.NONE);
    brief()
        .maxEpochs(1)
        .shards(2)
        .callbacks(note)
        .build()
        .fit(Classifier.of(Toys.network()), DIGITS);
    assertThat(noted[0]).isEqualTo(new Parallelism(2, 1)).hasToString("2 shards");
  }

  @Test
  void stopsEarlyAndKeepsTheBest() {
    List<Double> seen = new ArrayList<>();
    Callback watch = new Callback() {
      @Override
      public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
        seen.add(metrics.getOrDefault("val/loss", Double.NaN));
      }
    };
    Trainer trainer = brief()
        .maxEpochs(200)
        .callbacks(
            watch, Checkpoint.best("val/loss"), EarlyStopping.on("val/loss").patience(2))
        .build();
    FitResult fit = trainer.fit(Classifier.of(Toys.network()).optimizer(Adam.rate(3e-2)), DIGITS);

    int best = IntStream.range(0, seen.size())
        .reduce((a, b) -> seen.get(b) < seen.get(a) ? b : a)
        .orElse(-1);
    assertThat(seen).hasSize(best + 3);
    assertThat(fit.stopReason()).contains("val/loss").contains("2 validations");
    assertThat(fit.best().epoch()).isEqualTo(best + 1);
    assertThat(trainer.validate(fit.best(), DIGITS.validation()).get("val/loss"))
        .isCloseTo(seen.get(best), within(1e-6));
    assertThat(trainer.validate(fit.last(), DIGITS.validation()).get("val/loss"))
        .isCloseTo(seen.get(seen.size() - 1), within(1e-6));
  }

  @Test
  void refusesToMonitorWhatIsNotMeasuredBeforeTraining() {
    assertThatThrownBy(() -> brief()
            .callbacks(EarlyStopping.on("val/acuracy"))
            .build()
            .fit(Classifier.of(Toys.network()), DIGITS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'val/acuracy' is monitored but not measured; there are train/loss, train/accuracy, val/loss,"
                + " val/accuracy");
  }

  @Test
  void refusesToSelectByTheTestSet() {
    assertThatThrownBy(() -> Checkpoint.best("test/accuracy"))
        .hasMessageContaining("selection by the test set");
  }

  @Test
  void refusesALossThatIsNotFinite() {
    assertThatThrownBy(() -> brief()
            .maxEpochs(20)
            .build()
            .fit(Regressor.of(new Linear(2, 1)).optimizer(Sgd.rate(1e6)), LINE))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("the loss is")
        .hasMessageContaining("at step");
  }

  @Test
  void clippingKeepsADivergingRunFinite() {
    FitResult fit = brief()
        .clip(GradientClipping.norm(1))
        .build()
        .fit(Regressor.of(new Linear(2, 1)).optimizer(Sgd.rate(0.1)), LINE);
    assertThat(fit.epochs()).hasSize(3);
  }

  @Test
  void refusesToClipGradientsThatAreNotFinite() {
    // |x − x| has the slope 0/0 of the root there, though the loss is 0
    Loss root = (output, target) -> output.sub(output).square().sum().sqrt();
    assertThatThrownBy(() -> brief()
            .clip(GradientClipping.norm(1))
            .build()
            .fit(Regressor.of(new Linear(2, 1)).loss(root), LINE))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("at step 1 (epoch 1) the gradient of 'weight' of Linear holds NaN");
  }

  @Test
  void refusesOutputsThatWouldSpreadOverTheTargetsBeforeTraining() {
    int[] steps = {0};
    Callback counter = new Callback() {
      @Override
      public void onStepEnd(Fit fit, double loss) {
        steps[0]++;
      }
    };
    Layer flat = new Sequential(new Linear(2, 1), new Flatten(0, -1));
    for (Loss loss : List.of(new MseLoss(), new L1Loss(), new HuberLoss())) {
      assertThatThrownBy(
              () -> brief().callbacks(counter).build().fit(Regressor.of(flat).loss(loss), LINE))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("the output has shape [")
          .hasMessageContaining(", 1]: they must be the same");
    }
    assertThat(steps[0]).isZero();
  }

  @Test
  void anInterruptKeepsWhatThereIs() {
    Trainer[] trainer = new Trainer[1];
    Callback interrupter = new Callback() {
      @Override
      public void onStepEnd(Fit fit, double loss) {
        if (fit.step() == 8) {
          trainer[0].interrupt();
        }
      }
    };
    trainer[0] = brief().callbacks(interrupter).build();
    FitResult fit = trainer[0].fit(Classifier.of(Toys.network()), DIGITS);

    assertThat(fit.isInterrupted()).isTrue();
    assertThat(fit.epochs()).hasSize(1); // six steps an epoch: the second was cut short
    assertThat(trainer[0].test(fit.last(), DIGITS.test()).values()).containsKey("test/accuracy");
  }

  @Test
  void aNetworkIsTrainedByOneFitAtATime() {
    Classifier task = Classifier.of(Toys.network());
    List<Throwable> refused = new ArrayList<>();
    Callback other = new Callback() {
      @Override
      public void onFitStart(Fit fit) {
        Thread beside = new Thread(() -> {
          try {
            brief().build().fitAnew(Classifier.of(task.network()), DIGITS);
          } catch (RuntimeException e) {
            refused.add(e);
          }
        });
        beside.start();
        try {
          beside.join();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    };
    Trainer trainer = brief().callbacks(other).build();
    trainer.fit(task, DIGITS);
    assertThat(refused)
        .singleElement()
        .isInstanceOfSatisfying(
            IllegalStateException.class,
            e -> assertThat(e).hasMessageContaining("Another fit is training this network"));
    brief().build().fit(task, DIGITS); // it is free again
  }

  /** Takes its time for each sample. */
  private record Slow(Dataset samples) implements Dataset {
    @Override
    public int size() {
      return samples.size();
    }

    @Override
    public long[] inputShape() {
      return samples.inputShape();
    }

    @Override
    public Targets targets() {
      return samples.targets();
    }

    @Override
    public void read(int index, SampleWriter out) {
      LockSupport.parkNanos(5_000_000);
      samples.read(index, out);
    }
  }

  @Test
  void aThreadThatIsInterruptedWhileItWaitsForABatchKeepsWhatThereIs() {
    Callback interrupter = new Callback() {
      @Override
      public void onStepStart(Fit fit) {
        if (fit.step() == 2) {
          Thread.currentThread().interrupt();
        }
      }
    };
    DataModule slow = DataModule.of(new Slow(new Line(100)), new Line(10));
    FitResult fit = brief()
        .batchSize(20)
        .prefetch(1)
        .callbacks(interrupter)
        .build()
        .fit(Regressor.of(new Linear(2, 1)), slow);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(fit.isInterrupted()).isTrue();
    assertThat(fit.epochs()).isEmpty();
  }

  @Test
  void validatesEverySoManyEpochsAndAtTheEnd() {
    FitResult fit =
        brief().maxEpochs(5).validateEvery(2).build().fit(Classifier.of(Toys.network()), DIGITS);
    assertThat(fit.epochs().stream().map(epoch -> epoch.metrics().containsKey("val/loss")))
        .containsExactly(false, true, false, true, true);
  }

  @Test
  void writesALineAnEpoch(@TempDir Path directory) throws IOException {
    brief()
        .loggers(CsvLogger.in(directory))
        .validateEvery(2)
        .build()
        .fit(Classifier.of(Toys.network()), DIGITS);
    List<String> lines = Files.readAllLines(directory.resolve("metrics.csv"));
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0))
        .isEqualTo("step,epoch,train/loss,train/accuracy,val/loss,val/accuracy");
    assertThat(lines.get(1)).startsWith("6,1,").endsWith(",,");
    assertThat(lines.get(2)).startsWith("12,2,").doesNotEndWith(",");
  }

  @Test
  void predictsInTheOrderOfTheData() {
    Trainer trainer = brief().build();
    FitResult fit = trainer.fit(Classifier.of(Toys.network()), DIGITS);
    Tensor outputs = trainer.predict(fit.last(), DIGITS.test());
    assertThat(outputs.shape()).containsExactly(100, 10);
    long right = IntStream.range(0, 100)
        .filter(i -> outputs.get(i).argmax().itemLong() == label(i))
        .count();
    assertThat(trainer.test(fit.last(), DIGITS.test()).get("test/accuracy"))
        .isCloseTo(right / 100.0, within(1e-9));
  }

  private static int label(int index) {
    return ((ImageDataset) DIGITS.test()).label(index);
  }

  @Test
  void aModuleOfOnesOwnLogsWhatItLikes() {
    TrainingModule module = new TrainingModule() {
      private final Layer network = Toys.network();

      @Override
      public Layer network() {
        return network;
      }

      @Override
      public OptimizerConfig configureOptimizer() {
        return Sgd.rate(0.1);
      }

      @Override
      public StepOutput trainingStep(Batch batch, Step step) {
        Tensor output = network.apply(batch.input());
        return StepOutput.of(output.square().mean()).logging(Map.of("size", (double) batch.size()));
      }
    };
    FitResult fit = brief().build().fit(module, DIGITS);
    assertThat(fit.epochs().get(0).metrics())
        .containsEntry("train/size", 50.0)
        .containsEntry("val/size", 100.0);
  }

  @Test
  void accumulatingTwoBatchesIsOneStepOverBoth() {
    Map<String, Layer> parts = Map.of("fc", new Linear(2, 1));
    FitResult whole = brief()
        .batchSize(20)
        .build()
        .fit(Regressor.of(new Sequential(parts)).optimizer(Sgd.rate(1e-3)), LINE);
    FitResult halves = brief()
        .batchSize(10)
        .accumulate(2)
        .build()
        .fitAnew(Regressor.of(new Sequential(parts)).optimizer(Sgd.rate(1e-3)), LINE);

    assertThat(halves.epochs().get(2).step()).isEqualTo(15);
    assertThat(stateOf(halves.last().network(), "fc.weight")
            .allclose(stateOf(whole.last().network(), "fc.weight"), 1e-4, 1e-6))
        .isTrue();
  }

  @Test
  void aScheduleSetsTheRateOfEveryStep() {
    List<Double> rates = new ArrayList<>();
    Callback watch = new Callback() {
      @Override
      public void onStepEnd(Fit fit, double loss) {
        rates.add(fit.rate());
      }
    };
    brief()
        .callbacks(watch)
        .schedule(RateSchedule.perStep(ExponentialLR.of(0.5)))
        .build()
        .fit(Classifier.of(Toys.network()).optimizer(Sgd.rate(0.1)), DIGITS);
    assertThat(rates).hasSize(18).startsWith(0.1, 0.05, 0.025);
  }

  @Test
  void aScheduleThatFollowsAMetricMustBeToldWhich() {
    assertThatThrownBy(() -> RateSchedule.perEpoch(ReduceLROnPlateau.minimizing()))
        .hasMessageContaining("follows a metric");
  }

  @Test
  void anOptimiserThatEvaluatesTheLossItselfIsServed() {
    FitResult fit = brief()
        .maxEpochs(1)
        .batchSize(100)
        .build()
        .fit(Regressor.of(new Linear(2, 1)).optimizer(Lbfgs.rate(1)), LINE);
    assertThat(fit.epochs().get(0).step()).isEqualTo(1);
    assertThat(fit.epochs().get(0).metrics().get("val/loss")).isLessThan(1e-3);
  }

  @Test
  void mixedPrecisionLearnsAndLeavesTheParametersWhole() {
    FitResult fit = brief().build().fit(MixedPrecision.of(Classifier.of(Toys.network())), DIGITS);
    FitResult whole = brief().build().fit(Classifier.of(Toys.network()), DIGITS);

    double loss = fit.epochs().get(2).metrics().get("train/loss");
    double expected = whole.epochs().get(2).metrics().get("train/loss");
    assertThat(loss).isNotEqualTo(expected).isCloseTo(expected, within(0.05 * expected));
    assertThat(stateOf(fit.last().network(), "fc1.weight").dtype()).isEqualTo(DType.FLOAT32);
  }

  @Test
  void refusesSettingsOutOfBounds() {
    assertThatThrownBy(() -> Trainer.builder().maxEpochs(0).build())
        .hasMessage("maxEpochs is 0: it must be at least 1");
    assertThatThrownBy(() -> Trainer.builder().prefetch(-1).build())
        .hasMessageContaining("prefetch is -1");
    assertThatThrownBy(() -> EarlyStopping.on("val/loss").patience(0))
        .hasMessageContaining("patience is 0");
  }
}
