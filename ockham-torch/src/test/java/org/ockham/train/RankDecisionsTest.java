package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ockham.callback.EarlyStopping;
import org.ockham.callback.LambdaCallback;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.distributed.LocalGroups;
import org.ockham.distributed.ProcessGroup;
import org.ockham.distributed.RankException;
import org.ockham.logger.Logger;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.Sequential;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Optimizers;
import org.ockham.optim.Sgd;
import org.ockham.tensor.Tensor;

/** PG06: one rank decides to stop, or fails, and all end at the same step, with one sentence; none hangs. */
final class RankDecisionsTest {

  private static final int RANKS = 3;
  private static final DataModule POINTS =
      DataModule.of(Samples.threeClasses(24), Samples.threeClasses(9));

  @TempDir
  Path folder;

  /** Batch normalisation over all ranks, so that they meet in the middle of a step too. */
  private static Layer network() {
    return new Sequential(new Linear(2, 4), new BatchNorm1d(4), new Linear(4, 3));
  }

  private static Trainer.Builder settings(ProcessGroup group) {
    return plain().ranks(group);
  }

  private static Trainer.Builder plain() {
    return Trainer.builder().maxEpochs(3).batchSize(6).seed(1).threads(1);
  }

  /** What a rank has come to. */
  private record End(long step, boolean isInterrupted, String reason, List<Float> weights) {

    static End of(FitResult fit, long[] steps) {
      Tensor weight = fit.last().stateDict().get("0.weight");
      float[] values = weight.toFloats();
      return new End(
          steps[0],
          fit.isInterrupted(),
          String.valueOf(fit.stopReason()),
          IntStream.range(0, values.length).mapToObj(i -> values[i]).toList());
    }
  }

  private static End fit(Trainer.Builder settings, Callback... callbacks) {
    long[] steps = {0};
    Callback[] all = Arrays.copyOf(callbacks, callbacks.length + 1);
    all[callbacks.length] =
        LambdaCallback.nothing().onStepEnd((fit, loss) -> steps[0] = fit.step());
    return End.of(settings.callbacks(all).build().fit(Classifier.of(network()), POINTS), steps);
  }

  private static void assertAllAre(List<End> ends, long step, boolean interrupted, String reason) {
    assertThat(ends).allSatisfy(end -> {
      assertThat(end.step()).isEqualTo(step);
      assertThat(end.isInterrupted()).isEqualTo(interrupted);
      assertThat(end.reason()).isEqualTo(reason);
      assertThat(end.weights()).isEqualTo(ends.get(0).weights());
    });
  }

  private static Callback at(ProcessGroup group, int rank, long step, Consumer<Fit> action) {
    return LambdaCallback.nothing().onStepEnd((fit, loss) -> {
      if (group.rank() == rank && fit.step() == step) {
        action.accept(fit);
      }
    });
  }

  @Test
  void anInterruptOfOneRankEndsAllAfterTheSameStep() {
    long[] steps = {4, 6, 12}; // the last of an epoch, in the middle of one, the last of the fit
    for (int rank = 0; rank < RANKS; rank++) {
      int asked = rank;
      List<End> ends = RankedFits.on(RANKS, group -> {
        Trainer[] trainer = {null};
        long[] done = {0};
        trainer[0] = settings(group)
            .callbacks(
                at(group, asked, steps[asked], fit -> trainer[0].interrupt()),
                LambdaCallback.nothing().onStepEnd((fit, loss) -> done[0] = fit.step()))
            .build();
        return End.of(trainer[0].fit(Classifier.of(network()), POINTS), done);
      });
      assertAllAre(ends, steps[asked], true, "null");
    }
  }

  /** In one process that step is not made; here the others have begun it. */
  @Test
  void anInterruptWhileOneRankWaitsForItsBatchEndsAllAfterTheStep() {
    List<End> ends = RankedFits.on(RANKS, group -> {
      End end = fit(settings(group).prefetch(2), new Callback() {
        @Override
        public void onStepStart(Fit fit) {
          if (group.rank() == 1 && fit.step() == 2) {
            Thread.currentThread().interrupt();
          }
        }
      });
      assertThat(Thread.interrupted()).isEqualTo(group.rank() == 1);
      return end;
    });
    assertAllAre(ends, 3, true, "null");
  }

  @Test
  void whatMakesOneRankLosePatienceStopsAll() {
    List<End> ends = RankedFits.on(
        RANKS,
        group -> fit(
            settings(group),
            at(group, 2, 5, fit -> fit.stop("rank 2 has seen enough")),
            at(group, 1, 5, fit -> fit.stop("rank 1 has seen enough"))));
    assertAllAre(ends, 5, false, "rank 1 has seen enough");
  }

