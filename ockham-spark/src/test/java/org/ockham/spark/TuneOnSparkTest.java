package org.ockham.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.cli.InProcess;
import org.ockham.data.fetch.Cache;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.tune.Tuning;
import org.ockham.lab.tune.TuningListener;
import org.ockham.search.StudyResult;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** {@code ockham tune --on local[2]}: trials are tasks on threads of this process. */
final class TuneOnSparkTest {

  /** Some of its trials are given up. */
  static final String TUNED = """
      name: tuned
      data: {set: glyphs, train: 0.6, validation: 0.4, limit: 200, testLimit: 50}
      model: {kind: mlp, hidden: [16]}
      optimizer: {kind: adam, lr: 0.005}
      train: {epochs: 6, batch: 20}
      search:
        objective: val/loss
        trials: 8
        sampler: tpe
        pruner: {kind: median, startup: 2, warmup: 2}
        space:
          optimizer.lr: {from: 1e-4, to: 1e-1, log: true}
          model.dropout: {from: 0.1, to: 0.5}
      """;

  @TempDir
  private Path folder;

  private Path recipe(String text) throws IOException {
    return Files.writeString(folder.resolve("tuned.yaml"), text);
  }

  @Test
  @DisplayName(
      "One at a time, trials are those of a search without Spark, and so is what is written; any storage will do here")
  void same() throws IOException {
    Path recipe = recipe(TUNED);
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    InProcess expected = InProcess.run("tune", recipe, "--jobs", 1, "--out", here);
    assertThat(expected.code()).as(expected.err()).isZero();
    Path shared = Files.createDirectory(folder.resolve("shared"));
    InProcess seen = InProcess.run(
        "tune",
        recipe,
        "--jobs",
        1,
        "--on",
        "local[2]",
        "--shared",
        shared,
        "--checkpoint-every",
        0,
        "--out",
        there);
    assertThat(seen.code()).as(seen.err()).isZero();
    assertThat(seen.err()).isEqualTo("joining local[2]\n");
    assertThat(shared).isEmptyDirectory();
    assertThat(trials(there))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
            "start", "complete", "systemAttributes")
        .isEqualTo(trials(here));
    assertThat(trials(there)).extracting(FrozenTrial::state).contains(TrialState.PRUNED);
    assertThat(there.resolve("best.yaml")).hasSameTextualContentAs(here.resolve("best.yaml"));
    assertThat(there.resolve("report.html")).isNotEmptyFile();

    InProcess memory = InProcess.run(
        "tune",
        recipe,
        "--on",
        "local[2]",
        "--storage",
        "memory://",
        "--trials",
        5,
        "--out",
        there);
    assertThat(memory.code()).as(memory.err()).isZero();
    assertThat(memory.out()).contains("over 5 trials, 2 at a time", "5/5  trial ");
  }

  private static List<FrozenTrial> trials(Path out) {
    try (Storage storage = Storage.existing("sqlite:///" + out.resolve("study.db"))) {
      return storage.trials(storage.studies().get(0).id(), List.of(), -1);
    }
  }

  @Test
  @DisplayName(
      "A search that is interrupted leaves its trials queued, as they were, and goes on later")
  void interrupted() throws Exception {
    Recipe recipe = Recipe.of(recipe(TUNED
            .replace("epochs: 6", "epochs: 1000000")
            .replace("kind: median, startup: 2", "kind: median, startup: 9"))
        .toString());
    Tuning tuning = new Tuning(recipe, recipe.variant().name(), recipe.search().strategy(), 0);
    Storage storage = Storage.memory();
    try (SparkCluster cluster = SparkCluster.join("local[2]")) {
      assertThat(cluster.isHere()).isTrue();
      CompletableFuture<StudyResult> search = CompletableFuture.supplyAsync(() -> tuning.run(
          storage,
          "memory://",
          "s",
          4,
          2,
          Cache.standard(),
          new TuningListener() {},
          cluster,
          null));
      StandaloneCluster.await(
          "two trials that report",
          () -> search.isDone()
              || all(storage).stream()
                      .filter(trial -> !trial.intermediateValues().isEmpty())
                      .count()
                  == 2);
      assertThat(search).isNotDone();
      tuning.interrupt();
      assertThat(search.get(60, TimeUnit.SECONDS).complete()).isEmpty();
    }
    assertThat(all(storage)).hasSize(2).allSatisfy(trial -> {
      assertThat(trial.state()).isEqualTo(TrialState.WAITING);
      assertThat(trial.params()).isEmpty();
      assertThat(trial.intermediateValues()).isEmpty();
    });
  }

  private static List<FrozenTrial> all(Storage storage) {
    return storage
        .find("s")
        .map(study -> storage.trials(study.id(), List.of(), -1))
        .orElse(List.of());
  }

  @Test
  @DisplayName(
      "Strategies are compared without a cluster; a password in a command line is not shown by Spark")
  void refusedAndRedacted() {
    InProcess strategies = InProcess.run("tune", "search-strategies", "--on", "local[2]");
    assertThat(strategies.code()).isEqualTo(2);
    assertThat(strategies.err())
        .contains("--storage, --on and --watch out, or choose one with --sampler");
    String redacted = Application.conf(new Master("local[2]")).get("spark.redaction.regex");
    assertThat("ockham tune x --storage postgresql://me:open@host/studies")
        .containsPattern(redacted);
    assertThat("ockham tune x --storage postgresql://me@host/studies --on spark://host:7077")
        .doesNotContainPattern(redacted);
  }
}
