package org.ockham.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ockham.search.space.Scale.LOG;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.pruner.Threshold;
import org.ockham.search.sampler.Random;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;
import org.ockham.search.space.Scale;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StorageException;
import org.ockham.search.storage.StudyRecord;
import org.ockham.search.storage.TrialWrite;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

final class StudyTest {

  private final Storage storage = Storage.memory();
  private final Study study = Study.minimize("s", storage, Random.seeded(1));

  private static double conditional(Trial trial) {
    double rate = trial.suggestDouble("lr", 1e-5, 1e-1, LOG);
    String norm = trial.suggestCategorical("norm", "none", "batch", "layer");
    double p = norm.equals("none") ? trial.suggestDouble("dropout", 0, 0.8) : 0;
    int units = trial.suggestInt("units", 8, 64, 8);
    return Math.abs(Math.log10(rate) + 3) + p + units / 64.0;
  }

  @Test
  void anObjectiveIsOptimised() {
    StudyResult result = study.optimize(StudyTest::conditional, 60);
    assertThat(result.trials()).hasSize(60).allMatch(t -> t.state() == TrialState.COMPLETE);
    assertThat(result.best().value())
        .isEqualTo(
            result.trials().stream().mapToDouble(FrozenTrial::value).min().orElseThrow());
    for (FrozenTrial trial : result.trials()) {
      assertThat(trial.parameters().has("dropout"))
          .isEqualTo("none".equals(trial.params().get("norm")));
      assertThat((int) trial.params().get("units") % 8).isZero();
    }
    assertThat(Study.minimize("s", storage, Random.seeded(1)).result().trials())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("start", "complete")
        .isEqualTo(result.trials());
  }

  @Test
  void maximisingIsMinimisingTheNegative() {
    Study up = Study.maximize("up", storage, Random.seeded(1));
    study.optimize(t -> t.suggestDouble("x", 0, 1), 20);
    up.optimize(t -> -t.suggestDouble("x", 0, 1), 20);
    assertThat(up.result().best().params()).isEqualTo(study.result().best().params());
  }

  @Test
  void objectivesHaveNames() {
    assertThat(study.metricNames()).isEmpty();
    study.nameMetrics("val/loss");
    assertThat(study.metricNames()).containsExactly("val/loss");
  }

  @Test
  void askAndTell() {
    Trial trial = study.ask();
    double x = trial.suggestDouble("x", 0, 1);
    assertThat(trial.suggestDouble("x", 0, 1)).isEqualTo(x);
    trial.setAttribute("note", List.of(1, "a"));
    FrozenTrial told = study.tell(trial, 3);
    assertThat(told.value()).isEqualTo(3);
    assertThat(told.userAttributes()).isEqualTo(Map.of("note", List.of(1, "a")));
    assertThatThrownBy(() -> study.tell(trial, 4)).isInstanceOf(IllegalStateException.class);
    Trial second = study.ask();
    assertThatThrownBy(() -> study.tell(second, 1, 2)).hasMessageContaining("one for each");
    assertThat(study.tell(second, TrialState.FAIL).state()).isEqualTo(TrialState.FAIL);
    assertThat(study.result().best()).isEqualTo(told);
  }

  @Test
  void anotherProcessReportsToATrialAndLeavesItsEndToTheOneThatBeganIt() {
    Trial trial = study.ask();
    double x = trial.suggestDouble("x", 0, 1);
    Study elsewhere = Study.open(study.name(), storage, Random.seeded(9), Threshold.between(0, 1));
    assertThat(elsewhere.join(trial.number() + 1)).isEmpty();
    study.handOver(trial);
    Trial joined = elsewhere.join(trial.number()).orElseThrow();
    assertThat(elsewhere.join(trial.number())).as("twice in one process").isEmpty();
    assertThat(joined.suggestDouble("x", 0, 1)).isEqualTo(x);
    assertThat(joined.lastStep()).isNull();
    joined.report(1, 0.5);
    assertThat(joined.shouldPrune()).isFalse();
    joined.report(2, 7);
    joined.setAttribute("note", "there");
    assertThat(joined.shouldPrune()).isTrue();
    elsewhere.leave(joined);

    trial.setAttribute("mine", "here");
    Trial again = elsewhere.join(trial.number()).orElseThrow();
    assertThat(again.lastStep()).isEqualTo(2);
    again.report(2, 7); // as after a machine was lost
    elsewhere.leave(again);
    assertThat(study.takeBack(trial).state()).isEqualTo(TrialState.RUNNING);
    FrozenTrial pruned = study.tell(trial, TrialState.PRUNED);
    assertThat(pruned.intermediateValues()).isEqualTo(Map.of(1, 0.5, 2, 7.0));
    assertThat(pruned.userAttributes()).isEqualTo(Map.of("note", "there", "mine", "here"));
    assertThat(pruned.values()).containsExactly(7.0);
    assertThat(elsewhere.join(trial.number())).isEmpty();
    assertThat(elsewhere.result().trials())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("complete")
        .containsExactly(pruned);
  }

