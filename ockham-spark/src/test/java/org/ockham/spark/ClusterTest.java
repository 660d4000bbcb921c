package org.ockham.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.cli.InProcess;

/** {@code ockham compare --on spark://…}: master, workers and executors are processes. Run by {@code ./mvnw -Pcluster verify}. */
@Tag("cluster")
final class ClusterTest {

  private static final String RECIPE = """
      name: small
      data: {set: glyphs, train: 0.6, validation: 0.4, limit: 1000, testLimit: 100}
      model: {kind: mlp, hidden: [32], dropout: 0.2}
      optimizer: {kind: adam, lr: 0.005}
      train: {epochs: 600, batch: 20}
      seeds: [0, 1]
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
    System.clearProperty("spark.executor.memory");
    System.clearProperty(Application.PATIENCE);
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  @DisplayName("mnist-5pct comes to the same files as on this machine alone")
  void same() throws IOException {
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    Object[] words = {
      "compare",
      "mnist-5pct",
      "--quick",
      "--variants",
      "none,dropout,augmentation",
      "--seeds",
      "2",
      "--set",
      "train.epochs=5",
      "--jobs",
      "2",
      "--out",
      here
    };
    InProcess expected = InProcess.run(words);
    assertThat(expected.code()).as(expected.err()).isZero();
    InProcess seen = InProcess.run(on(words, there));
    assertThat(seen.code()).as(seen.err()).isZero();
    Results.same(there, here);
    StandaloneCluster.await(
        "the end of the executors", () -> cluster.executors().count() == 0);
  }

  @Test
  @DisplayName("An executor that is killed changes nothing but the time: its run begins anew")
  void killed() throws Exception {
    killed(Stream.of(), () -> cluster.executors().count() == 2 && isAtWork());
  }

  @Test
  @DisplayName(
      "In a directory that all machines see, a run that is killed goes on from its checkpoint")
  void killedAndGoesOn() throws Exception {
    Path shared = Files.createDirectory(folder.resolve("shared"));
    killed(Stream.of("--shared", shared, "--checkpoint-every", "0.5"), () -> begun(shared) == 2);
    assertThat(cluster.log()).contains(" goes on from " + shared);
    assertThat(names(shared)).as("checkpoints of runs that are kept").isEmpty();
  }

  /** How many runs have a checkpoint; while one is replaced, a run has two. */
  private static long begun(Path shared) {
    try (Stream<Path> files = Files.walk(shared)) {
      return files
          .filter(file -> file.endsWith(Path.of("checkpoint", "state.json")))
          .count();
    } catch (IOException | UncheckedIOException e) {
      return 0; // it changes as it is read
    }
  }

  private void killed(Stream<Object> more, BooleanSupplier when) throws Exception {
    Path recipe = Files.writeString(folder.resolve("small.yaml"), RECIPE);
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    Object[] words = {"compare", recipe, "--jobs", "2", "--out", here};
    Object[] remote = Stream.concat(Stream.of(on(words, there)), more).toArray();
    CompletableFuture<InProcess> run = CompletableFuture.supplyAsync(() -> InProcess.run(remote));
    StandaloneCluster.await("a run", when);
    assertThat(run).as("the run is under way").isNotDone();
    cluster.killExecutor();
    InProcess seen = run.get(10, TimeUnit.MINUTES);
    assertThat(seen.code()).as(seen.err()).isZero();
    InProcess expected = InProcess.run(words);
    assertThat(expected.code()).as(expected.err()).isZero();
    Results.same(there, here);
  }

  @Test
  @DisplayName("Ctrl-C keeps what is finished, and leaves no process behind")
  void interrupted() throws IOException, InterruptedException {
    Path recipe = Files.writeString(
        folder.resolve("small.yaml"),
        RECIPE + "variants: {short: {train.epochs: 2}, long: {train.epochs: 1000000}}\n");
    Path out = folder.resolve("out");
    Path log = folder.resolve("log");
    List<String> line = Build.java();
    line.addAll(List.of("-Dspark.jars=" + Build.jars(), "-cp", Build.classPath()));
    line.addAll(List.of(Main.class.getName(), "compare", recipe.toString(), "--on", cluster.url()));
    line.addAll(List.of("--jobs", "2", "--out", out.toString()));
    Process driver = new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    try {
      StandaloneCluster.await("two runs", () -> text(log).contains("2/4  ") || !driver.isAlive());
      new ProcessBuilder("kill", "-INT", Long.toString(driver.pid()))
          .inheritIO()
          .start()
          .waitFor();
      assertThat(driver.waitFor(4, TimeUnit.MINUTES)).isTrue();
      assertThat(driver.exitValue()).as(text(log)).isEqualTo(130);
    } finally {
      driver.destroyForcibly().onExit().join();
    }
    assertThat(text(log))
        .contains(
            "ockham: interrupted: finished runs are kept", "interrupted: 2 of 4 runs finished")
        .doesNotContain("Exception", "SparkContext", " WARN ", " INFO ", " ERROR ");
    assertThat(names(out.resolve("parts")).filter(name -> name.matches(".*-short-[01]\\.json")))
        .hasSize(2);
    StandaloneCluster.await(
        "the end of the executors", () -> cluster.executors().count() == 0);
  }

  @Test
  @DisplayName(
      "A cluster that has no room, or dies, is told of in one sentence, with what is finished kept")
  void lost() throws Exception {
    Path recipe = Files.writeString(
        folder.resolve("small.yaml"),
        RECIPE + "variants: {short: {train.epochs: 2}, long: {train.epochs: 1000000}}\n");
    Path out = folder.resolve("out");
    System.setProperty(Application.PATIENCE, "3s");
    System.setProperty("spark.executor.memory", "900g");
    InProcess noRoom = InProcess.run("compare", recipe, "--on", cluster.url(), "--out", out);
    System.clearProperty("spark.executor.memory");
    assertThat(noRoom.code()).isEqualTo(3);
    assertThat(noRoom.err())
        .contains("has had no executor for 3 s: see that it has workers with free cores and 900g");
    assertThat(out).doesNotExist();

    System.setProperty(Application.PATIENCE, "30s");
    Path other = Files.createDirectory(folder.resolve("other"));
    try (StandaloneCluster doomed = StandaloneCluster.start(other, 1)) {
      CompletableFuture<InProcess> run = CompletableFuture.supplyAsync(
          () -> InProcess.run("compare", recipe, "--on", doomed.url(), "--out", out));
      StandaloneCluster.await(
          "a run",
          () -> run.isDone() || names(out).anyMatch(name -> name.matches(".*-short-0\\.json")));
      assertThat(run).isNotDone();
      doomed.close();
      InProcess seen = run.get(4, TimeUnit.MINUTES);
      assertThat(seen.code()).as(seen.err()).isEqualTo(3);
      assertThat(seen.err())
          .contains("the same command with --out " + out)
          .contains("ockham: the ")
          .contains(doomed.url());
    }
    assertThat(names(out)).anyMatch(name -> name.matches(".*-short-0\\.json"));
  }

  private static boolean isAtWork() {
    try {
      return cluster.log().contains("Running task");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all files below a folder. */
  private static Stream<String> names(Path folder) {
    if (!Files.exists(folder)) {
      return Stream.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toFile).filter(File::isFile).map(File::getName).toList().stream();
    } catch (IOException | UncheckedIOException e) {
      return Stream.of(); // it changes as it is read
    }
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object[] on(Object[] words, Path out) {
    Object[] all =
        Stream.concat(Stream.of(words), Stream.of("--on", cluster.url())).toArray();
    all[words.length - 1] = out;
    return all;
  }
}
