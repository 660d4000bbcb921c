package org.ockham.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Random;
import org.ockham.search.sampler.Tpe;
import org.ockham.search.storage.PostgresServer;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.TrialWrite;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** Machines that share a study and pause, die, disagree about the time, or end the same trial. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class PostgresStudyTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final String url = PostgresServer.database();
  private final Storage here = Storage.of(url);
  private final Storage there = OtherMachine.of("far", Storage.of(url));
  private final Study study = Study.minimize("s", here, Random.seeded(1));
  private final Study far = Study.minimize("s", there, Random.seeded(2));

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  /** All heartbeats become older, as if whoever sends them had been silent for so long. */
  private void silent(int seconds) {
    PostgresServer.execute(
        url,
        "update trial_heartbeats set heartbeat=heartbeat - interval '" + seconds + " seconds'");
  }

  private static List<TrialState> states(StudyResult result) {
    return result.trials().stream().map(FrozenTrial::state).toList();
  }

  /** Its collector stops a process for five seconds, where a second without a heartbeat is the rule. */
  @Test
  void aResultThatComesTooLateIsRefusedForItsTrialAlone() {
    StudyResult result = far.optimize(
        trial -> {
          double x = trial.suggestDouble("x", 0, 1);
          trial.report(1, x);
          if (trial.number() == 0) {
            silent(5);
            study.heartbeat(SECOND).optimize(t -> 1 + t.suggestDouble("x", 0, 1), 1);
            trial.report(2, x);
          }
          return x;
        },
        2);
    assertThat(states(result))
        .containsExactly(TrialState.FAIL, TrialState.COMPLETE, TrialState.COMPLETE);
    FrozenTrial retry = result.trials().get(1);
    assertThat(retry.value()).isGreaterThan(1);
    assertThat(retry.systemAttributes())
        .containsEntry(FrozenTrial.FAILED_TRIAL, 0)
        .containsEntry(FrozenTrial.RETRY_HISTORY, List.of(0));
    assertThat(result.trials().get(0).values()).isEmpty();
    assertThat(states(study.result())).isEqualTo(states(result));
  }

  @Test
  void aResultThatComesLateIsTakenIfNobodyLookedMeanwhile() {
    StudyResult result = far.heartbeat(SECOND)
        .optimize(
            trial -> {
              silent(5);
              return trial.number();
            },
            2);
    assertThat(states(result)).containsExactly(TrialState.COMPLETE, TrialState.COMPLETE);
  }

  /** What a machine thinks of the time is in its trials' times, and decides nothing. */
  @ParameterizedTest
  @EnumSource(Direction.class) // its clock is ten minutes slow, and ten minutes fast
  void onlyTheClockOfTheDatabaseSaysWhoDied(Direction direction) {
    String offset = (direction == Direction.MINIMIZE ? "-" : "") + "10 minutes";
    FrozenTrial living = start();
    FrozenTrial dead = start();
    PostgresServer.execute(
        url, "update trials set datetime_start=datetime_start + interval '" + offset + "'");
    PostgresServer.execute(
        url,
        "update trial_heartbeats set heartbeat=heartbeat - interval '900 seconds' where trial_id="
            + dead.id());
    assertThat(here.stale(1, Duration.ofSeconds(1000))).isEmpty();
    PostgresServer.execute(
        url,
        "update trial_heartbeats set heartbeat=heartbeat - interval '200 seconds' where trial_id="
            + dead.id());
    assertThat(here.stale(1, Duration.ofSeconds(1000))).containsExactly(dead.id());
    assertThat(
            PostgresServer.number(
                url,
                "select count(*) from trial_heartbeats where trial_id=" + living.id()
                    + " and heartbeat between localtimestamp - interval '100 seconds' and localtimestamp"))
        .isEqualTo(1);
    StudyResult result = study.heartbeat(Duration.ofSeconds(500)).optimize(t -> 1, 1);
    assertThat(states(result))
        .containsExactly(TrialState.RUNNING, TrialState.FAIL, TrialState.COMPLETE);
    here.write(living.id(), TrialWrite.NOTHING.withState(TrialState.COMPLETE, List.of(0.5)));
    assertThat(study.result().best().duration())
        .isNotNull(); // negative, maybe: nobody fails over it
    assertThat(study.result().csv()).isNotEmpty();
  }

  /** Another machine takes a trial, and dies with it. */
  private FrozenTrial start() {
    return there.start(1, Map.of(WorkerId.KEY, ""));
  }

  @Test
  void aTrialThatKillsItsMachinesIsTriedFourTimesInAll() {
    DeadTrials dead = new DeadTrials(
        here,
        1,
        new TrialCache(here, 1, () -> Random.seeded(1).open(List.of(Direction.MINIMIZE))),
        Duration.ofMinutes(1));
    for (int i = 0; i < 4; i++) {
      assertThat(start().number()).isEqualTo(i);
      silent(60);
      dead.retry();
      assertThat(study.result().trials().get(i).state()).isEqualTo(TrialState.RUNNING);
      silent(60);
      dead.retry();
    }
    StudyResult result = study.result();
    assertThat(result.trials()).hasSize(4).allMatch(trial -> trial.state() == TrialState.FAIL);
    assertThat(result.trials().get(3).systemAttributes())
        .containsEntry(FrozenTrial.FAILED_TRIAL, 0)
        .containsEntry(FrozenTrial.RETRY_HISTORY, List.of(0, 1, 2));
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void whatIsNoNumberIsNeverTheBest(Direction direction) {
    Study maybe = Study.create("n", here, Tpe.seeded(1), Pruner.none(), direction);
    StudyResult result = maybe.optimize(
        trial -> {
          double x = trial.suggestDouble("x", 0, 1);
          if (trial.number() % 3 == 1) {
            return Double.NaN;
          }
          if (trial.number() % 3 == 2) {
            trial.report(1, x);
            trial.report(2, Double.NaN);
            throw new TrialPruned();
          }
          return x;
        },
        30);
    for (StudyResult read :
        List.of(result, Study.open("n", there, Random.seeded(1), Pruner.none()).result())) {
      for (FrozenTrial trial : read.trials()) {
        assertThat(trial.state())
            .isEqualTo(List.of(TrialState.COMPLETE, TrialState.FAIL, TrialState.PRUNED)
                .get(trial.number() % 3));
        assertThat(trial.values()).hasSize(trial.number() % 3 == 0 ? 1 : 0);
      }
      assertThat(read.best().number() % 3).isZero();
      assertThat(read.best().value())
          .isEqualTo(read.complete().stream()
              .mapToDouble(FrozenTrial::value)
              .reduce((a, b) -> direction.loss(a) < direction.loss(b) ? a : b)
              .orElseThrow());
    }
  }

  @Test
  void exactlyOneOfTwoWhoEndATrialWins() throws Exception {
    for (int round = 0; round < 20; round++) {
      int number = study.handOut(Map.of()).number();
      CyclicBarrier together = new CyclicBarrier(2);
      List<Thread> threads = new ArrayList<>();
      boolean[] won = new boolean[2];
      for (int i = 0; i < 2; i++) {
        int who = i;
        Study mine = i == 0 ? study : far;
        Thread thread = new Thread(() -> {
          try {
            together.await();
            mine.tell(number, who);
            won[who] = true;
          } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("a finished trial never changes");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(won[0]).isNotEqualTo(won[1]);
      assertThat(study.result().trials().get(number).value()).isEqualTo(won[0] ? 0 : 1);
    }
  }

  @Test
  void whoRunsATrialThatWasEndedElsewhereGoesOnWithTheNext() {
    StudyResult result = study.optimize(
        trial -> {
          if (trial.number() == 0) {
            far.tell(0, 7);
          }
          return trial.number();
        },
        3);
    assertThat(result.complete()).extracting(FrozenTrial::value).containsExactly(7.0, 1.0, 2.0);
    assertThatThrownBy(() -> far.tell(0, 8)).hasMessageContaining("a finished trial never changes");
  }
}
