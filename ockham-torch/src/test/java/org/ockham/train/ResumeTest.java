package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ockham.augment.RandomCrop;
import org.ockham.callback.Checkpoint;
import org.ockham.callback.EarlyStopping;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.Glyphs;
import org.ockham.logger.Logger;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.metric.Accuracy;
import org.ockham.metric.Auroc;
import org.ockham.metric.Averaging;
import org.ockham.metric.F1;
import org.ockham.metric.Metric;
import org.ockham.nn.Layer;
import org.ockham.optim.Adam;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Sgd;
import org.ockham.regularize.GradientNoise;
import org.ockham.regularize.WeightAverage;
import org.ockham.schedule.CosineAnnealingLR;
import org.ockham.schedule.ReduceLROnPlateau;
import org.ockham.state.SavedState;
import org.ockham.tensor.Tensor;

/**
 * A fit that is left after any step, validation or epoch, and gone on with by objects that know nothing of it but the checkpoint, is the
 * fit that never stopped: weights, optimiser, averages, history and log, to the bit.
 */
final class ResumeTest {

  private static final int EPOCHS = 3;

  @TempDir
  Path folder;

  /** Different kinds of memory in the schedule, the optimiser and the loop. */
  @SuppressWarnings(
      "ImmutableEnumChecker") // settings are values, and a lambda of settings changes nothing
  enum Kind {
    WARM_UP(
        Sgd.rate(0.05).momentum(0.9).nesterov(true),
        trainer -> trainer
            .accumulate(2)
            .schedule(RateSchedule.perStep(CosineAnnealingLR.over(12).afterWarmup(5)))),
    PLATEAU(
        Adam.rate(0.02).amsgrad(true),
        trainer -> trainer
            .accumulate(2)
            .shards(2)
            .schedule(RateSchedule.following(
                ReduceLROnPlateau.minimizing().patience(0).factor(0.5).threshold(0.2),
                "val/loss"))),
    VALIDATION_WITHIN_EPOCHS(
        Adam.rate(0.01),
        trainer -> trainer
            .validateEvery(Interval.epochs(0.5))
            .regularizers(GradientNoise.of(0.01))
            .schedule(RateSchedule.perEpoch(CosineAnnealingLR.over(EPOCHS)))),
    READ_AHEAD(Sgd.rate(0.05).momentum(0.9), trainer -> trainer.prefetch(3));

    private final OptimizerConfig optimizer;
    private final UnaryOperator<Trainer.Builder> settings;

    Kind(OptimizerConfig optimizer, UnaryOperator<Trainer.Builder> settings) {
      this.optimizer = optimizer;
      this.settings = settings;
    }
  }

  /** Classes of pictures, with metrics that remember much, and a number of its own that is not there in every step. */
  private record Task(Layer network, OptimizerConfig configureOptimizer, List<String> seen)
      implements TrainingModule {

    @Override
    public StepOutput trainingStep(Batch batch, Step step) {
      seen.add(Integer.toHexString(Arrays.hashCode(batch.input().toFloats())));
      StepOutput output =
          StepOutput.of(new CrossEntropyLoss(), network.apply(batch.input()), batch.target());
      return step.number() % 2 == 1
          ? output.logging(Map.of("aux/odd", (double) step.number()))
          : output;
    }

    @Override
    public TrainingModule withNetwork(Layer network) {
      return new Task(network, configureOptimizer, seen);
    }

    @Override
    public List<Metric> metrics() {
      return List.of(new Accuracy(), new F1(Averaging.MACRO), new Auroc());
    }

    @Override
    public String toString() {
      return "task";
    }
  }

  /** Keeps all rows, and goes on behind those that its state counts. */
  private static final class Rows implements Logger {
    private final List<String> rows;

    Rows(List<String> written) {
      rows = new ArrayList<>(written);
    }

    @Override
    public void log(long step, int epoch, Map<String, Double> values) {
      rows.add(step + " " + epoch + " " + values);
    }

    @Override
    public SavedState state() {
      return SavedState.of(Map.of("rows", (long) rows.size()));
    }

