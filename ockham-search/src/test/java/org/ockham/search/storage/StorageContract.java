package org.ockham.search.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/** What every storage promises. */
abstract class StorageContract {

  private Storage storage;

  /** Opens the storage; a second call opens the same one again where it outlives its object. */
  abstract Storage open();

  /** Whether a second object sees the same studies. */
  boolean shared() {
    return true;
  }

  @BeforeEach
  void openIt() {
    storage = open();
  }

  @AfterEach
  void closeIt() {
    storage.close();
  }

  private static Parameters parameters() {
    return Parameters.NONE
        .with("lr", FloatDistribution.log(1e-5, 0.1), 1e-3)
        .with("units", IntDistribution.stepped(2, 11, 3), 8)
        .with("norm", CategoricalDistribution.of("none", null, true, 3, 2.5), 1);
  }

  @Test
  void studiesAreMadeFoundNotedAndDeleted() {
    StudyRecord study = storage.create("a", List.of(Direction.MINIMIZE, Direction.MAXIMIZE));
    storage.create("b", List.of(Direction.MINIMIZE));
    storage.setUserAttribute(study.id(), "note", Map.of("x", List.of(1, "two", true)));
    storage.setUserAttribute(study.id(), "note", "later");
    storage.setSystemAttribute(study.id(), "study:metric_names", List.of("u", "v"));
    storage.add(study.id(), TrialWrite.NOTHING.withState(TrialState.COMPLETE, List.of(1.0, 2.0)));

    StudyRecord found = storage.find("a").orElseThrow();
    assertThat(found.directions()).containsExactly(Direction.MINIMIZE, Direction.MAXIMIZE);
    assertThat(found.userAttributes()).isEqualTo(Map.of("note", "later"));
    assertThat(found.systemAttributes()).isEqualTo(Map.of("study:metric_names", List.of("u", "v")));
    assertThat(storage.studies()).extracting(StudyRecord::name).containsExactly("a", "b");
    assertThatThrownBy(() -> storage.create("a", List.of(Direction.MINIMIZE)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("exists");

    storage.delete(study.id());
    assertThat(storage.find("a")).isEmpty();
    assertThat(storage.studies()).extracting(StudyRecord::name).containsExactly("b");
  }

  @Test
  void everythingWrittenIsRead() {
    long study = storage.create("s", List.of(Direction.MINIMIZE)).id();
    FrozenTrial trial = storage.start(study, Map.of("who", "me"));
    assertThat(trial.number()).isZero();
    TrialWrite write = TrialWrite.NOTHING
        .withIntermediate(0, 0.5)
        .withIntermediate(Integer.MAX_VALUE, 0.25)
        .withIntermediate(7, Double.NaN)
        .withIntermediate(8, Double.POSITIVE_INFINITY)
        .withIntermediate(9, Double.NEGATIVE_INFINITY)
        .withUserAttribute("text", "ä \"quoted\"")
        .withUserAttribute("none", null)
        .withSystemAttribute("constraints", List.of(-1.0, 0.5));
    for (int i = 0; i < parameters().size(); i++) {
      write = write.withParameter(
          parameters().name(i), parameters().distribution(i), parameters().internal(i));
    }
    assertThat(storage.write(trial.id(), write)).isTrue();
    FrozenTrial running = only(study);
    assertThat(running.state()).isEqualTo(TrialState.RUNNING);
    assertThat(storage.write(
            trial.id(),
            TrialWrite.NOTHING.withState(TrialState.COMPLETE, List.of(Double.POSITIVE_INFINITY))))
        .isTrue();

    FrozenTrial read = only(study);
    assertThat(read.state()).isEqualTo(TrialState.COMPLETE);
    assertThat(read.value()).isInfinite();
    assertThat(read.parameters()).isEqualTo(parameters());
    assertThat(read.parameters().names()).containsExactly("lr", "units", "norm");
    assertThat(read.params().get("norm")).isNull();
    assertThat(read.params().get("units")).isEqualTo(8);
    assertThat(read.intermediateValues())
        .isEqualTo(Map.of(
            0,
            0.5,
            7,
            Double.NaN,
            8,
            Double.POSITIVE_INFINITY,
            9,
            Double.NEGATIVE_INFINITY,
            Integer.MAX_VALUE,
            0.25));
    assertThat(read.userAttributes())
        .containsEntry("text", "ä \"quoted\"")
        .containsEntry("none", null);
    assertThat(read.systemAttributes())
        .containsEntry("who", "me")
        .containsEntry("constraints", List.of(-1.0, 0.5));
    assertThat(read.violation()).isEqualTo(0.5);
    assertThat(read.duration()).isNotNull().isLessThan(Duration.ofMinutes(1));
    assertThat(storage.write(trial.id(), TrialWrite.NOTHING.withState(TrialState.FAIL, List.of())))
        .isFalse();
    assertThat(only(study)).isEqualTo(read);
  }

  private FrozenTrial only(long study) {
    List<FrozenTrial> trials = storage.trials(study, List.of(), -1);
    assertThat(trials).hasSize(1);
    return trials.get(0);
  }

  @Test
  void queuedTrialsAreClaimedInTheirOrderAndOthersMade() {
    long study = storage.create("s", List.of(Direction.MINIMIZE)).id();
    for (int i = 0; i < 2; i++) {
      storage.add(
          study,
          TrialWrite.NOTHING
              .withState(TrialState.WAITING, List.of())
              .withSystemAttribute(FrozenTrial.FIXED_PARAMS, Map.of("x", i)));
    }
    for (int i = 0; i < 3; i++) {
      FrozenTrial trial = storage.start(study, Map.of());
      assertThat(trial.number()).isEqualTo(i);
      assertThat(trial.state()).isEqualTo(TrialState.RUNNING);
      assertThat(trial.start()).isNotNull();
      assertThat(trial.systemAttributes().get(FrozenTrial.FIXED_PARAMS))
          .isEqualTo(i < 2 ? Map.of("x", i) : null);
    }
  }

  @Test
  void noTrialIsMadeBeyondANumber() {
    long study = storage.create("s", List.of(Direction.MINIMIZE)).id();
    assertThat(storage.start(study, Map.of(), true, 0)).isEmpty();
    assertThat(storage.start(study, Map.of(), true, 1)).isPresent();
    assertThat(storage.start(study, Map.of(), true, 1)).isEmpty();
    storage.add(study, TrialWrite.NOTHING.withState(TrialState.WAITING, List.of()));
    assertThat(storage.start(study, Map.of(), true, 1))
        .hasValueSatisfying(queued -> assertThat(queued.number()).isEqualTo(1));
    assertThat(storage.start(study, Map.of(), true, 2)).isEmpty();
    assertThat(storage.trials(study, List.of(), -1)).hasSize(2);
  }

  @Test
  void noClaimIsLostOrDoubled() throws InterruptedException {
    long study = storage.create("s", List.of(Direction.MINIMIZE)).id();
    for (int i = 0; i < 40; i++) {
      storage.add(study, TrialWrite.NOTHING.withState(TrialState.WAITING, List.of()));
    }
    Set<Integer> numbers = ConcurrentHashMap.newKeySet();
    List<Storage> opened = Collections.synchronizedList(new ArrayList<>());
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(() -> {
        Storage mine = shared() ? open() : storage;
        opened.add(mine);
        for (int k = 0; k < 15; k++) {
          numbers.add(mine.start(study, Map.of()).number());
        }
      });
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (shared()) {
      opened.forEach(Storage::close);
    }
    assertThat(numbers).hasSize(60);
    assertThat(storage.trials(study, List.of(), -1))
        .extracting(FrozenTrial::number)
        .containsExactlyElementsOf(
            java.util.stream.IntStream.range(0, 60).boxed().toList());
  }

  @Test
  void onlyNewAndNamedTrialsAreRead() {
    long study = storage.create("s", List.of(Direction.MINIMIZE)).id();
    long other = storage.create("t", List.of(Direction.MINIMIZE)).id();
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(storage.start(study, Map.of()).id());
      storage.start(other, Map.of());
    }
    assertThat(storage.trials(study, Arrays.asList(ids.get(1), ids.get(4)), ids.get(3)))
        .extracting(FrozenTrial::number)
        .containsExactly(1, 4);
    assertThat(storage.trials(study, List.of(), ids.get(4))).isEmpty();
    assertThat(storage.trials(study, List.of(), -1)).hasSize(5);
    assertThat(storage.trials(study, List.of(ids.get(1)), Long.MAX_VALUE))
        .extracting(FrozenTrial::number)
        .containsExactly(1);
    assertThat(storage.next(study, -1, 3))
        .isEqualTo(storage.trials(study, ids.subList(0, 3), ids.get(4)));
    assertThat(storage.next(study, ids.get(2), 3))
        .extracting(FrozenTrial::id)
        .containsExactly(ids.get(3), ids.get(4));
    assertThat(storage.next(study, ids.get(4), 3)).isEmpty();
  }

  @Test
  void silentTrialsAreFoundAndBeatingOnesAreNot() throws InterruptedException {
    long study = storage.create("s", List.of(Direction.MINIMIZE)).id();
    long silent = storage.start(study, Map.of()).id();
    long beating = storage.start(study, Map.of()).id();
    assertThat(storage.stale(study, Duration.ofSeconds(30))).isEmpty();
    List<Long> stale;
    int looks = 0;
    do { // a process that rests between both steps lets the beating one be late too, but not each
      // time
      Thread.sleep(100);
      storage.beat(List.of(beating));
      stale = storage.stale(study, Duration.ofSeconds(1));
    } while (!stale.equals(List.of(silent)) && ++looks < 100);
    assertThat(stale).containsExactly(silent);
  }

  @Test
  void anEvaluationIsStartedOver() {
    long study = storage.create("s", List.of(Direction.MINIMIZE)).id();
    storage.add(
        study,
        TrialWrite.NOTHING
            .withState(TrialState.WAITING, List.of())
            .withSystemAttribute(FrozenTrial.FIXED_PARAMS, Map.of("x", 1)));
    long id = storage.start(study, Map.of("who", "me")).id();
    storage.write(
        id,
        TrialWrite.NOTHING
            .withIntermediate(3, 1.0)
            .withParameter("x", FloatDistribution.of(0, 2), 1.0));
    assertThat(storage.restart(id, Map.of("who", "you"))).isTrue();
    FrozenTrial again = only(study);
    assertThat(again.parameters().size()).isZero();
    assertThat(again.intermediateValues()).isEmpty();
    assertThat(again.systemAttributes())
        .isEqualTo(Map.of("who", "you", FrozenTrial.FIXED_PARAMS, Map.of("x", 1)));
    assertThat(storage.release(id)).isTrue();
    FrozenTrial queued = only(study);
    assertThat(queued.state()).isEqualTo(TrialState.WAITING);
    assertThat(queued.start()).isNull();
    assertThat(queued.systemAttributes())
        .isEqualTo(Map.of(FrozenTrial.FIXED_PARAMS, Map.of("x", 1)));
    assertThat(storage.release(id)).isFalse();
    assertThat(storage.start(study, Map.of()).id()).isEqualTo(id);
    assertThat(storage.stale(study, Duration.ofSeconds(30))).isEmpty();
    storage.write(id, TrialWrite.NOTHING.withState(TrialState.FAIL, List.of()));
    assertThat(storage.restart(id, Map.of())).isFalse();
    assertThat(storage.release(id)).isFalse();
  }

  @Test
  void aSecondObjectSeesTheSame() {
    assumeTrue(shared(), "the storage lives in one object");
    long study = storage.create("s", List.of(Direction.MAXIMIZE)).id();
    FrozenTrial trial = storage.add(
        study,
        new TrialWrite(
            TrialState.PRUNED,
            List.of(3.0),
            parameters(),
            TrialWrite.NOTHING.withIntermediate(2, 3.0).intermediateValues(),
            Map.of("k", "v"),
            Map.of()));
    try (Storage second = open()) {
      StudyRecord found = second.find("s").orElseThrow();
      FrozenTrial read = second.trials(found.id(), List.of(), -1).get(0);
      assertThat(read.parameters()).isEqualTo(trial.parameters());
      assertThat(read.values()).containsExactly(3.0);
      assertThat(read.state()).isEqualTo(TrialState.PRUNED);
      assertThat(read.userAttributes()).isEqualTo(Map.of("k", "v"));
      second.start(found.id(), Map.of());
    }
    assertThat(storage.trials(study, List.of(), trial.id())).hasSize(1);
  }

  @Test
  void unknownKeysAreRefused() {
    assertThatThrownBy(() -> storage.start(99, Map.of()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("99");
    assertThatThrownBy(() -> storage.write(98, TrialWrite.NOTHING))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("98");
  }

  @Test
  void aStudyThatIsNotThereCannotBeDeleted() {
    assertThatThrownBy(() -> storage.delete(99))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("99");
  }

  @Test
  void aDeadTrialAndItsRetryAreOneChange() {
    long study = storage.create("s", List.of(Direction.MINIMIZE)).id();
    long id = storage.start(study, Map.of()).id();
    TrialWrite end =
        TrialWrite.NOTHING.withState(TrialState.FAIL, List.of()).withSystemAttribute("why", "died");
    TrialWrite again = TrialWrite.NOTHING
        .withState(TrialState.WAITING, List.of())
        .withSystemAttribute("failed_trial", 0);
    assertThat(storage.replace(id, end, again)).isTrue();
    assertThat(storage.trials(study, List.of(), -1))
        .extracting(FrozenTrial::state)
        .containsExactly(TrialState.FAIL, TrialState.WAITING);
    assertThat(storage.trials(study, List.of(), -1).get(0).systemAttributes())
        .isEqualTo(Map.of("why", "died"));
    assertThat(storage.replace(id, end, again)).isFalse();
    FrozenTrial second = storage.start(study, Map.of());
    assertThat(second.number()).isEqualTo(1);
    assertThat(storage.replace(second.id(), end, null)).isTrue();
    assertThat(storage.trials(study, List.of(), -1)).hasSize(2);
  }

  @Test
  void trialsAreAddedAsTheyAreWithTheirTimes() {
    long study = storage.create("s", List.of(Direction.MINIMIZE)).id();
    Instant begun = Instant.parse("2020-01-02T03:04:05.678901Z");
    List<FrozenTrial> trials = new ArrayList<>();
    for (TrialState state : TrialState.values()) {
      trials.add(new FrozenTrial(
          40,
          41,
          state,
          state == TrialState.COMPLETE ? List.of(2.0) : List.of(),
          parameters(),
          TrialWrite.NOTHING.withIntermediate(2, 3.0).intermediateValues(),
          Map.of("k", "v"),
          Map.of("s", 1),
          state == TrialState.WAITING ? null : begun,
          state.finished() ? begun.plusSeconds(7) : null));
    }
    List<FrozenTrial> added = storage.addAll(study, trials);
    assertThat(added).extracting(FrozenTrial::number).containsExactly(0, 1, 2, 3, 4);
    List<FrozenTrial> read = storage.trials(study, List.of(), -1);
    assertThat(read).isEqualTo(added);
    for (int i = 0; i < read.size(); i++) {
      FrozenTrial trial = read.get(i);
      assertThat(trial.at(40, 41)).isEqualTo(trials.get(i));
    }
  }

  @Test
  void valuesThatDoNotFitAreRefusedAndNothingIsAdded() {
    long study = storage.create("s", List.of(Direction.MINIMIZE)).id();
    TrialWrite one = TrialWrite.NOTHING.withState(TrialState.COMPLETE, List.of(1.0));
    TrialWrite two = TrialWrite.NOTHING.withState(TrialState.COMPLETE, List.of(1.0, 2.0));
    TrialWrite none = TrialWrite.NOTHING.withState(TrialState.COMPLETE, List.of());
    assertThatThrownBy(() -> storage.add(study, two)).hasMessageContaining("2 values");
    assertThatThrownBy(() -> storage.add(study, none)).hasMessageContaining("0 values");
    assertThatThrownBy(() ->
            storage.addAll(study, List.of(one.alone(Instant.now()), two.alone(Instant.now()))))
        .hasMessageContaining("2 values");
    assertThat(storage.trials(study, List.of(), -1)).isEmpty();
    long id = storage.start(study, Map.of()).id();
    assertThatThrownBy(() -> storage.write(id, two)).hasMessageContaining("2 values");
    assertThatThrownBy(() -> storage.write(
            id, TrialWrite.NOTHING.withState(TrialState.COMPLETE, List.of(Double.NaN))))
        .hasMessageContaining("NaN");
    assertThat(only(study).state()).isEqualTo(TrialState.RUNNING);
    assertThat(storage.write(id, one)).isTrue();
  }

  @Test
  void aTrialThatNobodyWatchesIsNeverStale() throws InterruptedException {
    long study = storage.create("s", List.of(Direction.MINIMIZE)).id();
    storage.add(study, TrialWrite.NOTHING.withState(TrialState.WAITING, List.of()));
    storage.start(study, Map.of(), false);
    storage.start(study, Map.of(), false);
    long watched = storage.start(study, Map.of()).id();
    Thread.sleep(2100);
    assertThat(storage.stale(study, Duration.ofSeconds(1))).containsExactly(watched);
  }
}
