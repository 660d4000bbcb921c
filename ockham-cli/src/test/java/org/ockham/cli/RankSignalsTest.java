package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranks that signals and kills end, at full length. */
@Tag("cluster")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no such signals")
final class RankSignalsTest {

  /** With all that ranks share: norms over the whole batch, masks, averages, a schedule that follows a metric, batches that are uneven. */
  private static final String RECIPE = """
      name: shared
      data: {set: glyphs, train: 0.5, validation: 0.5, limit: 810, testLimit: 50}
      model: {kind: cnn, channels: [8, 16], hidden: [32], norm: batch, dropout: 0.2}
      optimizer: {kind: adam, lr: 0.003}
      schedule: {kind: plateau, monitor: val/loss, patience: 1}
      average: {kind: ema, decay: 0.9}
      train: {epochs: 12, batch: 50, accumulate: 2}
      """;

  @TempDir
  private Path folder;

  private Child start(Map<String, String> environment, Object... words) throws IOException {
    return Child.start(
        folder,
        List.of(),
        environment,
        Stream.of(words).map(Object::toString).toArray(String[]::new));
  }

  private Path recipe() throws IOException {
    return Files.writeString(folder.resolve("shared.yaml"), RECIPE);
  }

  private Path whole(int shards) throws IOException {
    Path whole = folder.resolve("whole");
    Command train = Command.run("train", recipe(), "--shards", shards, "--out", whole);
    assertThat(train.code()).as(train.err()).isZero();
    return whole;
  }

  @Test
  @DisplayName(
      "Four ranks, one of them killed twice, then two, end with the bits of one process with four shards")
  void killed() throws IOException, InterruptedException {
    Path out = folder.resolve("run");
    List<Object> line = List.of("train", recipe(), "--ranks", 4, "--out", out);
    for (String point : List.of(" 3/12", " 7/12")) {
      List<Object> words =
          new ArrayList<>(Files.exists(out) ? List.of("train", "--resume", out) : line);
      words.addAll(List.of("--checkpoint-every", 0));
      try (Child first = start(Map.of(), words.toArray())) {
        first.await(point);
        List<ProcessHandle> others = first.children();
        assertThat(others).hasSize(3);
        others.get(1).destroyForcibly();
        assertThat(first.code()).as(first.output()).isEqualTo(8);
        assertThat(first.output()).contains("was killed (signal 9)").containsOnlyOnce("ockham: ");
        assertThat(others).noneMatch(ProcessHandle::isAlive);
      }
    }
    Command two = Command.run("train", "--resume", out, "--ranks", 2);
    assertThat(two.code()).as(two.err()).isZero();
    assertThat(two.out()).contains("2 ranks × 2 shards");
    RankTest.sameRun(out, whole(4));
  }

  @Test
  @DisplayName("Where rank 0 is killed no other rank is left")
  void firstKilled() throws IOException, InterruptedException {
    List<ProcessHandle> others;
    try (Child first = start(
        Map.of(),
        "train",
        recipe(),
        "--set",
        "train.epochs=100000",
        "--ranks",
        3,
        "--out",
        folder.resolve("run"))) {
      first.await("     2/100000");
      others = first.children();
      assertThat(others).hasSize(2);
    } // which kills it
    for (ProcessHandle other : others) {
      assertThat(other.onExit().orTimeout(60, TimeUnit.SECONDS).join().isAlive())
          .isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, TERM, 143", "0, INT, 130", "1, TERM, 130"})
  @DisplayName(
      "A signal to any rank ends all after one step, with a checkpoint that the run goes on from")
  void signals(int rank, String signal, int code) throws IOException, InterruptedException {
    Path out = folder.resolve("run");
    try (Child first = start(
        Map.of(), "train", recipe(), "--ranks", 2, "--checkpoint-every", 1000, "--out", out)) {
      first.await(" 3/12");
      if (rank == 0) {
        first.signal(signal);
      } else {
        first.children().get(0).destroy();
      }
      assertThat(first.code()).as(first.output()).isEqualTo(code);
      assertThat(first.output()).contains("to go on: ockham train --resume " + out);
    }
    assertThat(Files.readString(out.resolve("run.json"))).contains("\"interrupted\"");
    Command resumed = Command.run("train", "--resume", out);
    assertThat(resumed.code()).as(resumed.err()).isZero();
    RankTest.sameRun(out, whole(2));
  }

  @Test
  @DisplayName("Ctrl-C typed on a terminal, which sends it to all ranks, does the same")
  void terminal() throws IOException, InterruptedException {
    Path out = folder.resolve("run");
    try (Child first = Child.startInTerminal(
        folder, "train", recipe().toString(), "--ranks", "2", "--out", out.toString())) {
      first.await(" 3/12  train/loss");
      first.type("\u0003");
      assertThat(first.code()).as(first.output()).isEqualTo(130);
      assertThat(first.output()).contains("to go on: ockham train --resume " + out);
    }
    Command resumed = Command.run("train", "--resume", out);
    assertThat(resumed.code()).as(resumed.err()).isZero();
    RankTest.sameRun(out, whole(2));
  }

  @Test
  @DisplayName(
      "Ranks that are started one by one meet as torchrun's variables say, and go on alike")
  void environment() throws IOException, InterruptedException {
    Path out = folder.resolve("run");
    for (boolean isFirst : new boolean[] {true, false}) {
      String[] place = RankTest.place().split(":");
      List<Child> children = new ArrayList<>();
      try {
        for (int rank = 0; rank < 2; rank++) {
          List<Object> words = new ArrayList<>(
              isFirst
                  ? List.of("train", recipe(), "--out", out, "--checkpoint-every", 1000)
                  : List.of("train", "--resume", out));
          words.addAll(List.of("--rendezvous", "env"));
          children.add(start(
              Map.of(
                  "MASTER_ADDR",
                  place[0],
                  "MASTER_PORT",
                  place[1],
                  "RANK",
                  "" + rank,
                  "WORLD_SIZE",
                  "2"),
              words.toArray()));
        }
        if (isFirst) {
          children.get(0).await(" 3/12");
          children.get(1).signal("TERM");
        }
        assertThat(children.get(0).code())
            .as(children.get(0).output())
            .isEqualTo(isFirst ? 130 : 0);
        assertThat(children.get(1).code()).isEqualTo(isFirst ? 143 : 0);
        assertThat(children.get(1).output())
            .contains("rank 1 of 2 on ")
            .doesNotContain("train/loss")
            .contains(isFirst ? "interrupted after epoch" : "done after epoch 12");
      } finally {
        children.forEach(Child::close);
      }
    }
    RankTest.sameRun(out, whole(2));
  }
}