  /** Who trains a trial of another process sees what others report while it trains. */
  @Test
  @Timeout(60)
  void aJoinedTrialIsComparedWithThoseUnderWayAsTheyAreThen() throws InterruptedException {
    Trial trial = study.ask();
    study.handOver(trial);
    Pruner ifAnyIsAhead = running -> running.others(true).stream()
        .anyMatch(other -> other.intermediateValues().containsKey(2));
    Trial joined = Study.open("s", storage, Random.seeded(1), ifAnyIsAhead)
        .join(trial.number())
        .orElseThrow();
    joined.report(1, 0.5);
    assertThat(joined.shouldPrune()).isFalse();
    Trial other = study.ask();
    other.report(2, 0.5);
    study.handOver(other);
    while (!joined.shouldPrune()) {
      Thread.sleep(20);
    }
  }

  @Test
  void queuedParametersAreTakenAndTheRestIsSampled() {
    study.enqueue(Map.of("x", 0.25, "c", "b"));
    study.enqueue(Collections.singletonMap("c", null));
    StudyResult result = study.optimize(
        t -> t.suggestDouble("x", 0, 1)
            + (t.suggestCategorical("c", "a", "b", null) == null ? 1 : 0),
        3);
    assertThat(result.trials().get(0).params()).isEqualTo(Map.of("x", 0.25, "c", "b"));
    assertThat(result.trials().get(1).params().get("c")).isNull();
    assertThat(result.trials()).hasSize(3);
  }

