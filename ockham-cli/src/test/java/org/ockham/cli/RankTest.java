package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ockham train} in several processes. */
final class RankTest {

  @TempDir
  private Path folder;

  /** Sockets for datagrams, in the way of none for connections, which keep other tests from a place as long as this process lives. */
  private static final List<DatagramSocket> KEPT = new ArrayList<>();

  /** A place where nobody listens, below those that systems give to sockets that take any. */
  static synchronized String place() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port)) {
        KEPT.add(new DatagramSocket(port));
        return "127.0.0.1:" + socket.getLocalPort();
      } catch (IOException taken) {
        // by another process: the next one may be free
      }
    }
  }

  static void sameRun(Path one, Path other) {
    for (String file : List.of("model.safetensors", "metrics.csv", "recipe.yaml")) {
      assertThat(one.resolve(file)).hasSameBinaryContentAs(other.resolve(file));
    }
  }

  @Test
  @DisplayName("Two ranks leave the bits of one process with two shards, and one run")
  void sameBits() throws IOException {
    Path tiny = Command.tiny(folder);
    Path ranked = folder.resolve("ranked");
    Command train =
        Command.run("train", tiny, "--variant", "dropout", "--ranks", 2, "--out", ranked);
    assertThat(train.err()).isEmpty();
    assertThat(train.code()).isZero();
    assertThat(train.out())
        .contains("2 ranks × 1 shard, to the bits of one process with --shards 2")
        .containsOnlyOnce("epoch 2/2")
        .contains("test        ");
    Path whole = folder.resolve("whole");
    assertThat(Command.run("train", tiny, "--variant", "dropout", "--shards", 2, "--out", whole)
            .code())
        .isZero();
    sameRun(ranked, whole);
    assertThat(Files.readString(ranked.resolve("run.json")))
        .contains("\"ranks\" : 2", "\"shards\" : 2", "\"finished\"");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
        .isEmpty();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows tells no signal")
  @DisplayName(
      "A rank that is killed ends all with one sentence; the run goes on elsewhere, to the same bits")
  void killed() throws IOException, InterruptedException {
    String tiny = Command.tiny(folder).toString();
    Path out = folder.resolve("run");
    try (Child first = Child.start(
        folder,
        List.of(),
        Map.of(),
        "train",
        tiny,
        "--set",
        "train.epochs=60",
        "--ranks",
        "2",
        "--checkpoint-every",
        "0",
        "--out",
        out.toString())) {
      first.await("epoch  2/60");
      List<ProcessHandle> others = first.children();
      assertThat(others).hasSize(1);
      others.get(0).destroyForcibly();
      assertThat(first.code()).as(first.output()).isEqualTo(8);
      assertThat(first.output())
          .contains(
              "ockham: rank 1 of 2 was killed (signal 9): by somebody, or by the system for want of memory\n")
          .containsOnlyOnce("ockham: ")
          .contains("Kept as failed in " + out + ": --resume " + out + " goes on");
    }
    Command three = Command.run("train", "--resume", out, "--ranks", 3);
    assertThat(three.code()).isEqualTo(2);
    assertThat(three.err())
        .contains("--ranks 3 contradicts the run in " + out)
        .contains("all its ranks together have 2 shards");
    Command resumed = Command.run("train", "--resume", out, "--ranks", 1);
    assertThat(resumed.err()).isEmpty();
    assertThat(resumed.code()).isZero();
    Path whole = folder.resolve("whole");
    Command.run("train", tiny, "--set", "train.epochs=60", "--shards", 2, "--out", whole);
    sameRun(out, whole);
  }

  @Test
  @DisplayName(
      "Ranks that were started otherwise than rank 0 are refused on all of them, before the first step")
  void differing() throws IOException, InterruptedException {
    String tiny = Command.tiny(folder).toString();
    String place = place();
    Path out = folder.resolve("run");
    String[] meeting = {"--ranks", "2", "--rendezvous", place, "--rank"};
    String sentence = " was started with another optimizer.lr, 0.1 where rank 0 has 0.005: give all"
        + " ranks the same recipe, seed, data and shards.";
    try (Child second = Child.start(
        folder,
        List.of(),
        Map.of(),
        Stream.concat(
                Stream.of("train", tiny, "--set", "optimizer.lr=0.1"),
                Stream.concat(Stream.of(meeting), Stream.of("1")))
            .toArray(String[]::new))) {
      Command first = Command.run(Stream.concat(
              Stream.of("train", tiny, "--out", out),
              Stream.concat(Stream.of(meeting), Stream.of(0)))
          .toArray());
      assertThat(first.code()).as(first.err()).isEqualTo(4);
      assertThat(first.err()).startsWith("ockham: rank 1 of 2 (on ").contains(sentence);
      assertThat(first.out()).doesNotContain("epoch 1/2");
      assertThat(second.code()).isEqualTo(4);
      assertThat(second.output().lines().filter(line -> !line.startsWith("WARNING: ")))
          .hasSize(2)
          .satisfiesExactly(
              start -> assertThat(start)
                  .startsWith("rank 1 of 2 on ")
                  .endsWith(": tiny, variant plain, seed 0, with rank 0 at " + place),
              end -> assertThat(end).startsWith("ockham: rank 1 of 2").endsWith(sentence));
    }
  }

  @Test
  @DisplayName("A rank that does not come within the time limit is named, and nothing is left")
  void missing() throws IOException {
    Path out = folder.resolve("run");
    Command first = Command.run(
        "train",
        Command.tiny(folder),
        "--ranks",
        2,
        "--rendezvous",
        place(),
        "--rank",
        0,
        "--rank-timeout",
        1,
        "--out",
        out);
    assertThat(first.code()).isEqualTo(8);
    assertThat(first.err())
        .contains("ockham: rank 1 of 2 did not come to 127.0.0.1:")
        .endsWith("or allow more time with --rank-timeout SECONDS\n");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--ranks 0 | --ranks is 0, but must be at least 1",
        "--ranks 2 --rank-timeout 0 | --rank-timeout is 0.0, but must be a number of seconds",
        "--rank 1 | give --rendezvous HOST:PORT and --ranks N too",
        "--rendezvous node1:29500 | say with --rank K and --ranks N which of how many this is",
        "--rendezvous node1 --rank 0 --ranks 2 | host:port is expected",
        "--rendezvous node1:0 --rank 0 --ranks 2 | port",
        "--rendezvous node1:29500 --rank 2 --ranks 2 | it must lie between 0 and 1",
        "--rendezvous env --ranks 2 | leave --rank and --ranks out",
        "--rendezvous env | --rendezvous env: MASTER_ADDR is not in the environment",
      })
  @DisplayName("Words that name no rank of several are refused with 2")
  void words(String words, String sentence) throws IOException {
    Command refused = Command.run(
        Stream.concat(Stream.of("train", Command.tiny(folder)), Stream.of(words.split(" ")))
            .toArray());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("ockham: ", sentence);
  }

  @Test
  @DisplayName("Other commands say that ranks are for train")
  void others() throws IOException {
    Command refused = Command.run("compare", Command.tiny(folder), "--ranks", 2);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("Ranks are for ockham train");
  }
}
