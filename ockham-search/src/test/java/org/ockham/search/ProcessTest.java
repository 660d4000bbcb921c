package org.ockham.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.search.sampler.Random;
import org.ockham.search.sampler.Tpe;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** Several processes on one storage, and processes that die. */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
final class ProcessTest {

  @TempDir
  private Path folder;

  /** Eight processes, 25 trials each, 100 queued ones; {@code -Dockham.races=20} for more rounds. */
  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "journal"})
  void eightProcessesLoseAndDoubleNoQueuedTrial(String scheme) throws Exception {
    int rounds = Integer.getInteger("ockham.races", 1);
    for (int round = 0; round < rounds; round++) {
      String url = scheme + ":///" + folder.resolve("race" + round);
      try (Storage storage = Storage.of(url)) {
        Study study = Study.minimize("r", storage, Random.seeded(0));
        for (int i = 0; i < 100; i++) {
          study.enqueue(Map.of("x", (double) i));
        }
      }
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        processes.add(SearchProcess.start(url, "r", "25", "race"));
      }
      for (Process process : processes) {
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      }
      try (Storage storage = Storage.of(url)) {
        List<FrozenTrial> trials =
            Study.minimize("r", storage, Random.seeded(0)).result().trials();
        assertThat(trials).hasSize(200).allMatch(trial -> trial.state() == TrialState.COMPLETE);
        Set<Integer> numbers = new HashSet<>();
        trials.forEach(trial -> numbers.add(trial.number()));
        assertThat(numbers).hasSize(200);
        for (int i = 0; i < 100; i++) {
          assertThat(trials.get(i).value()).isEqualTo(i);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "suggested", "flushed", "reported"})
  void aSearchThatWasKilledAndResumedIsTheSame(String point) throws Exception {
    List<Map<String, ?>> whole = new ArrayList<>();
    Study.minimize("s", Storage.memory(), Tpe.seeded(5))
        .optimize(
            trial -> SearchProcess.objective(trial, -1, ""), Plan.trials(20).ordered(2))
        .trials()
        .forEach(trial -> whole.add(trial.params()));

    String url = "sqlite:///" + folder.resolve("killed.db");
    assertThat(SearchProcess.run(url, "s", "20", "13", point)).isEqualTo(137);
    List<FrozenTrial> before;
    try (Storage storage = Storage.of(url)) {
      before = Study.minimize("s", storage, Tpe.seeded(5)).result().complete();
    }
    assertThat(before.size()).isBetween(12, 15);
    assertThat(SearchProcess.run(url, "s", "20", "-1", point)).isZero();
    try (Storage storage = Storage.of(url)) {
      StudyResult result = Study.minimize("s", storage, Tpe.seeded(5)).result();
      List<Map<String, ?>> params = new ArrayList<>();
      result.trials().forEach(trial -> params.add(trial.params()));
      assertThat(params).isEqualTo(whole);
      for (FrozenTrial trial : before) {
        assertThat(result.trials().get(trial.number())).isEqualTo(trial);
      }
    }
  }

  @Test
  void withoutOrderADeadTrialFailsAndIsTriedAgain() throws Exception {
    String url = "sqlite:///" + folder.resolve("dead.db");
    SearchProcess.run(url, "s", "20", "7", "flushed");
    try (Storage storage = Storage.of(url)) {
      Study study = Study.minimize("s", storage, Random.seeded(1));
      StudyResult result =
          study.optimize(trial -> SearchProcess.objective(trial, -1, ""), Plan.upTo(20));
      FrozenTrial dead = result.trials().get(7);
      assertThat(dead.state()).isEqualTo(TrialState.FAIL);
      FrozenTrial retry = result.trials().stream()
          .filter(trial -> Integer.valueOf(7).equals(trial.systemAttributes().get("failed_trial")))
          .findFirst()
          .orElseThrow();
      assertThat(retry.state()).isEqualTo(TrialState.COMPLETE);
      assertThat(retry.params()).containsEntry("x", dead.params().get("x"));
      assertThat(retry.systemAttributes()).containsEntry("retry_history", List.of(7));
      assertThat(result.complete()).hasSize(20);
      assertThat(result.settled()).isEqualTo(20); // the dead one and its retry count once
    }
  }
}
