package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.callback.Checkpoint;
import org.ockham.data.DataModule;
import org.ockham.logger.CsvLogger;
import org.ockham.logger.Logger;
import org.ockham.nn.Linear;

/** Where the trainer's callbacks and loggers write. */
final class WritingTest {

  private static final DataModule LINE = DataModule.of(new Line(20), new Line(5));

  private final List<String> steps = new ArrayList<>();

  private FitResult fit(Trainer.Builder trainer, Callback... callbacks) {
    List<Callback> all = new ArrayList<>(List.of(callbacks));
    all.add(new Callback() {
      @Override
      public void onStepEnd(Fit fit, double loss) {
        steps.add("step");
      }
    });
    return trainer
        .maxEpochs(2)
        .callbacks(all.toArray(Callback[]::new))
        .build()
        .fit(Regressor.of(new Linear(2, 1)), LINE);
  }

  @Test
  void aCheckpointsDirectoryIsMade(@TempDir Path directory) {
    Path place = directory.resolve("new/run");
    fit(Trainer.builder(), Checkpoint.best("val/loss").in(place));
    assertThat(place).isDirectoryContaining("glob:**/best.safetensors");
    assertThat(place.toFile().list()).containsExactly("best.safetensors");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsRefusedBeforeTheFirstStep(@TempDir Path directory)
      throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "mine");
    for (Path place : List.of(file, file.resolve("below"))) {
      assertThatThrownBy(
              () -> fit(Trainer.builder(), Checkpoint.best("val/loss").in(place)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageMatching("checkpoints cannot be written into .*file(/below)?: .+")
          .hasMessageNotContaining("Exception");
      assertThatThrownBy(() -> fit(Trainer.builder().loggers(CsvLogger.in(place))))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageMatching(".*metrics.csv cannot be written: .+")
          .hasMessageNotContaining("Exception");
    }
    Files.createDirectories(directory.resolve("taken/best.safetensors"));
    assertThatThrownBy(() ->
            fit(Trainer.builder(), Checkpoint.best("val/loss").in(directory.resolve("taken"))))
        .hasMessageContaining("it is a directory");
    assertThat(steps).isEmpty();
    assertThat(file).hasContent("mine");
  }

  @Test
  void oneLoggerAtATimeHasTheFile(@TempDir Path directory) throws Exception {
    CsvLogger first = CsvLogger.in(directory);
    first.start(List.of("a"), false);
    first.log(1, 1, Map.of("a", 1.0));
    assertThatThrownBy(() -> fit(Trainer.builder().loggers(CsvLogger.in(directory))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("metrics.csv is being written by another run");
    assertThat(steps).isEmpty();
    first.log(2, 2, Map.of("a", 2.0));
    assertThat(directory.resolve("metrics.csv"))
        .content()
        .isEqualToNormalizingNewlines("step,epoch,a\n1,1,1.0\n2,2,2.0\n");
    first.close();
    fit(Trainer.builder().loggers(CsvLogger.in(directory)));
    assertThat(Files.readAllLines(directory.resolve("metrics.csv"))).hasSize(3);
  }

  @Test
  void aTagThatComesLaterGetsAColumn(@TempDir Path directory) throws Exception {
    try (CsvLogger logger = CsvLogger.in(directory)) {
      logger.start(List.of("a"), false);
      logger.log(1, 1, Map.of("a", 1.0));
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("a", 2.0);
      values.put("b,c", 3.0);
      logger.log(2, 2, values);
      logger.log(3, 3, Map.of("b,c", 4.0));
    }
    assertThat(Files.readAllLines(directory.resolve("metrics.csv")))
        .containsExactly("step,epoch,a,\"b,c\"", "1,1,1.0,", "2,2,2.0,3.0", "3,3,,4.0");
  }

  @Test
  void theFirstFailureIsTheOneThatIsToldAndAllAreClosed() {
    List<String> closed = new ArrayList<>();
    Callback failing = new Callback() {
      @Override
      public void onStepEnd(Fit fit, double loss) {
        throw new IllegalStateException("first");
      }

      @Override
      public void onFitEnd(Fit fit) {
        throw new IllegalStateException("second");
      }
    };
    Callback last = new Callback() {
      @Override
      public void onFitEnd(Fit fit) {
        closed.add("callback");
      }
    };
    Logger logger = new Logger() {
      @Override
      public void log(long step, int epoch, Map<String, Double> values) {}

      @Override
      public void close() {
        closed.add("logger");
      }
    };
    assertThatThrownBy(() -> fit(Trainer.builder().loggers(logger), failing, last))
        .hasMessage("first")
        .satisfies(e -> assertThat(e.getSuppressed())
            .extracting(Throwable::getMessage)
            .containsExactly("second"));
    assertThat(closed).containsExactly("callback", "logger");
  }

  @Test
  void whatWasNotStartedIsNotEnded(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    List<String> ended = new ArrayList<>();
    Callback last = new Callback() {
      @Override
      public void onFitEnd(Fit fit) {
        ended.add("last");
      }
    };
    assertThatThrownBy(() -> fit(Trainer.builder(), Checkpoint.best("val/loss").in(file), last))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(ended).isEmpty();
  }
}
