package org.ockham.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.ockham.search.space.Scale.LOG;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ockham.search.Objective;
import org.ockham.search.Plan;
import org.ockham.search.Study;
import org.ockham.search.StudyResult;
import org.ockham.search.Trial;
import org.ockham.search.TrialPruned;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.TrialWrite;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/** What every sampler promises. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class SamplerContract {

  /** The sampler with a seed, ready to leave its start-up after a few trials. */
  abstract Sampler sampler(long seed);

  /** Whether it serves several objectives. */
  boolean several() {
    return true;
  }

  static double mixed(Trial trial) {
    double lr = trial.suggestDouble("lr", 1e-5, 1e-1, LOG);
    String norm = trial.suggestCategorical("norm", "none", "batch", null);
    double value = Math.abs(Math.log10(lr) + 3);
    if ("none".equals(norm)) {
      value += trial.suggestDouble("dropout", 0, 0.8, 0.05);
    } else if ("batch".equals(norm)) {
      value += trial.suggestInt("momentum", 1, 100, LOG) / 100.0;
    }
    value += trial.suggestInt("units", 8, 64, 8) / 64.0 + trial.suggestDouble("fixed", 3, 3);
    value += trial.suggestInt("layers", 1, 4) + trial.suggestDouble("x", -1, 1);
    return value;
  }

  private static void assertInBounds(StudyResult result) {
    for (FrozenTrial trial : result.trials()) {
      for (int i = 0; i < trial.parameters().size(); i++) {
        assertThat(
                trial.parameters().distribution(i).contains(trial.parameters().internal(i)))
            .as("%s in %s", trial.parameters().internal(i), trial.parameters().distribution(i))
            .isTrue();
      }
    }
  }

  private Study study(long seed) {
    return Study.minimize("s", Storage.memory(), sampler(seed));
  }

  private static List<Map<String, ?>> params(StudyResult result) {
    List<Map<String, ?>> params = new ArrayList<>();
    result.trials().forEach(trial -> params.add(trial.params()));
    return params;
  }

  @Test
  void valuesLieInTheirDistributions() {
    StudyResult result = study(1).optimize(SamplerContract::mixed, 60);
    assertThat(result.complete()).isNotEmpty();
    assertInBounds(result);
  }

  @Test
  void aSeedGivesTheSameTrialsAgain() {
    assertThat(params(study(7).optimize(SamplerContract::mixed, 40)))
        .isEqualTo(params(study(7).optimize(SamplerContract::mixed, 40)));
  }

  @Test
  void orderedModeGivesTheSameForAnyNumberOfJobs() {
    Plan plan = Plan.trials(36).ordered(4);
    List<Map<String, ?>> alone = params(study(3).optimize(SamplerContract::mixed, plan));
    assertThat(params(study(3).optimize(SamplerContract::mixed, plan.jobs(4)))).isEqualTo(alone);
  }

  @Test
  void failedPrunedAndInfiniteTrialsDoNoHarm() {
    StudyResult result = study(2)
        .optimize(
            trial -> {
              double value = mixed(trial);
              trial.report(trial.number() % 3, value);
              return switch (trial.number() % 6) {
                case 0 -> Double.NaN;
                case 1 -> Double.POSITIVE_INFINITY;
                case 2 -> throw new TrialPruned();
                case 3 -> Double.NEGATIVE_INFINITY;
                default -> value;
              };
            },
            48);
    assertInBounds(result);
    assertThat(result.trials().stream().filter(t -> t.state() == TrialState.FAIL))
        .isNotEmpty();
  }

  /** Such as other programs store: 0 or −1 on a log scale, with the best of values. */
  @Test
  void whatLiesOutsideItsRangeTeachesNothing() {
    Storage storage = Storage.memory();
    Study poisoned = Study.minimize("s", storage, sampler(8));
    for (int i = 0; i < 5; i++) {
      storage.add(
          storage.find("s").orElseThrow().id(),
          new TrialWrite(
              TrialState.COMPLETE,
              List.of(-100.0 - i),
              Parameters.NONE
                  .with("lr", FloatDistribution.log(1e-5, 0.1), i % 2 - 1)
                  .with("x", FloatDistribution.of(0, 1), Double.NaN),
              new TreeMap<>(),
              Map.of(),
              Map.of()));
    }
    Objective objective =
        trial -> Math.abs(Math.log10(trial.suggestDouble("lr", 1e-5, 0.1, LOG)) + 3)
            + trial.suggestDouble("x", 0, 1);
    List<FrozenTrial> learnt = poisoned.optimize(objective, 40).trials().subList(5, 45);
    assertInBounds(new StudyResult("s", poisoned.directions(), learnt));
    assertThat(learnt.stream().map(trial -> trial.params().get("lr")).distinct())
        .hasSizeGreaterThan(25);
  }

  @Test
  void boundsMayMove() {
    Study study = study(4);
    for (int round = 0; round < 5; round++) {
      int now = round;
      assertInBounds(study.optimize(
          trial -> trial.suggestDouble("x", now, now + 2) + trial.suggestInt("n", now, 10), 8));
    }
  }

  @Test
  void constraintsAndSeveralObjectivesAreServed() {
    assumeTrue(several(), "the sampler serves one objective");
    Study study = Study.create(
        "two", Storage.memory(), sampler(5), Pruner.none(), Direction.MINIMIZE, Direction.MAXIMIZE);
    StudyResult result = study.optimizeVector(
        trial -> {
          double x = trial.suggestDouble("x", 0, 1);
          double y = trial.suggestDouble("y", 0, 1);
          trial.constrain(0.2 - x);
          return new double[] {x * x + y, x - y};
        },
        Plan.trials(60));
    assertInBounds(result);
    assertThat(result.front()).isNotEmpty().allMatch(trial -> trial.violation() == 0);
  }

  @Test
  void threadsMayAskAtTheSameTime() {
    StudyResult result =
        study(6).optimize(SamplerContract::mixed, Plan.trials(60).jobs(4));
    assertInBounds(result);
  }
}
