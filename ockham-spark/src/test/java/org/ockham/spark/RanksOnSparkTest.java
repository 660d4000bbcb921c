package org.ockham.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.cli.InProcess;
import org.ockham.data.fetch.Cache;
import org.ockham.lab.CheckpointInterval;
import org.ockham.lab.Experiment;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.RunResult;
import org.ockham.lab.cluster.ClusterRun;
import org.ockham.lab.cluster.ClusterRunListener;
import org.ockham.lab.cluster.SharedDirectory;
import org.ockham.lab.recipe.Recipe;

/** {@code ockham train --on local[2] --ranks 2}: the tasks of a barrier stage are ranks, here threads of this process. */
final class RanksOnSparkTest {

  private static final String TINY = """
      name: tiny
      data: {set: glyphs, train: 0.6, validation: 0.4, limit: 200, testLimit: 50}
      model: {kind: mlp, hidden: [16], dropout: 0.2}
      optimizer: {kind: adam, lr: 0.005}
      train: {epochs: 3, batch: 20}
      """;

  @TempDir
  private Path folder;

  private Path recipe(String text) throws IOException {
    return Files.writeString(folder.resolve("tiny.yaml"), text);
  }

  @Test
  @DisplayName("Two ranks come to the files of one process with two shards, and leave nothing else")
  void same() throws IOException {
    Path recipe = recipe(TINY);
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    Path shared = Files.createDirectory(folder.resolve("shared"));
    InProcess expected = InProcess.run("train", recipe, "--shards", 2, "--out", here);
    assertThat(expected.code()).as(expected.err()).isZero();
    InProcess seen = InProcess.run(
        "train", recipe, "--on", "local[2]", "--ranks", 2, "--shared", shared, "--out", there);
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.err()).isEqualTo("joining local[2]\n");
    assertThat(seen.out())
        .contains("2 ranks × 1 shard, to the bits of one process with --shards 2")
        .contains("epoch 3/3  train/loss ")
        .contains("model: " + there.resolve("model.safetensors"));
    same(here, there);
    assertThat(shared).as("what is kept need not be gone on with").isEmptyDirectory();
  }

  @Test
  @DisplayName(
      "More ranks than there is room for are refused in one sentence, and nothing is written")
  void tooFew() throws IOException {
    Path out = folder.resolve("out");
    InProcess seen =
        InProcess.run("train", recipe(TINY), "--on", "local[2]", "--ranks", 3, "--out", out);
    assertThat(seen.code()).isEqualTo(3);
    assertThat(seen.err())
        .isEqualTo("joining local[2]\n"
            + "ockham: 3 ranks begin together, each on a core, but local[2] has room for 2: give fewer --ranks, or"
            + " --on 'local[3]'.\n");
    assertThat(out).doesNotExist();
  }

  @Test
  @DisplayName(
      "A run that fails has the code and the words it has without Spark; another may take its place")
  void failure() throws IOException {
    Path recipe = recipe(TINY.replace("kind: adam, lr: 0.005", "kind: sgd, lr: 1e30"));
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    InProcess expected = InProcess.run("train", recipe, "--shards", 2, "--out", here);
    Object[] words = {"train", recipe, "--on", "local[2]", "--ranks", 2, "--out", there};
    InProcess seen = InProcess.run(words);
    assertThat(expected.code()).isEqualTo(4);
    assertThat(seen.code()).isEqualTo(4);
    assertThat(seen.err())
        .isEqualTo("joining local[2]\n"
            + expected
                .err()
                .replace("ockham: ", "ockham: rank 0: ")
                .replace(here.toString(), there.toString()));
    recipe(TINY);
    assertThat(InProcess.run(words).code()).isZero();
  }

  @Test
  @DisplayName(
      "A run that is cut short is kept in the shared directory, and goes on from there, also with its shards otherwise shared")
  void goesOn() throws Exception {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    Path recipe = recipe(TINY.replace("epochs: 3", "epochs: 1000"));
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    Recipe read = Recipe.of(recipe.toString());
    Experiment experiment = Experiment.of(read.variant(), 0, Cache.standard()).on(1, 0);
    try (SparkCluster cluster = SparkCluster.join("local[2]")) {
      ClusterRun run = new ClusterRun(
          cluster,
          Cache.standard(),
          2,
          Duration.ofMinutes(2),
          new SharedDirectory(shared.toString(), CheckpointInterval.standard()),
          new ClusterRunListener() {});
      RunDirectory directory = RunDirectory.at(there);
      CompletableFuture<Optional<RunResult>> result = CompletableFuture.supplyAsync(
          () -> Optional.ofNullable(run.execute(experiment, directory, "a test", known -> {})));
      StandaloneCluster.await("the run", () -> result.isDone() || has(shared, "metrics.csv"));
      run.interrupt();
      assertThat(result.get(2, TimeUnit.MINUTES)).isEmpty();
    }
    assertThat(has(shared, "checkpoint")).isTrue();
    InProcess seen = InProcess.run(
        "train", recipe, "--on", "local[1]", "--shards", 2, "--shared", shared, "--out", there);
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(there.resolve("run.json")).content().contains("\"resumptions\" : 1");
    InProcess expected = InProcess.run("train", recipe, "--shards", 2, "--out", here);
    assertThat(expected.code()).as(expected.err()).isZero();
    same(here, there);
  }

  @ParameterizedTest
  @CsvSource({
    "--resume, DIR, --resume is for runs of this machine",
    "--threads, 2, --threads is for runs of this machine",
    "--rendezvous, 127.0.0.1:29500, --rendezvous is for ranks that are started one by one",
    "--rank, 1, --rank is for ranks that are started one by one",
    "--checkpoint-every, 5, --checkpoint-every is for runs in --shared",
    "--shared, DIR, but must be a directory that all machines of --on see",
    "--ranks, 0, --ranks is 0"
  })
  @DisplayName("What is no use on a cluster is a wrong command line")
  void refused(String option, String value, String sentence) throws IOException {
    Path out = folder.resolve("out");
    InProcess seen =
        InProcess.run("train", recipe(TINY), "--on", "local[2]", option, value, "--out", out);
    assertThat(seen.code()).isEqualTo(2);
    assertThat(seen.err()).contains("ockham: ").contains(sentence);
    assertThat(out).doesNotExist();
  }

  private static boolean has(Path folder, String name) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> file.endsWith(name));
    } catch (IOException | UncheckedIOException e) {
      return false; // it changes as it is read
    }
  }

  private static void same(Path here, Path there) {
    for (String file : new String[] {"model.safetensors", "metrics.csv", "recipe.yaml"}) {
      assertThat(there.resolve(file)).hasSameBinaryContentAs(here.resolve(file));
    }
  }
}
