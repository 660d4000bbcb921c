package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.callback.Checkpoint;
import org.ockham.callback.EarlyStopping;
import org.ockham.data.DataModule;
import org.ockham.logger.CsvLogger;

/** When a network is validated, and who is told. */
final class ValidationTest {

  /** Ten steps an epoch. */
  private static final DataModule LINE = DataModule.of(new Line(100), new Line(10));

  private final List<String> told = new ArrayList<>();

  private FitResult fit(Trainer.Builder trainer, Callback... callbacks) {
    List<Callback> all = new ArrayList<>(List.of(callbacks));
    all.add(new Callback() {
      @Override
      public void onValidationStart(Fit fit) {
        told.add("start " + fit.step());
      }

      @Override
      public void onValidationEnd(Fit fit, Map<String, Double> metrics) {
        assertThat(metrics).containsExactly(Map.entry("val/loss", 1.0));
        told.add("end " + fit.step());
      }

      @Override
      public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
        told.add("epoch " + fit.step() + (metrics.containsKey("val/loss") ? " validated" : ""));
      }
    });
    return trainer
        .batchSize(10)
        .callbacks(all.toArray(Callback[]::new))
        .build()
        .fit(new Recorded(), LINE);
  }

  @Test
  void withinAnEpochAndAtItsEndOnce() {
    fit(Trainer.builder().maxEpochs(1).validateEvery(Interval.epochs(0.5)));
    assertThat(told)
        .containsExactly("start 5", "end 5", "start 10", "end 10", "epoch 10 validated");
  }

  @Test
  void everySoManyStepsThroughAllEpochsAndAfterTheLast() {
    fit(Trainer.builder().maxEpochs(3).validateEvery(Interval.steps(15)));
    assertThat(told)
        .containsExactly(
            "epoch 10",
            "start 15",
            "end 15",
            "epoch 20",
            "start 30",
            "end 30",
            "epoch 30 validated");
  }

  @Test
  void whatIsMeasuredWithinAnEpochIsLoggedAtItsStep(@TempDir Path directory) throws Exception {
    fit(Trainer.builder()
        .maxEpochs(1)
        .validateEvery(Interval.steps(4))
        .loggers(CsvLogger.in(directory)));
    List<String> lines = Files.readAllLines(directory.resolve("metrics.csv"));
    assertThat(lines).hasSize(4);
    assertThat(lines.subList(0, 3))
        .containsExactly("step,epoch,train/loss,val/loss", "4,1,,1.0", "8,1,,1.0");
    assertThat(lines.get(3)).matches("10,1,[\\d.E-]+,1.0");
  }

  @Test
  void patienceCountsValidationsThoughTheyAreRare() {
    FitResult fit = fit(
        Trainer.builder().maxEpochs(100).validateEvery(10),
        EarlyStopping.on("val/loss").patience(3),
        Checkpoint.best("val/loss"));
    assertThat(fit.epochs()).hasSize(40);
    assertThat(fit.best().epoch()).isEqualTo(10);
    assertThat(fit.stopReason()).contains("val/loss");
    assertThat(told.stream().filter(event -> event.startsWith("end"))).hasSize(4);
  }

  @Test
  void patienceCountsValidationsThoughThereAreManyInAnEpoch() {
    FitResult fit = fit(
        Trainer.builder().maxEpochs(100).validateEvery(Interval.epochs(0.25)),
        EarlyStopping.on("val/loss").patience(3));
    assertThat(fit.epochs()).hasSize(1);
    assertThat(fit.epochs().get(0).step()).isEqualTo(10);
    assertThat(told).contains("end 3", "end 5", "end 8", "end 10");
    assertThat(told).hasSize(9);
  }

  @Test
  void aStopWithinAnEpochIsNotValidatedTwice() {
    FitResult fit = fit(
        Trainer.builder().maxEpochs(100).validateEvery(Interval.epochs(0.25)),
        EarlyStopping.on("val/loss").patience(1));
    assertThat(told).containsExactly("start 3", "end 3", "start 5", "end 5", "epoch 5 validated");
    assertThat(fit.epochs().get(0).metrics()).containsEntry("val/loss", 1.0);
  }
}