    @Override
    public void restore(SavedState saved) {
      rows.subList((int) saved.whole("rows"), rows.size()).clear();
    }
  }

  /** Asks for a checkpoint whenever it can, and notes what happens. */
  private static final class Witness implements Callback {
    private final @Nullable Path folder;
    private final List<Integer> read;
    private final List<String> seen;
    private final List<String> log = new ArrayList<>();
    private int asked;
    /** Lines of the log that were there when the checkpoint was written that this goes on from. */
    private int linesBefore;

    private final Map<String, float[]> optimizer = new LinkedHashMap<>();

    Witness(@Nullable Path folder, List<Integer> read, List<String> seen) {
      this.folder = folder;
      this.read = read;
      this.seen = seen;
    }

    @Override
    public void onFitStart(Fit fit) {
      checkpoint(fit, "start");
      fit.log(Map.of("at/start", (double) fit.step()));
    }

    @Override
    public void onStepStart(Fit fit) {
      read.clear();
      seen.clear();
    }

    @Override
    public void onStepEnd(Fit fit, double loss) {
      log.add(fit.epoch() + " " + fit.step() + " " + read + " "
          + seen.stream().sorted().toList() + " " + fit.rate() + " " + loss);
      checkpoint(fit, "step");
    }

    @Override
    public void onValidationEnd(Fit fit, Map<String, Double> metrics) {
      log.add("validation " + fit.step() + " " + metrics);
      checkpoint(fit, "validation");
    }

    @Override
    public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
      log.add("epoch " + fit.epoch() + " " + metrics);
      checkpoint(fit, "epoch");
    }

    @Override
    public void onFitEnd(Fit fit) {
      fit.optimizer().state().forEach((name, tensor) -> optimizer.put(name, tensor.toFloats()));
    }

    private void checkpoint(Fit fit, String event) {
      if (folder != null) {
        fit.checkpoint(folder.resolve(String.format("%02d-%s", asked++, event)));
      }
    }

    @Override
    public SavedState state() {
      return SavedState.of(Map.of("lines", (long) log.size()));
    }

