package org.ockham.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.ockham.augment.RandomCrop;
import org.ockham.callback.Checkpoint;
import org.ockham.callback.EarlyStopping;
import org.ockham.callback.GradientMonitor;
import org.ockham.callback.LearningRateMonitor;
import org.ockham.callback.OutputEntropy;
import org.ockham.callback.PeriodicCheckpoint;
import org.ockham.callback.WeightHistograms;
import org.ockham.checkpoint.CheckpointDirectory;
import org.ockham.data.DataModule;
import org.ockham.data.Glyphs;
import org.ockham.file.AtomicFile;
import org.ockham.logger.CsvLogger;
import org.ockham.logger.JsonLinesLogger;
import org.ockham.logger.TensorBoard;
import org.ockham.logger.TextLogger;
import org.ockham.optim.Adam;
import org.ockham.regularize.WeightAverage;
import org.ockham.schedule.ReduceLROnPlateau;
import org.ockham.tensor.Safetensors;

/**
 * A program that trains with everything that remembers something, in the directory that it is given: from the last whole checkpoint
 * there, or from the beginning. {@link KillTest} kills it.
 */
final class KilledTraining {

  /** What it says when it trains, so that it can be killed from then on. */
  static final String READY = "training";

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

  private KilledTraining() {}

  /** Says that training has begun, and in the end writes down the optimiser. */
  private record Witness(Path directory) implements Callback {

    @Override
    public void onFitStart(Fit fit) {
      System.out.println(READY);
    }

    @Override
    public void onFitEnd(Fit fit) {
      Safetensors.write(
          directory.resolve("optimizer.safetensors"), fit.optimizer().state(), Map.of());
    }
  }

  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    Path checkpoints = directory.resolve("checkpoints");
    Files.createDirectories(checkpoints);
    AtomicFile.sweep(directory); // as who has a directory to himself does
    DataModule digits = Glyphs.standard().first(96, 10).split(0.75, 0.25, 1);
    DataModule data = DataModule.of(
        digits.train().transformed(RandomCrop.of(28).withPadding(2)), digits.validation());
    Classifier task = Classifier.of(Toys.network()).optimizer(Adam.rate(0.01));
    Trainer trainer = Trainer.builder()
        .maxEpochs(12)
        .batchSize(6)
        .accumulate(2)
        .shards(2)
        .seed(7)
        .average(WeightAverage.exponential(0.9))
        .schedule(RateSchedule.following(
            ReduceLROnPlateau.minimizing().patience(0).factor(0.7).threshold(0.1), "val/loss"))
        .callbacks(
            new Witness(directory),
            EarlyStopping.on("val/accuracy").patience(5),
            Checkpoint.best("val/loss").in(directory.resolve("best")).topK(2),
            PeriodicCheckpoint.in(checkpoints).everySteps(2).keep(2),
            LearningRateMonitor.perStep(),
            GradientMonitor.standard(),
            OutputEntropy.standard(),
            WeightHistograms.standard())
        .loggers(
            CsvLogger.in(directory),
            JsonLinesLogger.in(directory),
            TextLogger.in(directory),
            TensorBoard.in(directory).clock(NOON))
        .build();
    FitResult result = hasCheckpoint(checkpoints)
        ? trainer.resume(task, data, CheckpointDirectory.latestGood(checkpoints))
        : trainer.fit(task, data);
    Safetensors.write(directory.resolve("last.safetensors"), result.last().stateDict(), Map.of());
    Safetensors.write(directory.resolve("chosen.safetensors"), result.best().stateDict(), Map.of());
    StringBuilder history = new StringBuilder();
    result
        .epochs()
        .forEach(epoch -> history
            .append(epoch.epoch() + " " + epoch.step() + " " + epoch.metrics())
            .append('\n'));
    AtomicFile.write(directory.resolve("history.txt"), history + result.stopReason() + "\n");
  }

  /** Whether one was ever finished: then the last must be whole, whatever came after. */
  private static boolean hasCheckpoint(Path checkpoints) throws IOException {
    try (var all = Files.newDirectoryStream(
        checkpoints, each -> !each.getFileName().toString().endsWith(".new"))) {
      return all.iterator().hasNext();
    }
  }
}