  @Test
  void earlyStoppingSeesTheSameOnAllRanks() {
    End alone = fit(
        plain().shards(RANKS).maxEpochs(20),
        EarlyStopping.on("train/loss").patience(1).minDelta(0.1));
    List<End> ends = RankedFits.on(
        RANKS,
        group -> fit(
            settings(group).maxEpochs(20),
            EarlyStopping.on("train/loss").patience(1).minDelta(0.1)));
    assertThat(alone.reason()).contains("train/loss");
    assertThat(ends).containsOnly(alone);
  }

  @Test
  void theClockOfTheFirstRankEndsAll() {
    List<End> ends = RankedFits.on(
        RANKS, group -> fit(settings(group).maxEpochs(1000).maxTime(Duration.ofMillis(100))));
    assertAllAre(ends, ends.get(0).step(), false, "the time of maxTime, PT0.1S, is over");
  }

  private static List<Throwable> failures(
      UnaryOperator<TrainingModule> module, DataModule data, RankedFits.Work<Callback> callback) {
    return RankedFits.failures(RANKS, group -> {
      Callback own = callback.on(group);
      return settings(group)
          .callbacks(own)
          .build()
          .fit(module.apply(Classifier.of(network())), data);
    });
  }

  private static void assertAllSay(List<Throwable> failures, String sentence) {
    assertThat(failures)
        .allSatisfy(failure ->
            assertThat(failure).isInstanceOf(TrainingException.class).hasMessage(sentence));
  }

  /** A module that does something else in one shard of one step. */
  private record Odd(TrainingModule module, int shard, UnaryOperator<StepOutput> change)
      implements ModuleWrapper {
    @Override
    public Odd withNetwork(Layer network) {
      return new Odd(module.withNetwork(network), shard, change);
    }

    @Override
    public StepOutput trainingStep(Batch batch, Step step) {
      StepOutput output = module.trainingStep(batch, step);
      return step.number() == 2 && step.shard() == shard ? change.apply(output) : output;
    }
  }

  @Test
  void aLossThatIsNotANumberOnOneRankEndsAll() {
    List<Throwable> failures = failures(
        module -> new Odd(
            module,
            1,
            output ->
                StepOutput.of(output.loss().mul(Double.NaN), output.output(), output.target())),
        POINTS,
        group -> LambdaCallback.nothing());
    assertAllSay(
        failures,
        "rank 1: the loss is NaN at step 3 (epoch 1): try a learning rate below 0.001, clip the"
            + " gradients, or look at the data");
  }

  @Test
  void aModuleThatFailsOnOneRankEndsAll() {
    List<Throwable> failures = failures(
        module -> new Odd(module, 2, output -> {
          throw new IllegalStateException("nothing goes any more");
        }),
        POINTS,
        group -> LambdaCallback.nothing());
    assertAllSay(failures, "rank 2: nothing goes any more");
    assertThat(failures.get(2)).hasCauseInstanceOf(IllegalStateException.class);
  }

  /** The events at which a callback may fail. */
  enum Event {
    FIT_START,
    EPOCH_START,
    STEP_START,
    GRADIENTS,
    STEP_END,
    VALIDATION_END,
    EPOCH_END,
    FIT_END
  }

