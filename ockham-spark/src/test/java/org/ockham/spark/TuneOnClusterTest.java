package org.ockham.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.cli.InProcess;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** {@code ockham tune --on spark://…} on PostgreSQL: all of them are processes. Run by {@code ./mvnw -Pcluster verify}. */
@Tag("cluster")
final class TuneOnClusterTest {

  private static final String PASSWORD = "opensesame";

  private static final List<String> LOGGING = List.of(
      "spark.eventLog.enabled", "spark.eventLog.compress", "spark.eventLog.dir", "spark.jars");

  @TempDir
  private static Path home;

  @TempDir
  private Path folder;

  private static StandaloneCluster cluster;
  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    cluster = StandaloneCluster.start(home, 2);
    System.setProperty("spark.jars", Build.jars());
    System.setProperty("spark.eventLog.enabled", "true");
    System.setProperty("spark.eventLog.compress", "false");
    System.setProperty(
        "spark.eventLog.dir",
        Files.createDirectory(home.resolve("events")).toUri().toString());
  }

  @AfterAll
  static void end() throws IOException {
    LOGGING.forEach(System::clearProperty);
    if (cluster != null) {
      cluster.close();
    }
    postgres.close();
  }

  /** Which the server does not ask for, but others would. */
  private static String storage() {
    return "postgresql://postgres:" + PASSWORD + "@127.0.0.1:" + postgres.getPort() + "/postgres";
  }

  private Path recipe(String text) throws IOException {
    return Files.writeString(folder.resolve("tuned.yaml"), text);
  }

  private static List<FrozenTrial> trials(String study) {
    try (Storage storage = Storage.of(storage())) {
      return storage
          .find(study)
          .map(found -> storage.trials(found.id(), List.of(), -1))
          .orElse(List.of());
    }
  }

  private static long ended(String study) {
    return trials(study).stream().filter(trial -> trial.state().finished()).count();
  }

  @Test
  @DisplayName(
      "One at a time, trials are those of this machine alone; its own files are refused as a study's place")
  void same() throws IOException {
    Path recipe = recipe(TuneOnSparkTest.TUNED);
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    InProcess expected = InProcess.run("tune", recipe, "--jobs", 1, "--out", here);
    assertThat(expected.code()).as(expected.err()).isZero();
    InProcess refused = InProcess.run("tune", recipe, "--on", cluster.url(), "--out", there);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "study.db is this machine's own, and the machines of a cluster cannot report their trials to it");
    InProcess memory = InProcess.run(
        "tune", recipe, "--on", cluster.url(), "--storage", "memory://", "--out", there);
    assertThat(memory.code()).isEqualTo(2);
    assertThat(memory.err()).contains("ockham: storage memory:// is this machine's own, and");
    assertThat(there).doesNotExist();

    InProcess seen = InProcess.run(
        "tune", recipe, "--jobs", 1, "--on", cluster.url(), "--storage", storage(), "--out", there);
    assertThat(seen.code()).as(seen.err() + log()).isZero();
    assertThat(seen.out()).doesNotContain(PASSWORD).contains("postgres:***@127.0.0.1");
    try (Storage local = Storage.existing("sqlite:///" + here.resolve("study.db"))) {
      assertThat(trials("tuned"))
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
              "id", "start", "complete", "systemAttributes")
          .isEqualTo(local.trials(local.studies().get(0).id(), List.of(), -1));
    }
    assertThat(there.resolve("best.yaml")).hasSameTextualContentAs(here.resolve("best.yaml"));
    assertThat(there.resolve("report.html")).isNotEmptyFile();
  }

  @Test
  @DisplayName(
      "An executor that is killed in the middle of 40 trials neither loses one nor doubles one")
  void killed() throws Exception {
    Path recipe = recipe(TuneOnSparkTest.TUNED.replace("epochs: 6", "epochs: 60"));
    Path shared = Files.createDirectory(folder.resolve("shared"));
    CompletableFuture<InProcess> search = CompletableFuture.supplyAsync(() -> InProcess.run(
        "tune",
        recipe,
        "--shared",
        shared,
        "--checkpoint-every",
        "0.1",
        "--study",
        "killed",
        "--trials",
        40,
        "--jobs",
        2,
        "--on",
        cluster.url(),
        "--storage",
        storage(),
        "--out",
        folder.resolve("out")));
    StandaloneCluster.await("ten trials", () -> search.isDone() || ended("killed") >= 10);
    assertThat(search).as("the search is under way").isNotDone();
    assertThat(cluster.executors().map(each -> each.info().commandLine().orElse("")))
        .isNotEmpty()
        .noneMatch(line -> line.contains(PASSWORD));
    cluster.killExecutor();
    InProcess seen = search.get(10, TimeUnit.MINUTES);
    assertThat(seen.code()).as(seen.err() + log()).isZero();
    List<FrozenTrial> trials = trials("killed");
    assertThat(trials)
        .extracting(FrozenTrial::number)
        .containsExactlyElementsOf(IntStream.range(0, 40).boxed().toList());
    assertThat(trials)
        .extracting(FrozenTrial::state)
        .containsOnly(TrialState.COMPLETE, TrialState.PRUNED)
        .contains(TrialState.COMPLETE, TrialState.PRUNED);
    assertThat(trials)
        .filteredOn(trial -> trial.state() == TrialState.COMPLETE)
        .allMatch(trial -> trial.intermediateValues().size() == 60);
    assertThat(trials.stream().map(FrozenTrial::params).distinct()).hasSize(40);
    assertThat(seen.out()).contains("40/40  trial ");
    assertThat(shared).isEmptyDirectory();
  }

  @Test
  @DisplayName(
      "Ctrl-C keeps the trials that ended and queues the others again; the same command goes on; nothing shows the password")
  void interrupted() throws Exception {
    Path recipe = recipe(TuneOnSparkTest.TUNED.replace("epochs: 6", "epochs: 60"));
    Path out = folder.resolve("out");
    Path log = folder.resolve("log");
    List<String> line = Build.java();
    for (String property : LOGGING) {
      line.add("-D" + property + "=" + System.getProperty(property));
    }
    line.addAll(List.of("-cp", Build.classPath(), Main.class.getName(), "tune", recipe.toString()));
    line.addAll(List.of("--study", "cut", "--trials", "400", "--on", cluster.url()));
    line.addAll(List.of("--storage", storage(), "--out", out.toString()));
    Process driver = new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    try {
      StandaloneCluster.await("two trials", () -> ended("cut") >= 2 || !driver.isAlive());
      new ProcessBuilder("kill", "-INT", Long.toString(driver.pid()))
          .inheritIO()
          .start()
          .waitFor();
      assertThat(driver.waitFor(4, TimeUnit.MINUTES)).isTrue();
      assertThat(driver.exitValue()).as(Files.readString(log)).isEqualTo(130);
    } finally {
      driver.destroyForcibly().onExit().join();
    }
    assertThat(Files.readString(log))
        .contains("ockham: interrupted: finished trials are kept")
        .doesNotContain(PASSWORD, "Exception", " WARN ", " ERROR ");
    List<FrozenTrial> left = trials("cut");
    long ended = ended("cut");
    assertThat(left)
        .extracting(FrozenTrial::state)
        .isSubsetOf(TrialState.COMPLETE, TrialState.PRUNED, TrialState.WAITING);
    assertThat(left)
        .filteredOn(trial -> trial.state() == TrialState.WAITING)
        .allMatch(trial -> trial.intermediateValues().isEmpty());
    StandaloneCluster.await(
        "the end of the executors", () -> cluster.executors().count() == 0);

    InProcess on = InProcess.run(
        "tune",
        recipe,
        "--study",
        "cut",
        "--trials",
        ended + 3,
        "--on",
        cluster.url(),
        "--storage",
        storage(),
        "--out",
        out);
    assertThat(on.code()).as(on.err() + log()).isZero();
    assertThat(trials("cut"))
        .hasSize((int) ended + 3)
        .allMatch(trial -> trial.state().finished());
    assertThat(log()).contains("SparkListenerEnvironmentUpdate").doesNotContain(PASSWORD);
  }

  /** All that the cluster has logged, in whatever files, Spark's event logs among them. */
  private static String log() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return String.join(
          "\n",
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.toString().endsWith(".jar"))
              .map(TuneOnClusterTest::text)
              .toList());
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
