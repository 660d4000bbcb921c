package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.JavaCommand;
import org.ockham.board.Recording;
import org.ockham.board.RunReader;

/**
 * A training that is killed at any moment, while it writes too, and begun again until it ends, leaves the files of one that was not: the
 * weights, the optimiser, the tables and the checkpoints byte for byte, the event files by what TensorBoard reads in them. The system
 * property {@code ockham.kills} says how many times it is killed; {@code ockham.kills.java} names another Java, with which every second
 * part is run.
 */
final class KillTest {

  private static final int KILLS = Integer.getInteger("ockham.kills", 3);

  /** So that a training that is killed again and again comes to its end in between. */
  private static final int KILLS_A_ROUND = 6;

  @TempDir
  Path folder;

  @Test
  void aKilledTrainingEndsAsIfItHadNeverBeen() throws Exception {
    Path whole = folder.resolve("whole");
    assertThat(run(whole, -1, 0)).isTrue();
    SplittableRandom random = new SplittableRandom();
    List<String> moments = new ArrayList<>();
    int kills = 0;
    for (int round = 0; kills < KILLS; round++) {
      Path directory = folder.resolve("round" + round);
      for (int part = 0; true; part++) {
        boolean isToDie = kills < KILLS && part < KILLS_A_ROUND;
        long delay = isToDie ? (long) (random.nextDouble() * 500) : -1;
        if (run(directory, delay, part)) {
          break;
        }
        kills++;
        moments.add("round " + round + ", after " + delay + " ms");
      }
      assertSameContents(directory, whole, moments);
      assertSameEvents(
          RunReader.read(directory.resolve("tensorboard")),
          RunReader.read(whole.resolve("tensorboard")));
    }
  }

  @Test
  void anotherJavaGoesOn() throws Exception {
    String other = System.getProperty("ockham.kills.java");
    assumeTrue(other != null, "ockham.kills.java names no other Java");
    Path whole = folder.resolve("whole");
    assertThat(run(whole, -1, 0)).isTrue();
    Path directory = folder.resolve("both");
    for (int part = 0; !run(directory, part < 4 ? 300 : -1, part); part++) {
      // by this Java and the other in turn
    }
    assertSameContents(directory, whole, List.of());
  }

  /** Runs the program, and kills it this long after it began to train; whether it came to its end. */
  private static boolean run(Path directory, long delay, int part) throws Exception {
    String other = System.getProperty("ockham.kills.java");
    List<String> command =
        other != null && part % 2 == 1 ? JavaCommand.start(other) : JavaCommand.start();
    command.addAll(List.of(
        "-Xmx512m",
        "-Xshare:auto",
        "-XX:+IgnoreUnrecognizedVMOptions",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        classPath(),
        KilledTraining.class.getName(),
        directory.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    StringBuilder output = new StringBuilder();
    try (BufferedReader reader = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        output.append(line).append('\n');
        if (delay >= 0 && line.equals(KilledTraining.READY)) {
          process.waitFor(delay, TimeUnit.MILLISECONDS);
          process.toHandle().destroyForcibly(); // leaves what it has said to be read
        }
      }
    } finally {
      process.destroyForcibly();
    }
    int status = process.waitFor();
    boolean wasReady = output.toString().endsWith(KilledTraining.READY + "\n");
    if (status != 0 && (delay < 0 || !wasReady)) {
      fail("the training ended with status " + status + ":\n" + output);
    }
    return status == 0;
  }

  /** Surefire's class path may be in the manifest of a jar, which its runtime knows how to name. */
  private static String classPath() {
    return System.getProperty(
        "surefire.test.class.path", ManagementFactory.getRuntimeMXBean().getClassPath());
  }

  /** Says of files that differ where they do: whole, they would bury it. */
  private static void assertSameContents(Path actual, Path expected, List<String> moments) {
    SortedMap<String, String> found = contents(actual);
    SortedMap<String, String> sought = contents(expected);
    assertThat(found.keySet()).as("killed at %s", moments).isEqualTo(sought.keySet());
    found.forEach((name, text) -> {
      String other = sought.get(name);
      int at = Arrays.mismatch(text.toCharArray(), other.toCharArray());
      if (at >= 0) {
        int from = Math.max(0, at - 200);
        fail("%s differs at %d, killed at %s:%n%s%nexpected%n%s"
            .formatted(
                name,
                at,
                moments,
                text.substring(from, Math.min(text.length(), at + 200)),
                other.substring(from, Math.min(other.length(), at + 200))));
      }
    });
  }

  /** Every file's bytes in letters, but for event files, claims, and in checkpoints what the clock says. */
  private static SortedMap<String, String> contents(Path directory) {
    SortedMap<String, String> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = directory.relativize(file).toString();
        if (name.startsWith("tensorboard") || name.endsWith(".lock")) {
          continue;
        }
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        contents.put(
            name,
            name.endsWith("state.json")
                ? bytes
                    .replaceAll("\"(seconds|epochStart|lastSeconds)\":[^,}]*", "")
                    .replaceAll("\"bytes\":\\d+,\"file\":\"[^\"]*\"", "") // of the event file
                    .replaceAll("\"sha256\":\"[0-9a-f]{64}\",\"content\"", "")
                : bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(contents)
        .containsKeys("metrics.csv", "metrics.jsonl", "log.txt", "optimizer.safetensors");
    return contents;
  }

  private static void assertSameEvents(Recording actual, Recording expected) {
    assertThat(actual.problems()).isEmpty();
    assertThat(actual.tags()).isEqualTo(expected.tags());
    assertThat(actual.tags()).contains("train/loss", "val/loss");
    expected.scalars().forEach((tag, series) -> {
      var other = actual.scalars().get(tag);
      assertThat(other.values()).as(tag).isEqualTo(series.values());
      for (int i = 0; i < series.size(); i++) {
        assertThat(other.step(i)).as(tag).isEqualTo(series.step(i));
        assertThat(other.wallTime(i)).as(tag).isEqualTo(series.wallTime(i));
      }
    });
    assertThat(actual.histograms().toString()).isEqualTo(expected.histograms().toString());
    assertThat(actual.status()).isEqualTo(expected.status());
  }
}
