package org.ockham.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.train.EpochResult;
import org.ockham.train.Metrics;

final class RunResultTest {

  @TempDir
  private Path folder;

  private static RunResult result() {
    return new RunResult(
        "plain",
        -7,
        1L << 40,
        List.of(
            new EpochResult(1, 9, Map.of("train/loss", Double.POSITIVE_INFINITY), 0.1),
            new EpochResult(2, 18, Map.of("train/loss", Double.NaN), 1e-300)),
        2,
        new Metrics(Map.of("val/loss", 0.1 + 0.2)),
        null,
        false,
        "ende – \u2028",
        1.0 / 3);
  }

  @Test
  @DisplayName("What is kept is read again as it was, numbers that are none and all")
  void keeps() throws IOException {
    Path file = Files.writeString(folder.resolve("run.json"), result().json());
    assertThat(RunResult.read(file)).isEqualTo(result());
  }

  @Test
  @DisplayName("A damaged file is refused with its name, never with anything else")
  void damaged() throws IOException {
    byte[] whole = result().json().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Path file = folder.resolve("run.json");
    SplittableRandom random = new SplittableRandom(1);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = java.util.Arrays.copyOf(
          whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
      for (int hits = random.nextInt(3); hits >= 0 && bytes.length > 0; hits--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, bytes);
      try {
        RunResult.read(file);
      } catch (LabException e) {
        refused++;
        assertThat(e.getMessage()).startsWith(file + ": ");
      }
    }
    assertThat(refused).isGreaterThan(500);
    assertThatThrownBy(() -> RunResult.read(folder.resolve("absent.json")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("there is no such file");
  }
}
