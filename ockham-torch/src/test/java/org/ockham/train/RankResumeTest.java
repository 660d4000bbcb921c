package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.callback.Checkpoint;
import org.ockham.callback.EarlyStopping;
import org.ockham.callback.ModelSummary;
import org.ockham.callback.PeriodicCheckpoint;
import org.ockham.callback.PredictionWriter;
import org.ockham.callback.ProgressLines;
import org.ockham.checkpoint.CheckpointException;
import org.ockham.data.DataModule;
import org.ockham.distributed.ProcessGroup;
import org.ockham.logger.CsvLogger;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.Dropout;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.Sequential;
import org.ockham.optim.Adam;

/** What several ranks write one of them writes, once, and any layout of as many shards goes on from it. */
final class RankResumeTest {

  private static final int SHARDS = 4;
  private static final int STEP = 5;

  @TempDir
  Path folder;

  private Path whole;
  private Path ranked;

  private static Layer network() {
    return new Sequential(new Linear(2, 6), new BatchNorm1d(6), new Dropout(0.3), new Linear(6, 3));
  }

  private static TrainingModule task() {
    return Classifier.of(network()).optimizer(Adam.rate(0.02));
  }

  private static DataModule data() {
    return DataModule.of(Samples.threeClasses(26), Samples.threeClasses(9));
  }

  /** One fit, which writes all that can be written. */
  private static Trainer.Builder settings(Path directory, RankedFits.Witness witness) {
    return Trainer.builder()
        .maxEpochs(3)
        .batchSize(8)
        .seed(9)
        .threads(1)
        .callbacks(
            Checkpoint.best("val/loss").in(directory.resolve("best")).topK(2),
            PeriodicCheckpoint.in(directory.resolve("kept")).everySteps(STEP).keep(9),
            EarlyStopping.on("train/loss").patience(2),
            PredictionWriter.of(data().validation(), directory.resolve("predictions")),
            witness)
        .loggers(CsvLogger.in(directory.resolve("log")));
  }

  private static RankedFits.Left fit(Trainer.Builder settings, RankedFits.Witness witness) {
    return witness.left(settings.build().fit(task(), data()));
  }

  private static RankedFits.Left resume(
      Trainer.Builder settings, RankedFits.Witness witness, Path checkpoint) {
    return witness.left(settings.build().resume(task(), data(), checkpoint));
  }

  private static RankedFits.Witness witness() {
    return new RankedFits.Witness();
  }

  private RankedFits.Left alone;

  @BeforeEach
  void fitBoth() {
    whole = folder.resolve("whole");
    ranked = folder.resolve("ranked");
    RankedFits.Witness own = witness();
    alone = fit(settings(whole, own).shards(SHARDS), own);
    RankedFits.on(2, group -> {
      RankedFits.Witness each = witness();
      fit(settings(ranked, each).ranks(group).shards(2), each).isEqualTo(alone, "before");
      return group.rank();
    });
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.map(each -> directory.relativize(each).toString()).sorted().toList();
    }
  }

  private static Path checkpoint(Path directory) throws IOException {
    try (Stream<Path> kept = Files.list(directory.resolve("kept"))) {
      return kept.filter(each -> each.toString().endsWith("step=" + STEP))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void theFirstRankWritesForAll() throws IOException {
    assertThat(files(ranked)).isEqualTo(files(whole)).anyMatch(name -> name.endsWith(".csv"));
    for (String file : List.of("best/best.safetensors", "predictions/predictions.csv")) {
      assertThat(ranked.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
    assertThat(Files.readAllLines(ranked.resolve("log/metrics.csv")))
        .isEqualTo(Files.readAllLines(whole.resolve("log/metrics.csv")));
  }

  @ParameterizedTest
  @CsvSource({"4, 1", "2, 2", "1, 4"})
  void anyLayoutOfAsManyShardsGoesOn(int ranks, int shards) throws IOException {
    for (Path directory : List.of(whole, ranked)) {
      Path checkpoint = checkpoint(directory);
      List<RankedFits.Left> all = RankedFits.on(ranks, group -> {
        RankedFits.Witness each = witness();
        return resume(settings(directory, each).ranks(group).shards(shards), each, checkpoint);
      });
      all.forEach(each -> each.endsAs(alone, ranks + " x " + shards));
      assertThat(Files.readAllLines(directory.resolve("log/metrics.csv")))
          .isEqualTo(Files.readAllLines(whole.resolve("log/metrics.csv")));
    }
    RankedFits.Witness own = witness();
    resume(settings(ranked, own).shards(SHARDS), own, checkpoint(ranked))
        .endsAs(alone, "one process");
  }

  @Test
  void otherNumbersOfShardsAreRefused() throws IOException {
    Path checkpoint = checkpoint(ranked);
    assertThatThrownBy(() -> resume(settings(ranked, witness()).shards(2), witness(), checkpoint))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("whose shards is '4' where this one's is '2'");
    assertThat(RankedFits.failures(
            3, group -> resume(settings(ranked, witness()).ranks(group), witness(), checkpoint)))
        .allSatisfy(failure -> assertThat(failure)
            .isInstanceOf(CheckpointException.class)
            .hasMessageContaining("whose shards is '4' where this one's is '3'"));
  }

  @Test
  void aCheckpointThatOneRankDoesNotFindIsGoneOnFromByNone() throws IOException {
    Path checkpoint = checkpoint(ranked);
    List<Throwable> failures = RankedFits.failures(
        2,
        group -> resume(
            settings(ranked, witness()).ranks(group).shards(2),
            witness(),
            group.rank() == 1 ? folder.resolve("elsewhere") : checkpoint));
    assertThat(failures)
        .allSatisfy(failure -> assertThat(failure)
            .hasMessageStartingWith("rank 1: ")
            .hasMessageContaining("elsewhere"));
  }

  @Test
  void theFirstRankPrintsForAll() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    RankedFits.on(2, (ProcessGroup group) -> {
      PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
      Trainer trainer = Trainer.builder()
          .maxEpochs(2)
          .threads(1)
          .ranks(group)
          .callbacks(ModelSummary.to(out), ProgressLines.to(out))
          .build();
      return trainer.fit(task(), data());
    });
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(line -> line.startsWith("epoch "))
        .hasSize(2);
  }
}
