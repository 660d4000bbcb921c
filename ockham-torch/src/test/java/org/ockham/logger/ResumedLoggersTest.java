package org.ockham.logger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.board.Histogram;
import org.ockham.board.Recording;
import org.ockham.board.RunReader;
import org.ockham.board.SessionEnd;
import org.ockham.state.SavedState;

/** A run that was killed and goes on from a checkpoint leaves what one that was never killed leaves. */
final class ResumedLoggersTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
  private static final List<String> TAGS = List.of("train/loss", "val/loss");

  @TempDir
  private Path folder;

  enum Kind {
    CSV {
      @Override
      Logger in(Path directory) {
        return CsvLogger.in(directory);
      }
    },
    JSON_LINES {
      @Override
      Logger in(Path directory) {
        return JsonLinesLogger.in(directory);
      }
    },
    TEXT {
      @Override
      Logger in(Path directory) {
        return TextLogger.in(directory);
      }
    },
    TENSOR_BOARD {
      @Override
      Logger in(Path directory) {
        return TensorBoard.in(directory).clock(CLOCK);
      }
    };

    abstract Logger in(Path directory);
  }

  private static void begin(Logger logger) {
    logger.start(TAGS, false);
    logger.settings(settings());
  }

  private static Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("lr", 0.1);
    settings.put("decay", null);
    return settings;
  }

  /** Logs these steps; every fourth has more: a tag that is unknown before step 12, a histogram, a text. */
  private static void log(Logger logger, int from, int to) {
    for (int step = from; step <= to; step++) {
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("train/loss", 1.0 / step);
      if (step % 4 == 0) {
        values.put("val/loss", step == 8 ? Double.NaN : 2.0 / step);
        logger.log(step, "fc1.weight", Histogram.of(step, -step));
        logger.text(step, "note", "step \"" + step + "\"");
      }
      if (step >= 12 && step % 4 == 0) {
        values.put("late, \"tag\"", 3.0 * step);
      }
      logger.log(step, 1 + step / 10, values);
    }
  }

  /** All files of a run, by name; event files as what they say. */
  private static Map<String, Object> content(Path directory) throws IOException {
    Map<String, Object> content = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        if (Files.isDirectory(file)) {
          Recording run = RunReader.read(file);
          assertThat(run.problems()).isEmpty();
          Map<String, Object> scalars = new LinkedHashMap<>();
          run.scalars().forEach((tag, series) -> {
            List<String> points = new ArrayList<>();
            for (int i = 0; i < series.size(); i++) {
              points.add(series.step(i) + " " + series.value(i));
            }
            scalars.put(tag, points);
          });
          content.put("scalars", scalars);
          content.put("histograms", run.histograms());
          content.put("texts", run.texts());
          content.put("settings", run.hyperParameters());
          content.put("status", run.status());
        } else {
          content.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    return content;
  }

  private Path whole(Kind kind) {
    Path directory = folder.resolve("whole");
    try (Logger logger = kind.in(directory)) {
      logger.settings(settings()); // before the start, as it may be said, too
      logger.start(TAGS, false);
      log(logger, 1, 20);
      logger.finish();
    }
    return directory;
  }

  /** Half a record at the end of every file, and half a file beside, as a process leaves them that is killed while it writes. */
  private static void tear(Path directory) throws IOException {
    for (String name : List.of("metrics.csv", "metrics.jsonl", "log.txt")) {
      if (Files.exists(directory.resolve(name))) {
        Files.writeString(directory.resolve("." + name + "." + UUID.randomUUID() + ".tmp"), "step");
      }
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().equals(".lock")) {
          Files.write(
              file, "21,3,0.04".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  @DisplayName("Wherever the checkpoint was and however far the run went on")
  void same(Kind kind) throws Exception {
    Map<String, Object> expected = content(whole(kind));
    for (int saved : new int[] {0, 1, 4, 11, 12, 20}) {
      for (int killed : new int[] {saved, Math.min(20, saved + 3), 20}) {
        Path directory = folder.resolve(saved + "-" + killed);
        SavedState state;
        try (Logger logger = kind.in(directory)) {
          begin(logger);
          log(logger, 1, saved);
          logger.flush();
          state = logger.state();
          log(logger, saved + 1, killed);
        }
        tear(directory);
        try (Logger logger = kind.in(directory)) {
          logger.start(TAGS, true);
          logger.restore(state);
          logger.settings(settings()); // said again, written once
          log(logger, saved + 1, 20);
          logger.finish();
        }
        assertThat(content(directory)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  @DisplayName("Killed again and again before the next checkpoint")
  void again(Kind kind) throws Exception {
    Map<String, Object> expected = content(whole(kind));
    Path directory = folder.resolve("again");
    SavedState state;
    try (Logger logger = kind.in(directory)) {
      begin(logger);
      log(logger, 1, 10);
      logger.flush();
      state = logger.state();
    }
    for (int killed = 11; killed < 20; killed += 3) {
      try (Logger logger = kind.in(directory)) {
        logger.start(TAGS, true);
        logger.restore(state);
        log(logger, 11, killed);
      }
      tear(directory);
    }
    try (Logger logger = kind.in(directory)) {
      logger.start(TAGS, true);
      logger.restore(state);
      log(logger, 11, 20);
      logger.finish();
    }
    assertThat(content(directory)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  @DisplayName("A file that is not the run's is refused, and nothing of it lost")
  void lost(Kind kind) throws Exception {
    Path directory = folder.resolve("lost");
    SavedState state;
    try (Logger logger = kind.in(directory)) {
      begin(logger);
      log(logger, 1, 10);
      state = logger.state();
    }
    Path other = folder.resolve("other");
    try (Logger logger = kind.in(other)) {
      begin(logger);
      log(logger, 1, 2);
    }
    Map<String, Object> before = content(other);
    try (Logger logger = kind.in(other)) {
      logger.start(TAGS, true);
      assertThatThrownBy(() -> logger.restore(state))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(" behind ")
          .hasMessageEndingWith(": put the run's file back, or begin again");
    }
    assertThat(content(other)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  @DisplayName("A logger that is new in a run that goes on writes from there")
  void newLogger(Kind kind) throws Exception {
    Path directory = folder.resolve("new");
    try (Logger logger = kind.in(directory)) {
      logger.start(TAGS, true);
      log(logger, 11, 13);
    }
    assertThat(content(directory).toString()).containsPattern("0\\.07692(307)?").contains("late");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  @DisplayName("One run at a time writes in a directory, and a new one replaces what is there")
  void oneAtATime(Kind kind) throws Exception {
    Path directory = folder.resolve("run");
    Logger first = kind.in(directory);
    begin(first);
    log(first, 1, 5);
    Logger second = kind.in(directory);
    assertThatThrownBy(() -> second.start(TAGS, false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith(
            "is being written by another run: give each run a directory of its own");
    first.close();
    begin(second);
    log(second, 1, 20);
    second.finish();
    second.close();
    second.close();
    assertThat(content(directory)).isEqualTo(content(whole(kind)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../events.out.tfevents.1.x", "/etc/passwd", "other"})
  @DisplayName("A checkpoint cannot name a file elsewhere")
  void elsewhere(String name) throws Exception {
    Path bait = folder.resolve("events.out.tfevents.1.x");
    Files.write(bait, new byte[100]);
    try (Logger logger = TensorBoard.in(folder)) {
      begin(logger);
    }
    try (Logger logger = TensorBoard.in(folder)) {
      logger.start(TAGS, true);
      SavedState state =
          SavedState.of(Map.of("file", name, "bytes", 10L, "next", 3L, "settings", true));
      assertThatThrownBy(() -> logger.restore(state)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(bait).hasSize(100);
  }

  @Test
  @DisplayName(
      "The event files of a run lie in a directory below it, and say how it ended only if it did")
  void tensorBoard() {
    Path directory = whole(Kind.TENSOR_BOARD);
    assertThat(RunReader.runs(directory)).containsExactly(directory.resolve("tensorboard"));
    Recording run = RunReader.read(directory.resolve("tensorboard"));
    assertThat(run.status()).contains(SessionEnd.Status.SUCCESS);
    assertThat(run.hyperParameters().orElseThrow().values()).isEqualTo(Map.of("lr", 0.1));
    Path broken = folder.resolve("broken");
    try (Logger logger = TensorBoard.in(broken)) {
      begin(logger);
      log(logger, 1, 3);
    }
    assertThat(RunReader.read(broken.resolve("tensorboard")).status()).isEmpty();
  }

  @Test
  @DisplayName("Lines of JSON that any reader takes")
  void jsonLines() throws Exception {
    Path directory = folder.resolve("run");
    try (Logger logger = JsonLinesLogger.in(directory)) {
      begin(logger);
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("a", 0.5);
      values.put("b", Double.NaN);
      logger.log(1, 1, values);
      logger.log(1, "h", Histogram.of(0.0));
      logger.text(2, "t", "\u00e4\n");
    }
    assertThat(Files.readAllLines(directory.resolve("metrics.jsonl")))
        .containsExactly(
            "{\"settings\":{\"lr\":0.1,\"decay\":null}}",
            "{\"step\":1,\"epoch\":1,\"values\":{\"a\":0.5,\"b\":\"NaN\"}}",
            "{\"step\":1,\"tag\":\"h\",\"histogram\":{\"min\":0.0,\"max\":0.0,\"num\":1.0,\"sum\":0.0,\"sumSquares\":0.0,"
                + "\"limits\":[0.0,1.0E-12],\"counts\":[0.0,1.0],\"nonFinite\":0}}",
            "{\"step\":2,\"tag\":\"t\",\"text\":\"\u00e4\\n\"}");
  }
}
