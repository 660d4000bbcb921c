package org.ockham.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.board.SessionEnd.Status;

final class EventWriterTest {

  @TempDir
  private Path folder;

  private static List<Event> events(Path file) {
    List<Event> events = new ArrayList<>();
    try (EventReader reader = EventReader.open(file)) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        events.add(event);
      }
      assertThat(reader.problems()).isEmpty();
    }
    return events;
  }

  @Test
  @DisplayName("The checksum is that of the format: masked CRC-32C")
  void checksum() {
    byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertThat(Records.checksum(check, 0, 9))
        .isEqualTo(Integer.rotateRight(0xE3069283, 15) + 0xA282EAD8);
  }

  @Test
  @DisplayName("A file is, byte for byte, what TensorFlow's writer makes of the same events")
  void bytes() throws Exception {
    Path file;
    try (EventWriter writer = EventWriter.in(folder, new Moments())) {
      writer.scalar("loss", 7, 0.5);
      file = writer.file();
    }
    byte[] bytes = Files.readAllBytes(file);
    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo(
            // length, its checksum, wall_time, file_version, checksum
            "1800000000000000" + "a37f4b22" + "0900002040fc54d941"
                + "1a0d627261696e2e4576656e743a32" + "2b353110"
                // length, its checksum, wall_time, step, summary of one value: tag and
                // simple_value; checksum
                + "1a00000000000000" + "129bd82d" + "0900003040fc54d941" + "1007"
                + "2a0d" + "0a0b" + "0a046c6f7373" + "150000003f" + "a1fc1641");
  }

  @Test
  @DisplayName("Every kind of value comes back as it was given")
  void allKinds() throws Exception {
    Histogram histogram = Histogram.of(1.0, 2.0, 2.0);
    Image image = Image.of(Pictures.png(5, 4));
    PrCurve curve = PrCurve.of(new boolean[] {true, false}, new double[] {0.9, 0.2}, 3);
    try (EventWriter writer = EventWriter.in(folder, new Moments())) {
      writer.scalars(3, Map.of("a", 0.5));
      writer.histogram("h", 3, histogram);
      writer.image("i", 3, image);
      writer.text("t", 3, "**bold** µ");
      writer.prCurve("p", 3, curve);
      writer.hyperParameters(HyperParameters.of(Map.of("lr", 1e-3)));
      writer.end(Status.SUCCESS);
    }
    Recording run = RunReader.read(folder);
    assertThat(run.problems()).isEmpty();
    assertThat(run.scalars().get("a").value(0)).isEqualTo(0.5);
    assertThat(run.histograms().get("h"))
        .containsExactly(new Point<>(3, 1_700_000_001.0, histogram));
    assertThat(run.images().get("i").get(0).value()).isEqualTo(image);
    assertThat(run.texts().get("t").get(0).value()).isEqualTo("**bold** µ");
    assertThat(run.curves().get("p").get(0).value()).isEqualTo(curve);
    assertThat(run.hyperParameters()).contains(new HyperParameters(Map.of("lr", 1e-3)));
    assertThat(run.status()).contains(Status.SUCCESS);
    assertThat(run.lastStep()).isEqualTo(3);
    assertThat(run.tags()).containsExactly("a", "h", "i", "p", "t");
  }

  static Stream<String> tags() {
    return Stream.of(
        "Episode / Total timesteps (mean)",
        "loss:0",
        "Verlust µ/σ",
        "a b",
        "a_b",
        "/lead",
        "x".repeat(1000),
        "../x",
        "train/loss",
        "\uD83D\uDE00",
        "line\nbreak",
        "zero\0");
  }

  @ParameterizedTest
  @MethodSource("tags")
  @DisplayName("A tag is text, kept as it is; no file is named after it")
  void tagsAreText(String tag) throws Exception {
    Path directory = folder.resolve("run");
    try (EventWriter writer = EventWriter.in(directory)) {
      writer.scalar(tag, 1, 2);
      writer.text(tag + "t", 1, tag);
    }
    Recording run = RunReader.read(directory);
    assertThat(run.scalars()).containsOnlyKeys(tag);
    assertThat(run.texts()).containsOnlyKeys(tag + "t");
    assertThat(run.texts().get(tag + "t").get(0).value()).isEqualTo(tag);
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files).hasSize(3); // the folder, the run, its file
    }
  }

  @Test
  @DisplayName("Tags that differ in a space or an underscore are two")
  void tagsDoNotCollide() {
    try (EventWriter writer = EventWriter.in(folder)) {
      writer.scalar("a b", 1, 1);
      writer.scalar("a_b", 1, 2);
    }
    Recording run = RunReader.read(folder);
    assertThat(run.scalars().get("a b").value(0)).isEqualTo(1);
    assertThat(run.scalars().get("a_b").value(0)).isEqualTo(2);
  }

  @Test
  @DisplayName("No tag and half a character are refused, and nothing of them is written")
  void refusedTags() {
    try (EventWriter writer = EventWriter.in(folder)) {
      assertThatThrownBy(() -> writer.scalar("", 1, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a tag is empty: give each value a name");
      assertThatThrownBy(() -> writer.scalar("a\uD800b", 1, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "\"a\\uD800b\" holds a surrogate without its other half, which UTF-8 cannot write: pass whole"
                  + " characters");
      assertThatThrownBy(() -> writer.text("t", 1, "\uDC00"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\\uDC00");
      writer.flush();
      assertThat(events(writer.file())).hasSize(1);
    }
  }

  @Test
  @DisplayName("A restart is said before any value")
  void restart() {
    Path file;
    try (EventWriter writer = EventWriter.in(folder).resumedAt(101)) {
      writer.scalar("a", 110, 1);
      file = writer.file();
      assertThatThrownBy(() -> writer.resumedAt(5))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("a restart at step 5 must be the first that is said");
    }
    List<Event> events = events(file);
    assertThat(events.get(0).fileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).restart()).isTrue();
    assertThat(events.get(1).step()).isEqualTo(101);
    assertThat(events.get(2).values()).containsExactly(new TaggedValue("a", new Scalar(1)));
  }

  @Test
  @DisplayName("Two files of one second are read in the order in which they were begun")
  void order() {
    Moments clock = new Moments();
    for (int i = 0; i < 12; i++) {
      try (EventWriter writer = EventWriter.in(folder, clock)) {
        writer.scalar("a", i, i);
      }
    }
    assertThat(RunReader.read(folder).scalars().get("a").values())
        .containsExactly(IntStream.range(0, 12).asDoubleStream().toArray());
  }

  @Test
  @DisplayName("A name says when, where and by whom, in ten digits")
  void name() {
    try (EventWriter writer = EventWriter.in(folder, new Moments())) {
      assertThat(writer.file().getFileName().toString())
          .matches("events\\.out\\.tfevents\\.1700000000\\.[A-Za-z0-9._-]+\\.\\d+\\.0");
    }
  }

  @Test
  @DisplayName("The same events by the same clock are the same bytes")
  void reproducible() throws Exception {
    List<byte[]> files = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      try (EventWriter writer = EventWriter.in(folder.resolve(name), new Moments())) {
        writer.hyperParameters(HyperParameters.of(Map.of("b", 1, "a", true, "c", "x")));
        writer.histogram("h", 1, Histogram.of(1.0, -1.0));
        files.add(Files.readAllBytes(writer.file()));
        writer.close();
        files.set(files.size() - 1, Files.readAllBytes(writer.file()));
      }
    }
    assertThat(files.get(0)).isEqualTo(files.get(1));
  }

  @Test
  @DisplayName("What was flushed is there although the writer was never closed")
  void flush() {
    try (EventWriter writer = EventWriter.in(folder)) {
      writer.scalar("a", 1, 1);
      writer.flush();
      writer.scalar("a", 2, 2);
      assertThat(RunReader.read(folder).scalars().get("a").size()).isEqualTo(1);
    }
    assertThat(RunReader.read(folder).scalars().get("a").size()).isEqualTo(2);
  }

  @Test
  @DisplayName("After the end nothing more is written")
  void closed() {
    EventWriter writer = EventWriter.in(folder);
    writer.close();
    writer.close();
    assertThatThrownBy(() -> writer.scalar("a", 1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(writer.file() + " is closed: nothing more can be written to it");
    assertThat(events(writer.file())).hasSize(1);
  }

  @Test
  @DisplayName("A place where no directory can be is refused in a sentence")
  void noDirectory() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> EventWriter.in(file.resolve("run")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("no event file can be written in " + file.resolve("run") + ": ");
  }

  @Test
  @DisplayName("Threads share a writer without mixing their events")
  void threads() {
    try (EventWriter writer = EventWriter.in(folder)) {
      IntStream.range(0, 4000).parallel().forEach(i -> writer.scalar("a" + i % 7, i, i));
    }
    Recording run = RunReader.read(folder);
    assertThat(run.problems()).isEmpty();
    assertThat(run.scalars().values().stream().mapToInt(Series::size).sum()).isEqualTo(4000);
  }
}
