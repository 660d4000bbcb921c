package org.ockham.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.cli.InProcess;
import org.ockham.data.fetch.Cache;
import org.ockham.lab.cluster.ClusterException;
import org.ockham.lab.compare.Comparison;
import org.ockham.lab.compare.ComparisonListener;
import org.ockham.lab.recipe.Recipe;

/** {@code ockham compare --on local[2]}: Spark in this process. */
final class CompareOnSparkTest {

  private static final String TINY = """
      name: tiny
      data: {set: glyphs, train: 0.6, validation: 0.4, limit: 200, testLimit: 50}
      model: {kind: mlp, hidden: [16]}
      optimizer: {kind: adam, lr: 0.005}
      train: {epochs: 2, batch: 20}
      variants:
        plain: {}
        dropout: {model.dropout: 0.3}
      seeds: [0, 1]
      """;

  @TempDir
  private Path folder;

  @Test
  @DisplayName("Runs, trials, variations and baselines come to the same files as without Spark")
  void same() throws IOException {
    Path recipe = Files.writeString(folder.resolve("tiny.yaml"), TINY);
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    Object[] local = {
      "compare", recipe, "--jobs", 2, "--tune", 2, "--vary", "init,mask", "--out", here
    };
    Object[] remote = local.clone();
    remote[local.length - 1] = there;
    InProcess expected = InProcess.run(local);
    assertThat(expected.code()).as(expected.err()).isZero();
    InProcess seen = InProcess.run(with(remote, "--on", "local[2]", "--shared", folder));
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.err()).isEqualTo("joining local[2]\n");
    Results.same(there, here);
    assertThat(folder.toFile().list())
        .as("checkpoints go when results are kept")
        .containsOnly("tiny.yaml", "here", "there");
  }

  @Test
  @DisplayName(
      "A run that fails is that run's failure, with the code and the words it has without Spark; folds are cut there too")
  void failures() throws IOException {
    Path recipe = Files.writeString(
        folder.resolve("wild.yaml"),
        TINY.replace(
            "dropout: {model.dropout: 0.3}", "wild: {optimizer.kind: sgd, optimizer.lr: 1e30}"));
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    InProcess expected =
        InProcess.run("compare", recipe, "--folds", 2, "--repeats", 1, "--jobs", 1, "--out", here);
    InProcess seen = InProcess.run(
        "compare", recipe, "--folds", 2, "--repeats", 1, "--on", "local[1]", "--out", there);
    assertThat(expected.code()).isEqualTo(4);
    assertThat(seen.code()).isEqualTo(4);
    assertThat(seen.err()).isEqualTo("joining local[1]\n" + expected.err());
    Results.same(there, here);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sparc://host:7077", "spark://host", "local[0]", "here"})
  @DisplayName("What is no master is a wrong command line")
  void noMaster(String master) throws IOException {
    Path recipe = Files.writeString(folder.resolve("tiny.yaml"), TINY);
    Path out = folder.resolve("out");
    InProcess seen = InProcess.run("compare", recipe, "--on=" + master, "--out", out);
    assertThat(seen.code()).isEqualTo(2);
    assertThat(seen.err())
        .contains("ockham: --on is '" + master
            + "', but must be where Spark's master is, such as spark://host:7077");
    assertThat(out).doesNotExist();
  }

  @Test
  @DisplayName("A master that does not answer is named at once, and nothing is written")
  void unreachable() throws IOException {
    Path recipe = Files.writeString(folder.resolve("tiny.yaml"), TINY);
    Path out = folder.resolve("out");
    String master = "spark://127.0.0.1:1"; // where nobody but the superuser could listen
    InProcess seen = InProcess.run("compare", recipe, "--on", master, "--out", out);
    assertThat(seen.code()).isEqualTo(3);
    assertThat(seen.err())
        .contains(
            "ockham: nothing answers at " + master + " (Connection refused): start the master");
    assertThat(out).doesNotExist();
    InProcess yarn = InProcess.run("compare", recipe, "--on", "yarn", "--out", out);
    assertThat(yarn.code()).isEqualTo(3);
    assertThat(yarn.err())
        .contains("ockham: yarn needs a module of Spark")
        .contains("spark-submit");
  }

  @Test
  @DisplayName("--shared must be a directory, and is for --on")
  void shared() throws IOException {
    Path recipe = Files.writeString(folder.resolve("tiny.yaml"), TINY);
    InProcess alone = InProcess.run("compare", recipe, "--shared", folder);
    assertThat(alone.code()).isEqualTo(2);
    assertThat(alone.err()).contains("but must be a directory that all machines of --on see");
    InProcess file = InProcess.run("compare", recipe, "--on", "local[2]", "--shared", recipe);
    assertThat(file.code()).isEqualTo(2);
  }

  @Test
  @DisplayName(
      "A cluster that is interrupted makes no more runs, and is left without a task under way")
  void interrupted() throws Exception {
    Path recipe = Files.writeString(
        folder.resolve("tiny.yaml"), TINY.replace("epochs: 2", "epochs: 1000000"));
    try (SparkCluster cluster = SparkCluster.join("local[2]")) {
      assertThat(cluster.slots()).isEqualTo(2);
      var comparison = Comparison.of(Recipe.of(recipe.toString()));
      CompletableFuture<Void> begun = new CompletableFuture<>();
      var listener = new ComparisonListener() {
        @Override
        public void advanced(double share) { // which Spark's heartbeats tell
          begun.complete(null);
        }
      };
      var result = CompletableFuture.supplyAsync(
          () -> comparison.run(cluster, null, 2, Cache.standard(), "", null, listener));
      begun.get(60, TimeUnit.SECONDS);
      comparison.interrupt();
      assertThat(result.get(60, TimeUnit.SECONDS).interrupted()).isTrue();
      assertThat(result.get().runs()).isEmpty();
    }
    assertThatThrownBy(() -> SparkCluster.join("k8s://https://127.0.0.1:1"))
        .isInstanceOf(ClusterException.class);
  }

  private static Object[] with(Object[] words, Object... more) {
    Object[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }
}
