package org.ockham.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/**
 * Workers of both languages on one PostgreSQL database. It takes {@code -Dockham.races=N} for N rounds, and an Optuna 5 with
 * psycopg2 as {@link OptunaTest} looks for it.
 */
@Timeout(value = 1800, unit = TimeUnit.SECONDS)
final class OptunaRaceTest {

  @TempDir
  private Path folder;

  @Test
  void fourWorkersOfEachLanguageRunEveryQueuedTrialOnce() throws Exception {
    int rounds = Integer.getInteger("ockham.races", 0);
    assumeTrue(rounds > 0, "takes a minute: ask for it with -Dockham.races=10");
    String python = OptunaTest.pythons().entrySet().stream()
        .filter(found -> found.getKey().startsWith("5."))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
    assumeTrue(!python.isEmpty(), "no interpreter here has Optuna 5");
    assumeTrue(
        new ProcessBuilder(python, "-c", "import psycopg2").start().waitFor() == 0,
        "this Optuna's Python has no psycopg2");
    Path script = folder.resolve("race.py");
    try (var in = OptunaRaceTest.class.getResourceAsStream("/optuna_race.py")) {
      Files.write(script, in.readAllBytes());
    }
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      String url = "postgresql://postgres@localhost:" + server.getPort() + "/postgres";
      for (int round = 0; round < rounds; round++) {
        race(url, "race" + round, python, script);
      }
    }
  }

  private void race(String url, String name, String python, Path script) throws Exception {
    try (Storage storage = Storage.of(url)) {
      Study study = Study.minimize(name, storage, Random.seeded(0));
      for (int i = 0; i < 40; i++) {
        study.enqueue(Map.of("x", (double) i));
      }
      String begin = Long.toString(System.currentTimeMillis() + 15_000);
      List<Process> workers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        workers.add(SearchProcess.start(url, name, "5", "race", begin));
        workers.add(new ProcessBuilder(
                python,
                script.toString(),
                url.replace("postgresql:", "postgresql+psycopg2:"),
                name,
                "5",
                begin)
            .inheritIO()
            .start());
      }
      for (Process worker : workers) {
        assertThat(worker.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(worker.exitValue()).isZero();
      }
      List<FrozenTrial> trials = study.result().trials();
      assertThat(trials).allMatch(trial -> trial.state() == TrialState.COMPLETE);
      assertThat(trials.stream().map(trial -> (int) trial.value()).toList())
          .isEqualTo(IntStream.range(0, 40).boxed().toList());
      long java = trials.stream()
          .filter(trial -> trial.systemAttributes().containsKey(WorkerId.KEY))
          .count();
      System.out.println(name + ": 40 trials once each, " + java + " of them by Java");
    }
  }
}