  @ParameterizedTest
  @EnumSource
  void aCallbackThatFailsOnOneRankEndsAll(Event event) {
    String[] told = new String[RANKS];
    List<Throwable> failures = failures(module -> module, POINTS, group -> new Callback() {
      private void now(Event each) {
        if (each == event && group.rank() == 1) {
          throw new IllegalArgumentException("not " + each);
        }
      }

      @Override
      public void onFitStart(Fit fit) {
        now(Event.FIT_START);
      }

      @Override
      public void onEpochStart(Fit fit) {
        now(Event.EPOCH_START);
      }

      @Override
      public void onStepStart(Fit fit) {
        now(Event.STEP_START);
      }

      @Override
      public void onGradients(Fit fit) {
        now(Event.GRADIENTS);
      }

      @Override
      public void onStepEnd(Fit fit, double loss) {
        now(Event.STEP_END);
      }

      @Override
      public void onValidationEnd(Fit fit, Map<String, Double> metrics) {
        now(Event.VALIDATION_END);
      }

      @Override
      public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
        now(Event.EPOCH_END);
      }

      @Override
      public void onException(Fit fit, Throwable failure) {
        told[group.rank()] = failure.getMessage();
      }

      @Override
      public void onFitEnd(Fit fit) {
        now(Event.FIT_END);
      }
    });
    assertAllSay(failures, "rank 1: not " + event);
    if (event != Event.FIT_END) { // then the others are past that
      assertThat(told).containsOnly("rank 1: not " + event);
    }
  }

  @Test
  void whatFailsOnAllRanksIsSaidAsInOneProcess() {
    List<Throwable> failures =
        failures(module -> module, POINTS, group -> EarlyStopping.on("val/nothing"));
    assertThat(failures)
        .allSatisfy(failure -> assertThat(failure)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("'val/nothing' is monitored but not measured"));
  }

  @Test
  void dataThatOneRankCannotReadEndAll() {
    List<Throwable> failures = RankedFits.failures(RANKS, group -> {
      Dataset data = new WatchedDataset(Samples.threeClasses(24), index -> {
        if (group.rank() == 1 && index == 7) {
          throw new IllegalStateException("sample 7 is torn");
        }
      });
      return settings(group)
          .build()
          .fit(Classifier.of(network()), DataModule.of(data, Samples.threeClasses(9)));
    });
    assertThat(failures)
        .allSatisfy(failure -> assertThat(failure)
            .isInstanceOf(TrainingException.class)
            .hasMessageStartingWith("rank 1: ")
            .hasMessageContaining("sample 7 is torn"));
  }

  @Test
  void aCheckpointThatCannotBeWrittenEndsAll() throws IOException {
    Path file = Files.writeString(folder.resolve("full"), "");
    List<Throwable> failures = failures(
        module -> module,
        POINTS,
        group -> LambdaCallback.nothing()
            .onStepEnd((fit, loss) -> fit.checkpoint(file.resolve("checkpoint"))));
    assertThat(failures)
        .allSatisfy(failure -> assertThat(failure)
            .isInstanceOf(TrainingException.class)
            .hasMessageStartingWith("rank 0: ")
            .hasMessageContaining("full"));
  }

  @Test
  void aLoggerThatFailsAtTheEndIsTheFailureOfAll() {
    List<Throwable> failures = RankedFits.failures(
        RANKS,
        group -> settings(group)
            .loggers(new Logger() {
              @Override
              public void start(List<String> tags, boolean isResumed) {}

              @Override
              public void log(long step, int epoch, Map<String, Double> values) {}

              @Override
              public void close() {
                throw new IllegalStateException("no room on the disk");
              }
            })
            .build()
            .fit(Classifier.of(network()), POINTS));
    assertAllSay(failures, "rank 0: no room on the disk");
  }

  @Test
  void aRankThatIsGoneEndsTheOthers() {
    List<Throwable> failures = RankedFits.failures(RANKS, group -> {
      if (group.rank() == 1) {
        group.close();
        throw new IllegalStateException("gone");
      }
      return fit(settings(group));
    });
    assertThat(failures.get(0)).isInstanceOf(RankException.class);
    assertThat(failures.get(2)).isInstanceOf(RankException.class);
  }

  @Test
  void ranksThatBeginDifferentFitsAreRefused() {
    assertAllSay(
        RankedFits.failures(2, group -> fit(settings(group).seed(group.rank()).orderSeed(1))),
        "rank 1 begins another fit than rank 0: its seed is '1' where rank 0's is '0';"
            + " give all ranks the same");
    assertThat(RankedFits.failures(2, group -> {
          Layer network = network().initialize(group.rank());
          return settings(group).build().fit(Classifier.of(network), POINTS);
        }))
        .allSatisfy(failure ->
            assertThat(failure).hasMessageContaining("rank 1").hasMessageContaining("its weights"));
    assertThat(RankedFits.failures(2, group -> fit(settings(group).maxEpochs(1 + group.rank()))))
        .allSatisfy(failure -> assertThat(failure).hasMessageContaining("its limits"));
  }

  private record Manual(Layer network) implements ManualModule {
    @Override
    public Map<String, OptimizerConfig> configureOptimizers() {
      return Map.of("0", Sgd.rate(1));
    }

    @Override
    public StepOutput trainingStep(Batch batch, Step step, Optimizers optimizers) {
      return validationStep(batch);
    }

    @Override
    public StepOutput validationStep(Batch batch) {
      return StepOutput.of(network.apply(batch.input()).mean());
    }
  }

  @Test
  void whatWorksOnWholeBatchesIsRefused() {
    ProcessGroup group = LocalGroups.of(1).get(0);
    assertThatThrownBy(() -> settings(group).build().fit(new Manual(network()), POINTS))
        .hasMessageContaining("Manual steps by itself")
        .hasMessageContaining("ranks");
    assertThatThrownBy(() -> settings(group).detectAnomaly(true).build())
        .hasMessage("detectAnomaly with 1 ranks: the layer is looked for in whole batches;"
            + " look for it in one process");
  }
}
