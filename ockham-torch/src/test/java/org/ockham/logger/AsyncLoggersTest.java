package org.ockham.logger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.board.Histogram;
import org.ockham.board.RunReader;

@Timeout(60)
final class AsyncLoggersTest {

  /** Remembers what it was told, and by how many threads. */
  private static class Memory implements Logger {
    final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void start(List<String> tags, boolean isResumed) {
      told.add("start");
    }

    @Override
    public void log(long step, int epoch, Map<String, Double> values) {
      told.add(step + " " + values);
    }

    @Override
    public void log(long step, String tag, Histogram histogram) {
      told.add(step + " " + tag);
    }

    @Override
    public void finish() {
      told.add("finish");
    }

    @Override
    public void close() {
      told.add("close");
    }
  }

  /** Fails at its third number. */
  private static final class Failing extends Memory {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void log(long step, int epoch, Map<String, Double> values) {
      if (count.incrementAndGet() == 3) {
        throw new IllegalStateException("the disk is full");
      }
      super.log(step, epoch, values);
    }
  }

  @Test
  @DisplayName("Every logger gets everything in order, and all of it before the end")
  void order() {
    Memory one = new Memory();
    Memory two = new Memory();
    List<String> expected = new ArrayList<>(List.of("start"));
    try (AsyncLoggers loggers = new AsyncLoggers(List.of(one, two))) {
      loggers.start(List.of(), false);
      for (int step = 0; step < 5000; step++) { // more than wait at once
        loggers.log(step, 1, Map.of("a", 1.0));
        expected.add(step + " {a=1.0}");
      }
      loggers.log(5000, "h", Histogram.of(1.0));
      loggers.finish();
    }
    expected.addAll(List.of("5000 h", "finish", "close"));
    assertThat(one.told).isEqualTo(expected);
    assertThat(two.told).isEqualTo(expected);
  }

  @Test
  @DisplayName("What was logged stays as it was then")
  void copies() {
    Memory memory = new Memory();
    try (AsyncLoggers loggers = new AsyncLoggers(List.of(memory))) {
      loggers.start(List.of(), false);
      Map<String, Double> values = new LinkedHashMap<>();
      for (int i = 0; i < 50; i++) {
        values.put("tag " + i, 1.0 * i);
      }
      String before = "1 " + values;
      loggers.log(1, 1, values);
      values.clear();
      loggers.flush();
      assertThat(memory.told).containsExactly("start", before); // the order of tags, too
    }
  }

  @Test
  @DisplayName(
      "A logger that fails is told of once, in the thread of training, and the others go on")
  void failure() {
    Memory healthy = new Memory();
    Failing failing = new Failing();
    AsyncLoggers loggers = new AsyncLoggers(List.of(failing, healthy));
    loggers.start(List.of(), false);
    loggers.log(1, 1, Map.of());
    loggers.log(2, 1, Map.of());
    loggers.log(3, 1, Map.of());
    assertThatThrownBy(loggers::flush)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the disk is full");
    loggers.log(4, 1, Map.of());
    loggers.flush();
    loggers.close();
    assertThat(failing.told).containsExactly("start", "1 {}", "2 {}", "close");
    assertThat(healthy.told).containsExactly("start", "1 {}", "2 {}", "3 {}", "4 {}", "close");
  }

  @Test
  @DisplayName("A failure that nobody was told of comes out at the end, when all are closed")
  void lateFailure() {
    Memory healthy = new Memory();
    Failing failing = new Failing();
    AsyncLoggers loggers = new AsyncLoggers(List.of(failing, healthy));
    loggers.start(List.of(), false);
    loggers.log(1, 1, Map.of());
    loggers.log(2, 1, Map.of());
    loggers.log(3, 1, Map.of());
    assertThatThrownBy(loggers::close).hasMessage("the disk is full");
    assertThat(failing.told).endsWith("close");
    assertThat(healthy.told).endsWith("3 {}", "close");
    loggers.close(); // once is enough
  }

  @Test
  @DisplayName("Of several failures the first is told, and the others with it")
  void severalFailures() {
    AsyncLoggers loggers = new AsyncLoggers(List.of(new Failing(), new Failing()));
    loggers.start(List.of(), false);
    loggers.log(1, 1, Map.of());
    loggers.log(2, 1, Map.of());
    loggers.log(3, 1, Map.of());
    assertThatThrownBy(loggers::close)
        .hasMessage("the disk is full")
        .satisfies(first -> assertThat(first.getSuppressed())
            .singleElement()
            .satisfies(second -> assertThat(second).hasMessage("the disk is full")));
  }

  @Test
  @DisplayName("If one cannot start, it and those before it are closed")
  void start() {
    Memory first = new Memory();
    Memory second = new Memory() {
      @Override
      public void start(List<String> tags, boolean isResumed) {
        throw new IllegalStateException("taken");
      }
    };
    AsyncLoggers loggers = new AsyncLoggers(List.of(first, second));
    assertThatThrownBy(() -> loggers.start(List.of(), false)).hasMessage("taken");
    assertThat(first.told).containsExactly("start", "close");
    assertThat(second.told).containsExactly("close"); // it may hold a lock already
    loggers.close();
    assertThatThrownBy(() -> loggers.log(1, 1, Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the loggers are not at work: start them first");
  }

  @Test
  @DisplayName("An interrupt is a sign to training: nothing is lost by it, and it is still there")
  void interrupt(@TempDir Path folder) throws Exception {
    CsvLogger csv = CsvLogger.in(folder);
    TensorBoard board = TensorBoard.in(folder);
    AsyncLoggers loggers = new AsyncLoggers(List.of(csv, board, JsonLinesLogger.in(folder)));
    loggers.start(List.of("a"), false);
    Thread.currentThread().interrupt();
    for (int step = 0; step < 3000; step++) {
      loggers.log(step, 1, Map.of("a", 1.0));
    }
    loggers.flush();
    assertThat(csv.state().whole("rows")).isEqualTo(3000);
    assertThat(board.state().whole("next")).isEqualTo(3000);
    loggers.log(3000, 1, Map.of("a", 1.0));
    loggers.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Files.readAllLines(folder.resolve("metrics.csv"))).hasSize(3002);
    assertThat(Files.readAllLines(folder.resolve("metrics.jsonl"))).hasSize(3001);
    assertThat(RunReader.read(folder.resolve("tensorboard")).scalars().get("a").size())
        .isEqualTo(3001);
  }

  @Test
  @DisplayName("They can be used again")
  void again() {
    Memory memory = new Memory();
    AsyncLoggers loggers = new AsyncLoggers(List.of(memory));
    for (int i = 0; i < 500; i++) { // the thread of the one is still ending when the next begins
      loggers.start(List.of(), false);
      loggers.log(1, 1, Map.of());
      loggers.close();
    }
    assertThat(memory.told)
        .isEqualTo(Collections.nCopies(500, List.of("start", "1 {}", "close")).stream()
            .flatMap(List::stream)
            .toList());
  }

  @Test
  @DisplayName("The console gets a line whenever numbers are logged")
  void console() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Logger logger = ConsoleLogger.to(new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("train/loss", 0.25134);
      values.put("rate", 1e-5);
      values.put("val/loss", Double.NaN);
      logger.log(100, 2, values);
      logger.log(100, "h", Histogram.of(1.0));
      logger.text(101, "note", "here");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "step 100  epoch 2  train/loss 0.2513  rate 1.000e-05  val/loss NaN",
            "step 101  note  here");
  }
}