  @Test
  void aQueuedValueThatDoesNotFitIsRefusedWithItsTrial() {
    for (Object value : List.of(7, -1, "seven", List.of(0.5))) {
      study.enqueue(Map.of("x", value));
      assertThatThrownBy(() -> study.optimize(t -> t.suggestDouble("x", 0, 1), 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"x\"")
          .hasMessageContaining(value.toString());
    }
    study.enqueue(Map.of("lr", 0.0));
    assertThatThrownBy(() -> study.optimize(t -> t.suggestDouble("lr", 1e-5, 1, Scale.LOG), 1))
        .hasMessageContaining("\"lr\": value 0.0");
    assertThat(study.result().trials())
        .hasSize(5)
        .allMatch(trial -> trial.state() == TrialState.FAIL && trial.params().isEmpty());
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> study.enqueue(Map.of("x", value)))
          .hasMessageContaining("\"x\"")
          .hasMessageContaining(Double.toString(value));
    }
    assertThat(study.result().trials()).hasSize(5);
  }

  @Test
  void aTrialThatIsTriedAgainAfterItsBoundsMovedIsSampled() {
    Storage storage = Storage.memory();
    Study again = Study.minimize("again", storage, Random.seeded(1));
    storage.add(
        storage.find("again").orElseThrow().id(),
        TrialWrite.NOTHING
            .withState(TrialState.WAITING, List.of())
            .withSystemAttribute("retry_history", List.of(0))
            .withSystemAttribute(FrozenTrial.FIXED_PARAMS, Map.of("x", 7)));
    assertThat(again.optimize(t -> t.suggestDouble("x", 0, 1), 1).best().value())
        .isBetween(0.0, 1.0);
  }

  @Test
  void wholeNumbersBeyondAnIntsAreSuggested() {
    Trial trial = study.ask();
    assertThat(trial.suggestLong("n", 1L << 40, 1L << 53)).isBetween(1L << 40, 1L << 53);
    assertThat(trial.suggestLong("log", 1, 1L << 40, Scale.LOG)).isBetween(1L, 1L << 40);
    assertThat(trial.suggestLong("step", 0, 1L << 40, 1L << 38) % (1L << 38)).isZero();
    assertThatThrownBy(() -> trial.suggestLong("huge", 0, 1L << 54))
        .hasMessageContaining("\"huge\"")
        .hasMessageContaining("2^53");
    assertThat(trial.distributions().keySet()).containsExactly("n", "log", "step");
    trial.setAttribute("note", 1);
    assertThat(trial.userAttributes()).isEqualTo(Map.of("note", 1));
  }

  @Test
  void listsAndMapsAreChoices() {
    StudyResult result = study.optimize(
        t -> {
          List<Integer> hidden = t.suggestCategorical("hidden", List.of(100), List.of(100, 50));
          Map<String, Integer> sizes = t.suggestCategorical("sizes", List.of(Map.of("a", 1)));
          return hidden.size() + sizes.size();
        },
        20);
    assertThat(result.best().params())
        .isEqualTo(Map.of("hidden", List.of(100), "sizes", Map.of("a", 1)));
  }

  @Test
  void anObjectiveIsEvaluatedAgain() throws Exception {
    Objective objective = t -> {
      double x = t.suggestDouble("x", 0, 1);
      t.report(1, x);
      t.setAttribute("seen", t.shouldPrune());
      return x + t.suggestInt("n", 1, 9) + t.suggestInt("one", 1, 1);
    };
    FrozenTrial best = study.optimize(objective, 5).best();
    assertThat(objective.evaluate(Trial.fixed(best.params()))).isEqualTo(best.value());
    Trial fixed = Trial.fixed(Map.of("x", 0.5), 2);
    fixed.report(1, 2, 3);
    assertThatThrownBy(() -> objective.evaluate(Trial.fixed(Map.of("x", 0.5))))
        .hasMessageContaining("\"n\"");
    assertThatThrownBy(() -> objective.evaluate(Trial.fixed(Map.of("x", 1.5))))
        .hasMessageContaining("\"x\"");
  }

  @Test
  void anInterruptedTrialIsQueuedAgainUnderItsNumber() {
    List<Map<String, ?>> whole = new ArrayList<>();
    Study.minimize("whole", Storage.memory(), Random.seeded(1))
        .optimize(StudyTest::conditional, 6)
        .trials()
        .forEach(trial -> whole.add(trial.params()));
    Objective interrupted = trial -> {
      double value = conditional(trial);
      trial.report(1, value);
      if (trial.number() == 3) {
        throw new InterruptedException();
      }
      return value;
    };
    study.optimize(interrupted, Plan.upTo(6));
    assertThat(Thread.interrupted()).isTrue();
    FrozenTrial released = study.result().trials().get(3);
    assertThat(released.state()).isEqualTo(TrialState.WAITING);
    assertThat(released.params()).isEmpty();
    assertThat(released.intermediateValues()).isEmpty();
    List<FrozenTrial> trials =
        study.optimize(StudyTest::conditional, Plan.upTo(6)).trials();
    assertThat(trials).hasSize(6).allMatch(trial -> trial.state() == TrialState.COMPLETE);
    assertThat(trials.stream().<Map<String, ?>>map(FrozenTrial::params).toList())
        .isEqualTo(whole);
  }

  @Test
  void notANumberFailsAndInfinityCounts() {
    StudyResult result = study.optimize(
        t -> t.number() == 0 ? Double.NaN : t.number() == 1 ? Double.POSITIVE_INFINITY : 1, 3);
    assertThat(result.trials())
        .extracting(FrozenTrial::state)
        .containsExactly(TrialState.FAIL, TrialState.COMPLETE, TrialState.COMPLETE);
    assertThat(result.trials().get(0).values()).isEmpty();
    assertThat(result.best().number()).isEqualTo(2);
  }

  @Test
  void listedExceptionsFailTheTrialAndOthersEndTheSearch() {
    Plan plan = Plan.trials(4).catching(IOException.class);
    assertThatThrownBy(() -> study.optimize(
            t -> {
              if (t.number() == 0) {
                throw new IOException("listed");
              }
              throw new IllegalStateException("not listed");
            },
            plan))
        .isInstanceOf(IllegalStateException.class);
    assertThat(study.result().trials())
        .extracting(FrozenTrial::state)
        .containsExactly(TrialState.FAIL, TrialState.FAIL);
    assertThatThrownBy(() -> study.optimize(
            t -> {
              throw new IOException("checked");
            },
            1))
        .isInstanceOf(ObjectiveException.class)
        .hasRootCauseMessage("checked");
  }

  @Test
  void aParameterMayChangeItsBoundsButNotItsKind() {
    study.optimize(t -> t.suggestDouble("x", 0, 1), 2);
    study.optimize(t -> t.suggestDouble("x", 0, 5), 2);
    assertThatThrownBy(() -> study.optimize(t -> t.suggestInt("x", 0, 5), 1))
        .hasMessageContaining("\"x\"");
    assertThatThrownBy(() -> study.optimize(t -> t.suggestDouble("x", 1, 5, LOG), 1))
        .hasMessageContaining("another name");
    study.optimize(t -> t.suggestCategorical("c", "a", "b").length(), 1);
    assertThatThrownBy(
            () -> study.optimize(t -> t.suggestCategorical("c", "a", "z").length(), 1))
        .hasMessageContaining("choices");
    // The refusal holds after the study is opened again, too.
    Study again = Study.minimize("s", storage, Random.seeded(2));
    assertThatThrownBy(() -> again.optimize(t -> t.suggestInt("x", 0, 5), 1))
        .hasMessageContaining("\"x\"");
  }

  @Test
  void callbacksMayStopTheSearch() {
    List<Integer> seen = new ArrayList<>();
    study.optimize(t -> t.suggestDouble("x", 0, 1), Plan.trials(100).callback((s, trial) -> {
      seen.add(trial.number());
      if (trial.number() == 4) {
        s.stop();
      }
    }));
    assertThat(seen).containsExactly(0, 1, 2, 3, 4);
    assertThat(study.optimize(t -> 1, 2).trials()).hasSize(7);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void theTimeoutEndsTheSearch() {
    StudyResult result = study.optimize(
        t -> {
          Thread.sleep(100);
          return 1;
        },
        Plan.within(Duration.ofSeconds(1)));
    assertThat(result.trials()).hasSizeBetween(1, 11);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void jobsRunAtTheSameTime() {
    CyclicBarrier barrier = new CyclicBarrier(3);
    StudyResult result = study.optimize(
        t -> {
          barrier.await(10, TimeUnit.SECONDS);
          return t.suggestDouble("x", 0, 1);
        },
        Plan.trials(9).jobs(3));
    assertThat(result.complete()).hasSize(9);
    assertThat(result.trials())
        .extracting(FrozenTrial::number)
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void aPlanUpToASizeAddsWhatLacks() {
    study.optimize(t -> 1, 3);
    assertThat(study.optimize(t -> 1, Plan.upTo(5)).trials()).hasSize(5);
    assertThat(study.optimize(t -> 1, Plan.upTo(5)).trials()).hasSize(5);
  }

  @Test
  void prunedTrialsKeepTheLastValue() {
    Study pruning =
        Study.create("p", storage, Random.seeded(1), p -> p.step() >= 2, Direction.MINIMIZE);
    StudyResult result = pruning.optimize(
        t -> {
          for (int step = 0; step < 5; step++) {
            t.report(step, 10 - step);
            if (t.shouldPrune()) {
              throw new TrialPruned();
            }
          }
          return 0;
        },
        1);
    FrozenTrial trial = result.trials().get(0);
    assertThat(trial.state()).isEqualTo(TrialState.PRUNED);
    assertThat(trial.value()).isEqualTo(8);
    assertThat(trial.intermediateValues()).isEqualTo(Map.of(0, 10.0, 1, 9.0, 2, 8.0));
    assertThat(result.findBest()).isEmpty();
  }

  @Test
  void repeatedMeasurementsAreAveraged() {
    Trial trial = study.ask();
    trial.report(0, 1);
    trial.report(0, 3);
    trial.report(0, 8);
    trial.report(1, 5);
    assertThat(study.tell(trial, 1).intermediateValues()).isEqualTo(Map.of(0, 4.0, 1, 5.0));
    assertThatThrownBy(() -> study.ask().report(-1, 1)).hasMessageContaining("step is -1");
    assertThatThrownBy(() -> study.ask().report(1, 1, 2)).hasMessageContaining("2 values");
  }

  @Test
  void severalObjectivesHaveAFront() {
    Study two = Study.create(
        "two", storage, Random.seeded(1), Pruner.none(), Direction.MINIMIZE, Direction.MAXIMIZE);
    double[][] values = {{1, 1}, {2, 3}, {3, 2}, {0, 0}};
    StudyResult result = two.optimizeVector(t -> values[t.number()], Plan.trials(4));
    assertThat(result.front()).extracting(FrozenTrial::number).containsExactly(0, 1, 3);
    assertThat(result.hypervolume(4, -1)).isEqualTo(4 + 3 + 4);
    assertThatThrownBy(result::best).hasMessageContaining("front()");
    assertThatThrownBy(() -> two.optimizeVector(t -> new double[] {1}, Plan.trials(1)))
        .hasMessageContaining("one for each");
  }

  @Test
  void theBestTrialKeepsItsConstraints() {
    StudyResult result = study.optimize(
        t -> {
          t.constrain(t.number() == 0 ? 0.5 : -1, 0);
          return t.number();
        },
        3);
    assertThat(result.best().number()).isEqualTo(1);
    assertThat(result.trials().get(0).violation()).isEqualTo(0.5);
  }

  @Test
  void directionsOfAStudyStay() {
    assertThatThrownBy(() -> Study.maximize("s", storage, Random.seeded(1)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("MINIMIZE");
    assertThatThrownBy(() -> Study.open("none", storage, Random.seeded(1), Pruner.none()))
        .hasMessageContaining("[s]");
  }

  @Test
  void finishedTrialsOfElsewhereAreAdded() {
    study.add(Parameters.NONE.with("x", FloatDistribution.of(0, 1), 0.5), 2);
    assertThat(study.result().best().params()).isEqualTo(Map.of("x", 0.5));
    study.nameMetrics("loss");
    study.setAttribute("owner", "me");
    assertThat(study.attributes()).isEqualTo(Map.of("owner", "me"));
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void orderedModeGivesTheSameForAnyNumberOfJobsAndAfterAResume() {
    List<Map<String, ?>> one = ordered("one", 1, 40);
    assertThat(ordered("four", 4, 40)).isEqualTo(one);
    assertThat(ordered("eight", 8, 40)).isEqualTo(one);
    ordered("parts", 3, 17);
    assertThat(ordered("parts", 2, 40)).isEqualTo(one);
  }

  /** A sampler that looks at everything it may see: any leak of the order of threads changes what it proposes. */
  private List<Map<String, ?>> ordered(String name, int jobs, int total) {
    Study ordered = Study.minimize(name, storage, directions -> (ask, parameter, distribution) -> {
      double sum = ask.trial().number();
      for (FrozenTrial seen : ask.history().finished()) {
        sum = sum * 1.01 + seen.value() + ask.history().running().size();
      }
      return distribution.quantile(sum - Math.floor(sum));
    });
    AtomicInteger delay = new AtomicInteger();
    ordered.optimize(
        t -> {
          Thread.sleep(delay.addAndGet(7) % 5);
          return t.suggestDouble("x", 0, 1) + t.suggestInt("n", 1, 5);
        },
        Plan.upTo(total).jobs(jobs).ordered(8));
    List<Map<String, ?>> params = new ArrayList<>();
    ordered.result().trials().forEach(t -> params.add(t.params()));
    assertThat(params).hasSize(total);
    return params;
  }

  /** A storage whose writes to trials fail while a switch is on, as they do on a full disk. */
  private static Storage failing(Storage storage, AtomicBoolean full) {
    return (Storage) Proxy.newProxyInstance(
        StudyTest.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, args) -> {
          if (full.get() && List.of("write", "release", "start").contains(method.getName())) {
            throw new StorageException(
                StorageException.Kind.UNWRITABLE, "the disk is full: free some space", null);
          }
          try {
            return method.isDefault()
                ? InvocationHandler.invokeDefault(proxy, method, args)
                : method.invoke(storage, args);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  @Test
  void aStorageThatFailsCostsNoTrial() {
    AtomicBoolean full = new AtomicBoolean();
    Study fragile = Study.minimize("f", failing(storage, full), Random.seeded(1));
    Plan plan = Plan.upTo(6).catching(RuntimeException.class);
    assertThatThrownBy(() -> fragile.optimize(
            t -> {
              double x = t.suggestDouble("x", 0, 1);
              if (t.number() == 3) {
                full.set(true);
                try {
                  t.live().flush();
                } catch (StorageException e) {
                  full.set(false); // the space comes back, too late for this evaluation
                  throw new IllegalStateException("wrapped by the objective's own library", e);
                }
              }
              return x;
            },
            plan))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("disk is full");
    assertThat(storage.trials(key(storage, "f"), List.of(), -1))
        .extracting(FrozenTrial::state)
        .containsExactly(
            TrialState.COMPLETE, TrialState.COMPLETE, TrialState.COMPLETE, TrialState.WAITING);
    assertThat(fragile.optimize(t -> t.suggestDouble("x", 0, 1), plan).complete())
        .hasSize(6);
  }

  @Test
  void aTrialThatCouldNotBeGivenBackIsWhenTheStorageWorksAgain() {
    AtomicBoolean full = new AtomicBoolean();
    Study fragile = Study.minimize("f", failing(storage, full), Random.seeded(1));
    assertThatThrownBy(() -> fragile.optimize(
            t -> {
              full.set(true);
              return t.suggestDouble("x", 0, 1);
            },
            Plan.upTo(2)))
        .isInstanceOf(StorageException.class);
    assertThat(storage.trials(key(storage, "f"), List.of(), -1).get(0).state())
        .isEqualTo(TrialState.RUNNING);
    full.set(false);
    StudyResult result = fragile.optimize(t -> t.suggestDouble("x", 0, 1), Plan.upTo(2));
    assertThat(result.trials()).hasSize(2).allMatch(t -> t.state() == TrialState.COMPLETE);
  }

  @Test
  void aSamplerThatFailsLeavesNoTrialRunning() {
    Study broken = Study.minimize("b", storage, directions -> (ask, name, distribution) -> {
      throw new IllegalStateException("the sampler fails");
    });
    assertThatThrownBy(() -> broken.ask(Map.of("x", FloatDistribution.of(0, 1))))
        .hasMessageContaining("the sampler fails");
    assertThat(broken.result().trials().get(0).state()).isEqualTo(TrialState.WAITING);
  }

  @Test
  void aTrialThatDiesAgainAndAgainIsGivenUpAndDoesNotCount() {
    for (int i = 0; i < 4; i++) {
      FrozenTrial dead = storage.start(key(storage, "s"), Map.of(WorkerId.KEY, deadWorker()));
      assertThat(dead.number()).isEqualTo(i);
      retryDead(storage);
    }
    StudyResult before = study.result();
    assertThat(before.trials()).hasSize(4).allMatch(t -> t.state() == TrialState.FAIL);
    assertThat(before.settled()).isZero();
    StudyResult result = study.optimize(t -> t.suggestDouble("x", 0, 1), Plan.upTo(2));
    assertThat(result.complete()).hasSize(2);
    assertThat(result.settled()).isEqualTo(2);
  }

  private static long key(Storage storage, String study) {
    return storage.find(study).orElseThrow().id();
  }

  /** As every search does when it begins. */
  private static void retryDead(Storage storage) {
    long id = key(storage, "s");
    TrialCache cache =
        new TrialCache(storage, id, () -> Random.seeded(1).open(List.of(Direction.MINIMIZE)));
    new DeadTrials(storage, id, cache, Duration.ofMinutes(1)).retry();
  }

  private static String deadWorker() {
    return new WorkerId(WorkerId.SELF.machine(), WorkerId.SELF.process(), 1).text();
  }

  @Test
  void aRetryKeepsWhatTheUserNoted() {
    study.enqueue(Map.of("x", 0.5), Map.of("why", "a guess"));
    storage.start(key(storage, "s"), Map.of(WorkerId.KEY, deadWorker()));
    retryDead(storage);
    FrozenTrial retry = study.result().trials().get(1);
    assertThat(retry.state()).isEqualTo(TrialState.WAITING);
    assertThat(retry.userAttributes()).isEqualTo(Map.of("why", "a guess"));
    assertThat(retry.systemAttributes())
        .containsEntry(FrozenTrial.FIXED_PARAMS, Map.of("x", 0.5))
        .containsEntry("failed_trial", 0);
  }

  @Test
  void aSizeIsCountedInTheStorageWhoeverRunsTheTrials() {
    Study other = Study.minimize("s", storage, Random.seeded(2));
    AtomicInteger inner = new AtomicInteger();
    StudyResult result = study.optimize(
        t -> {
          if (inner.getAndIncrement() < 4) { // what another process does meanwhile
            other.tell(other.ask(), 1);
            other.tell(other.ask(), TrialState.FAIL);
          }
          return 1;
        },
        Plan.upTo(10));
    assertThat(result.trials()).hasSize(12); // 4 times 3 here and there are more than 10
    assertThat(study.optimize(t -> 1, Plan.upTo(10)).trials()).hasSize(12);
    assertThat(study.optimize(t -> 1, Plan.upTo(10, TrialState.COMPLETE)).complete())
        .hasSize(10);
    // Often, for threads seldom end and begin trials at just the same time.
    for (int size = 20; size < 400; size += 3) {
      assertThat(study
              .optimize(t -> 1, Plan.upTo(size, TrialState.values()).jobs(4))
              .trials())
          .hasSize(size);
    }
    assertThatThrownBy(() -> Plan.upTo(3, new TrialState[0])).hasMessageContaining("at least one");
  }

  /** Often, for two processes seldom start their last trials at just the same time. */
  @Test
  void aSizeIsKeptByProcessesThatStartTrialsAtTheSameTime() throws InterruptedException {
    List<Study> processes = List.of(
        Study.minimize("s", OtherMachine.of("a", storage), Random.seeded(2)),
        Study.minimize("s", OtherMachine.of("b", storage), Random.seeded(3)),
        Study.minimize("s", OtherMachine.of("c", storage), Random.seeded(4)));
    for (int size = 5; size < 200; size += 5) {
      Plan plan = Plan.upTo(size).jobs(2);
      List<Thread> threads = processes.stream()
          .map(process -> new Thread(() -> process.optimize(t -> 1, plan)))
          .toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(study.result().trials())
          .hasSize(size)
          .allMatch(trial -> trial.state() == TrialState.COMPLETE);
    }
  }

  @Test
  void whatAnotherProcessHasUnderWayIsWaitedForAndDoneHereIfItDies() {
    FrozenTrial died =
        storage.start(key(storage, "s"), Map.of(WorkerId.KEY, OtherMachine.worker("far")));
    StudyResult result = study
        .heartbeat(Duration.ofMillis(50))
        .optimize(t -> t.suggestDouble("x", 0, 1), Plan.upTo(3).jobs(2));
    assertThat(result.settled()).isEqualTo(3);
    assertThat(result.trials()).hasSize(4);
    assertThat(result.trials().get(died.number()).state()).isEqualTo(TrialState.FAIL);
    assertThat(result.trials().get(3).systemAttributes())
        .containsEntry(FrozenTrial.FAILED_TRIAL, died.number());
  }

  @Test
  void whatAnotherProcessEndsIsNotDoneAgain() throws InterruptedException {
    FrozenTrial theirs =
        storage.start(key(storage, "s"), Map.of(WorkerId.KEY, OtherMachine.worker("far")));
    AtomicInteger here = new AtomicInteger();
    Thread far = new Thread(() -> {
      while (here.get() < 2) {
        Thread.onSpinWait();
      }
      storage.write(theirs.id(), TrialWrite.NOTHING.withState(TrialState.COMPLETE, List.of(7.0)));
    });
    far.start();
    StudyResult result = study.optimize(t -> here.incrementAndGet(), Plan.upTo(3));
    far.join();
    assertThat(result.complete()).extracting(FrozenTrial::value).containsExactly(7.0, 1.0, 2.0);
    // A size that is reached is a reason to end, whatever else is under way.
    storage.start(key(storage, "s"), Map.of(WorkerId.KEY, OtherMachine.worker("far")));
    assertThat(study.optimize(t -> 1, Plan.upTo(3)).trials()).hasSize(4);
  }

  @Test
  void anObjectiveCannotOptimiseItsOwnStudy() {
    Study sameTrials = Study.minimize("s", storage, Random.seeded(1));
    for (Study inner : List.of(study, sameTrials)) {
      assertThatThrownBy(() ->
              study.optimize(t -> inner.optimize(u -> 1, 1).best().value(), 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot call optimize");
    }
    Study elsewhere = Study.minimize("other", storage, Random.seeded(1));
    assertThat(study
            .optimize(t -> elsewhere.optimize(u -> 3, 1).best().value(), 1)
            .best()
            .value())
        .isEqualTo(3);
    assertThat(study.optimize(t -> 1, 1).complete()).hasSize(2);
  }

  @Test
  void onlyASearchThatRunsIsStopped() {
    assertThatThrownBy(study::stop)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no search to stop");
    study.optimize(
        t -> {
          study.stop();
          return 1;
        },
        5);
    assertThat(study.result().trials()).hasSize(1);
    assertThatThrownBy(study::stop).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void constraintsHaveNames() {
    StudyResult result = study.optimize(
        t -> {
          t.constrain("memory", t.number() == 0 ? 2 : -1);
          t.constrain("time", t.number() == 1 ? Double.POSITIVE_INFINITY : 0);
          return t.number();
        },
        3);
    assertThat(result.best().number()).isEqualTo(2);
    FrozenTrial first = result.trials().get(0);
    assertThat(first.constraints()).isEqualTo(Map.of("memory", 2.0, "time", 0.0));
    assertThat(first.violation()).isEqualTo(2);
    assertThat(first.systemAttributes()).containsEntry("constraints:memory", 2.0);
    assertThat(result.trials().get(1).violation()).isPositive();
    assertThatThrownBy(() -> study.ask().constrain("x", Double.NaN)).hasMessageContaining("NaN");
    FrozenTrial both = study.add(new TrialWrite(
        TrialState.COMPLETE,
        List.of(1.0),
        Parameters.NONE,
        TrialWrite.NOTHING.intermediateValues(),
        Map.of(),
        Map.of("constraints", List.of(3, 4.0), "constraints:1", -1, "constraints:c", 0.5)));
    assertThat(both.constraints()).isEqualTo(Map.of("0", 3.0, "1", -1.0, "c", 0.5));
    assertThat(both.violation()).isEqualTo(3.5);
  }

  @Test
  void whatIsQueuedOrKnownIsNotQueuedAgain() {
    Map<String, Object> params = Map.of("x", 0.25, "c", "b");
    assertThat(study.enqueueIfNew(params, Map.of("by", "me"))).isPresent();
    assertThat(study.enqueueIfNew(params, Map.of())).isEmpty();
    assertThat(study.enqueueIfNew(Map.of("x", 0.25), Map.of())).isPresent();
    assertThat(study.enqueueIfNew(Map.of("x", 0.26, "c", "b"), Map.of())).isPresent();
    StudyResult result = study.optimize(
        t -> t.suggestDouble("x", 0, 1) + t.suggestCategorical("c", "a", "b").length(), 4);
    assertThat(result.trials().get(0).userAttributes()).isEqualTo(Map.of("by", "me"));
    assertThat(study.enqueueIfNew(result.trials().get(3).params(), Map.of())).isEmpty();
  }

  @Test
  void aTrialIsAskedForHereAndToldThere() {
    Map<String, Distribution> space = new LinkedHashMap<>();
    space.put("x", FloatDistribution.of(0, 1));
    space.put("n", IntDistribution.of(1, 5));
    FrozenTrial handed = study.handOut(space);
    assertThat(handed.params().keySet()).containsExactly("x", "n");
    Study there = Study.minimize("s", storage, Random.seeded(9));
    assertThat(there.result().trials().get(0).parameters()).isEqualTo(handed.parameters());
    retryDead(storage);
    assertThat(there.tell(0, 4.5).value()).isEqualTo(4.5);
    assertThatThrownBy(() -> there.tell(0, 5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("COMPLETE");
    assertThat(there.tellUnlessEnded(0, 5).value()).isEqualTo(4.5);
    assertThatThrownBy(() -> there.tell(7, 1)).hasMessageContaining("no trial 7");
    assertThatThrownBy(() -> there.tell(0, 1, 2)).hasMessageContaining("one for each");

    Trial asked = study.ask(space);
    assertThat(asked.params().keySet()).containsExactly("x", "n");
    assertThat(study.tell(asked.number(), 2).value()).isEqualTo(2);
    assertThatThrownBy(() -> study.tell(asked, 3)).isInstanceOf(IllegalStateException.class);

    study.enqueue(Map.of("x", 0.5));
    assertThatThrownBy(() -> there.tellUnlessEnded(2, 5)).hasMessageContaining("ask for it first");
    Trial pruned = study.ask();
    pruned.report(3, 8);
    pruned.live().flush();
    FrozenTrial told = there.tell(2, TrialState.PRUNED);
    assertThat(told.values()).containsExactly(8.0);
    study.handOut(Map.of());
    assertThat(there.tell(3, Double.NaN).state()).isEqualTo(TrialState.FAIL);
    assertThat(there.result().trials())
        .extracting(FrozenTrial::state)
        .containsExactly(
            TrialState.COMPLETE, TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAIL);
  }

  @Test
  void aStudyIsCopiedWithAllOfItsTrials() {
    study.nameMetrics("loss");
    study.setAttribute("owner", "me");
    study.optimize(StudyTest::conditional, 4);
    study.enqueue(Map.of("lr", 0.01));
    try (Storage elsewhere = Storage.memory()) {
      elsewhere.add(
          elsewhere.create("before", List.of(Direction.MINIMIZE)).id(), TrialWrite.NOTHING);
      StudyRecord copy = Study.copy("s", storage, elsewhere, "t");
      assertThat(copy.userAttributes()).isEqualTo(Map.of("owner", "me"));
      assertThat(copy.metricNames()).containsExactly("loss");
      StudyResult copied =
          Study.open("t", elsewhere, Random.seeded(1), Pruner.none()).result();
      assertThat(copied.trials())
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
          .isEqualTo(storage.trials(key(storage, "s"), List.of(), -1));
      assertThatThrownBy(() -> Study.copy("s", storage, elsewhere, "t"))
          .hasMessageContaining("exists");
      assertThatThrownBy(() -> Study.copy("none", storage, elsewhere, "u"))
          .hasMessageContaining("[s]");
    }
  }

  @Test
  void trialsOfAnyStateAreAdded() {
    study.add(TrialWrite.NOTHING
        .withState(TrialState.FAIL, List.of())
        .withUserAttribute("why", "power cut"));
    study.add(TrialWrite.NOTHING.withIntermediate(2, 7).withState(TrialState.PRUNED, List.of(7.0)));
    FrozenTrial known = study.add(study.result().trials().get(1));
    assertThat(known.number()).isEqualTo(2);
    assertThat(known.values()).containsExactly(7.0);
    assertThatThrownBy(() -> study.add(TrialWrite.NOTHING)).hasMessageContaining("withState");
    assertThatThrownBy(() -> study.add(Parameters.NONE, 1, 2)).hasMessageContaining("2 values");
    assertThatThrownBy(() -> study.add(Parameters.NONE, Double.NaN)).hasMessageContaining("NaN");
    assertThat(study.result().trials()).hasSize(3);
  }

  @Test
  void aStudyIsATableForSpreadsheets() {
    study.enqueue(Map.of("x", 0.5, "c", "a, \"b\""));
    study.optimize(
        t -> {
          t.setAttribute("note", "n");
          return t.suggestDouble("x", 0, 1)
              + t.suggestCategorical("c", "a, \"b\"", "d").length();
        },
        1);
    List<String> lines = study.result().csv().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo(
            "number,value,datetime_start,datetime_complete,duration,params_x,params_c,user_attrs_note,state");
    assertThat(lines.get(1)).startsWith("0,6.5,").endsWith(",0.5,\"a, \"\"b\"\"\",n,COMPLETE");
  }

  @Test
  void timesThatMayBeOptunasAreSpokenOf() {
    study.optimize(t -> 1, 1);
    assertThat(study.result().aboutTimes()).isEmpty();
    storage.start(key(storage, "s"), Map.of());
    assertThat(study.result().aboutTimes())
        .hasValueSatisfying(
            sentence -> assertThat(sentence).contains("before version 5").contains("local time"));
  }
}
