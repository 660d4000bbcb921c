package org.ockham.logger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.callback.EarlyStopping;
import org.ockham.callback.LambdaCallback;
import org.ockham.optim.Sgd;
import org.ockham.train.Classifier;
import org.ockham.train.Toys;
import org.ockham.train.Trainer;

final class TextLoggerTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName("A fit leaves its numbers, what callbacks say and why it stopped, in words")
  void words() throws IOException {
    Trainer.builder()
        .maxEpochs(4)
        .batchSize(50)
        .callbacks(
            EarlyStopping.on("val/loss").patience(2).minDelta(100),
            LambdaCallback.nothing()
                .onEpochEnd(
                    (fit, metrics) -> fit.log("note", "epoch " + fit.epoch() + "\nis over")))
        .loggers(TextLogger.in(folder))
        .build()
        .fit(Classifier.of(Toys.network()).optimizer(Sgd.rate(0)), Toys.digits());
    assertThat(Files.readAllLines(folder.resolve("log.txt")))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("step 6  note  epoch 1"),
            line -> assertThat(line).isEqualTo("  is over"),
            line -> assertThat(line)
                .matches("step 6  epoch 1  train/loss [0-9.]+  .*val/loss [0-9.]+.*"),
            line -> assertThat(line).isEqualTo("step 12  note  epoch 2"),
            line -> assertThat(line).isEqualTo("  is over"),
            line -> assertThat(line).startsWith("step 12  epoch 2  train/loss "),
            line -> assertThat(line).isEqualTo("step 18  note  epoch 3"),
            line -> assertThat(line).isEqualTo("  is over"),
            line -> assertThat(line).startsWith("step 18  epoch 3  train/loss "),
            line -> assertThat(line)
                .matches(
                    "step 18  stopped  val/loss has not become better than .* for 2 validations"));
  }
}