    @Override
    public void restore(SavedState saved) {
      linesBefore = (int) saved.whole("lines");
    }
  }

  /** One fit with objects of its own. */
  private static final class Fitting {
    final List<Integer> read = Collections.synchronizedList(new ArrayList<>());
    final List<String> seen =
        Collections.synchronizedList(new ArrayList<>()); // shards have threads
    final Witness witness;
    final Rows rows;
    final WeightAverage average = WeightAverage.exponential(0.9);
    final Checkpoint best = Checkpoint.best("val/loss");
    final Task task;
    final Trainer trainer;
    final DataModule data;

    Fitting(Kind kind, @Nullable Path folder, List<String> written) {
      task = new Task(Toys.network(), kind.optimizer, seen);
      witness = new Witness(folder, read, seen);
      rows = new Rows(written);
      DataModule digits = Glyphs.standard().first(76, 10).split(0.8, 0.2, 1);
      Dataset train = digits.train().transformed(RandomCrop.of(28).withPadding(2));
      // what is read ahead is read at any time
      data = DataModule.of(
          kind == Kind.READ_AHEAD ? train : new WatchedDataset(train, read::add),
          digits.validation());
      trainer = kind.settings
          .apply(Trainer.builder())
          .maxEpochs(EPOCHS)
          .batchSize(8)
          .evaluationBatchSize(6)
          .seed(5)
          .average(average)
          .callbacks(witness, EarlyStopping.on("val/accuracy").patience(2), best)
          .loggers(rows)
          .build();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void goesOnFromEveryPlaceBitForBit(Kind kind) throws IOException {
    Fitting straight = new Fitting(kind, folder, List.of());
    FitResult expected = straight.trainer.fit(straight.task, straight.data);
    assertEverySampleOnce(straight);
    List<Path> checkpoints;
    try (Stream<Path> all = Files.list(folder)) {
      checkpoints = all.sorted().toList();
    }
    assertThat(checkpoints).hasSizeGreaterThan(3 * EPOCHS);
    for (Path checkpoint : checkpoints) {
      Fitting resumed = new Fitting(kind, null, straight.rows.rows);
      FitResult result = resumed.trainer.resume(resumed.task, resumed.data, checkpoint);
      List<String> log = straight.witness.log;
      assertThat(resumed.witness.log)
          .as("after %s", checkpoint)
          .isEqualTo(log.subList(resumed.witness.linesBefore, log.size()));
      assertThat(resumed.rows.rows).as("rows after %s", checkpoint).isEqualTo(straight.rows.rows);
      assertSame(checkpoint + " last", result.last(), expected.last());
      assertSame(checkpoint + " best", result.best(), expected.best());
      assertSame(checkpoint + " average", resumed.average.averages(), straight.average.averages());
      assertThat(resumed.average.count()).isEqualTo(straight.average.count());
      assertThat(resumed.witness.optimizer.keySet()).isEqualTo(straight.witness.optimizer.keySet());
      straight.witness.optimizer.forEach(
          (name, values) -> assertThat(resumed.witness.optimizer.get(name))
              .as("%s %s", checkpoint, name)
              .containsExactly(values));
      assertThat(result.drawn()).isEqualTo(expected.drawn());
      assertThat(result.stopReason()).isEqualTo(expected.stopReason());
      assertThat(withoutTime(result)).isEqualTo(withoutTime(expected));
    }
  }

  private static List<String> withoutTime(FitResult result) {
    return result.epochs().stream()
        .map(epoch -> epoch.epoch() + " " + epoch.step() + " " + epoch.metrics())
        .toList();
  }

  private static void assertSame(String what, Weights actual, Weights expected) {
    assertThat(actual.epoch()).isEqualTo(expected.epoch());
    assertThat(actual.metrics()).as(what).isEqualTo(expected.metrics());
    assertThat(actual.monitor()).isEqualTo(expected.monitor());
    assertSame(what, actual.network().stateDict(), expected.network().stateDict());
  }

  private static void assertSame(
      String what, Map<String, Tensor> actual, Map<String, Tensor> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, tensor) ->
        assertThat(actual.get(name).toBytes()).as("%s %s", what, name).isEqualTo(tensor.toBytes()));
  }

  /** The lines of the log name every sample of an epoch once. */
  private static void assertEverySampleOnce(Fitting fitting) {
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      String start = epoch + " ";
      List<Integer> read = fitting.witness.log.stream()
          .filter(line -> line.startsWith(start))
          .flatMap(line ->
              Stream.of(line.substring(line.indexOf('[') + 1, line.indexOf(']')).split(", ")))
          .filter(id -> !id.isEmpty())
          .map(Integer::valueOf)
          .toList();
      assertThat(new TreeSet<>(read)).hasSize(read.size());
      if (!read.isEmpty() && epoch < EPOCHS) { // the last may be stopped in its midst
        assertThat(read).hasSize(fitting.data.train().size());
      }
    }
  }

  @Test
  void moreEpochsMayFollow() {
    Fitting whole = new Fitting(Kind.READ_AHEAD, null, List.of());
    whole.trainer.fit(whole.task, whole.data);
    Fitting shorter = new Fitting(Kind.READ_AHEAD, folder, List.of());
    Trainer one = Trainer.builder()
        .maxEpochs(1)
        .batchSize(8)
        .evaluationBatchSize(6)
        .seed(5)
        .average(shorter.average)
        .callbacks(shorter.witness, EarlyStopping.on("val/accuracy").patience(2), shorter.best)
        .loggers(shorter.rows)
        .build();
    one.fit(shorter.task, shorter.data);
    Fitting longer = new Fitting(Kind.READ_AHEAD, null, shorter.rows.rows);
    FitResult result = longer.trainer.resume(
        longer.task,
        longer.data,
        folder.resolve(String.format("%02d-epoch", shorter.witness.asked - 1)));
    assertThat(result.epochs()).hasSize(EPOCHS);
    assertSame("longer", longer.task.network().stateDict(), whole.task.network().stateDict());
    assertThat(longer.rows.rows).isEqualTo(whole.rows.rows);
  }
}
