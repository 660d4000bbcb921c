package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.board.EventWriter;
import org.ockham.board.Histogram;
import org.ockham.board.HyperParameters;
import org.ockham.board.SessionEnd;
import tools.jackson.databind.JsonNode;

final class RunsCommandTest {

  @TempDir
  private Path folder;

  private Path first;

  @BeforeEach
  void log() {
    first = folder.resolve("first");
    try (EventWriter events = EventWriter.in(first)) {
      events.hyperParameters(HyperParameters.of(Map.of("lr", 1e-3, "layers", 3, "bn", true)));
      for (int step = 1; step <= 100; step++) {
        events.scalar("train/loss", step, step == 7 ? Double.NaN : 1.0 / step);
      }
      events.scalar("val/accuracy", 100, 0.875);
      events.histogram("fc1.weight", 100, Histogram.of(1.0));
      events.text("note", 3, "a note");
      events.end(SessionEnd.Status.SUCCESS);
    }
    try (EventWriter events = EventWriter.in(folder.resolve("deep/second"))) {
      events.hyperParameters(HyperParameters.of(Map.of("lr", 1e-2)));
      events.scalar("a, \"b\"\u001b[2J", 5, 1e-7);
    }
  }

  @Test
  @DisplayName("list has each run with its state, step and last values")
  void list() {
    Command list = Command.run("runs", "list", folder);
    assertThat(list.code()).isZero();
    assertThat(list.err()).isEmpty();
    assertThat(list.out().lines().map(line -> line.strip().replaceAll(" {2,}", "  ")))
        .containsExactly(
            "run  status  step  last values",
            "deep/second  unfinished  5  a, \"b\"\ufffd[2J 1.000e-07",
            "first  finished  100  val/accuracy 0.8750, train/loss 0.0100");
    JsonNode json = Command.run("runs", "list", folder, "--json").json();
    assertThat(json.size()).isEqualTo(2);
    assertThat(json.get(1).get("run").asString()).isEqualTo("first");
    assertThat(json.get(1).get("hyperParameters").get("bn").asBoolean()).isTrue();
    assertThat(json.get(1).get("lastValues").get("val/accuracy").asDouble()).isEqualTo(0.875);
  }

  @Test
  @DisplayName(
      "show has the settings, the curves and what else there is, and says that it is reduced")
  void show() {
    Command show = Command.run("runs", "show", first);
    assertThat(show.code()).isZero();
    assertThat(show.out())
        .startsWith(".: finished, step 100, begun 2")
        .contains("  layers  3\n", "  lr  0.001\n", "  bn  true\n")
        .contains("1.0000 @ 1", "0.0100 @ 100", "0.8750 @ 100")
        .contains("█▃·", "reduced: each mark", "--csv has all points")
        .contains("histograms: fc1.weight", "texts: note");
    Command only = Command.run("runs", "show", folder.resolve("deep"), "--smoothing", "0.9");
    assertThat(only.code()).isZero();
    assertThat(only.out()).startsWith("second: unfinished, step 5").doesNotContain("reduced");
  }

  @Test
  @DisplayName("--csv and --json have every point")
  void export() {
    Command csv = Command.run("runs", "show", first, "--csv");
    assertThat(csv.out().lines()).hasSize(102);
    assertThat(csv.out().lines().toList().get(0)).isEqualTo("tag,step,wall_time,value");
    assertThat(csv.out().lines().toList().get(7)).startsWith("train/loss,7,").endsWith(",NaN");
    assertThat(Command.run("runs", "show", folder.resolve("deep"), "--csv").out())
        .contains("\"a, \"\"b\"\"\u001b[2J\",5,");
    JsonNode all = Command.run("runs", "show", first, "--json").json().get("scalars");
    assertThat(all.get("train/loss").get("values").size()).isEqualTo(100);
    assertThat(all.get("train/loss").get("reduced").asBoolean()).isFalse();
    JsonNode few = Command.run("runs", "show", first, "--json", "--points", 20).json();
    JsonNode loss = few.get("scalars").get("train/loss");
    assertThat(loss.get("values").size()).isLessThanOrEqualTo(20);
    assertThat(loss.get("reduced").asBoolean()).isTrue();
    assertThat(loss.get("of").asInt()).isEqualTo(100);
    assertThat(loss.get("steps").toString()).startsWith("[1,7,").endsWith(",100]");
  }

  @Test
  @DisplayName("Damage is told, and what came before it shown")
  void damaged() throws IOException {
    Path file;
    try (var files = Files.list(first)) {
      file = files.findFirst().orElseThrow();
    }
    Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
    Command show = Command.run("runs", "show", first);
    assertThat(show.code()).isZero();
    assertThat(show.out()).contains("val/accuracy");
    assertThat(show.err())
        .matches("ockham: \\Q" + file
            + "\\E: the record at byte \\d+ is cut off after 3 bytes of its header\\R");
  }

  @Test
  @DisplayName("What is not there, and what is not said, is refused in a sentence")
  void refused() throws IOException {
    Path absent = folder.resolve("absent");
    Command none = Command.run("runs", "list", absent);
    assertThat(none.code()).isEqualTo(4);
    assertThat(none.err()).contains(absent + " cannot be read: it is not there");
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThat(Command.run("runs", "show", empty).err())
        .contains("in and below " + empty + " there are no event files");
    Command which = Command.run("runs", "show", folder);
    assertThat(which.code()).isEqualTo(4);
    assertThat(which.err()).contains("which run?", "first", "second");
    assertThat(Command.run("runs").code()).isEqualTo(2);
    assertThat(Command.run("runs", "show", first, "--csv", "--json").code()).isEqualTo(2);
    assertThat(Command.run("runs", "show", first, "--smoothing", "1").code()).isEqualTo(2);
    assertThat(Command.run("runs", "show", first, "--points", "9").err())
        .contains("--points is for --json");
    assertThat(Command.run("runs", "show", first, "--json", "--points", "4").code())
        .isEqualTo(2);
  }
}
