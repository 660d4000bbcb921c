package org.ockham.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.cli.InProcess;

/** {@code ockham train --on spark://… --ranks 2}: each rank is a process. Run by {@code ./mvnw -Pcluster verify}. */
@Tag("cluster")
final class RanksOnClusterTest {

  private static final String RECIPE = """
      name: small
      data: {set: glyphs, train: 0.6, validation: 0.4, limit: 1000, testLimit: 100}
      model: {kind: mlp, hidden: [32], dropout: 0.2}
      optimizer: {kind: adam, lr: 0.005}
      train: {epochs: 200, batch: 20}
      """;

  @TempDir
  private static Path home;

  @TempDir
  private Path folder;

  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    System.setProperty("spark.jars", Build.jars());
    cluster = StandaloneCluster.start(home, 2);
  }

  @AfterAll
  static void end() {
    System.clearProperty("spark.jars");
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  @DisplayName(
      "A rank that is killed ends the other within moments; both begin again, go on from the checkpoint, and come to the bits of one process")
  void killed() throws Exception {
    Path recipe = Files.writeString(folder.resolve("small.yaml"), RECIPE);
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    Object[] words = {
      "train",
      recipe,
      "--on",
      cluster.url(),
      "--ranks",
      2,
      "--shared",
      shared,
      "--checkpoint-every",
      0.5,
      "--out",
      there
    };
    CompletableFuture<InProcess> run = CompletableFuture.supplyAsync(() -> InProcess.run(words));
    StandaloneCluster.await("a checkpoint", () -> run.isDone() || hasCheckpoint(shared));
    assertThat(run).as("the run is under way").isNotDone();
    cluster.killExecutor();
    InProcess seen = run.get(10, TimeUnit.MINUTES);
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.err()).containsOnlyOnce("ockham: a rank was lost, and all begin again: ");
    assertThat(cluster.log()).contains("small-base-seed0 goes on from " + shared);
    assertThat(there.resolve("run.json")).content().contains("\"resumptions\" : 1");
    InProcess expected = InProcess.run("train", recipe, "--shards", 2, "--out", here);
    assertThat(expected.code()).as(expected.err()).isZero();
    assertThat(there.resolve("model.safetensors"))
        .hasSameBinaryContentAs(here.resolve("model.safetensors"));
    assertThat(there.resolve("metrics.csv")).hasSameBinaryContentAs(here.resolve("metrics.csv"));
    assertThat(shared).isEmptyDirectory();
  }

  @Test
  @DisplayName(
      "More ranks than there is room for are refused in one sentence; a run that fails is not begun again")
  void refused() throws IOException {
    Path recipe = Files.writeString(
        folder.resolve("wild.yaml"),
        RECIPE.replace("kind: adam, lr: 0.005", "kind: sgd, lr: 1e30"));
    Path out = folder.resolve("out");
    Object[] words = {"train", recipe, "--on", cluster.url(), "--out", out, "--ranks", 3};
    InProcess tooMany = InProcess.run(words);
    assertThat(tooMany.code()).as(tooMany.err()).isEqualTo(3);
    assertThat(tooMany.err())
        .contains("ockham: 3 ranks begin together, each on a core, but " + cluster.url()
            + " has room for 2: give fewer --ranks, or see that it has free workers");
    assertThat(out).doesNotExist();
    words[words.length - 1] = 2;
    InProcess wild = InProcess.run(words);
    assertThat(wild.code()).as(wild.err()).isEqualTo(4);
    assertThat(wild.err())
        .contains("ockham: rank 0: the loss is NaN")
        .doesNotContain("begin again");
  }

  private static boolean hasCheckpoint(Path shared) {
    try (Stream<Path> files = Files.walk(shared)) {
      return files.anyMatch(file -> file.endsWith("checkpoint/state.json"));
    } catch (IOException | UncheckedIOException e) {
      return false; // it changes as it is read
    }
  }
}
