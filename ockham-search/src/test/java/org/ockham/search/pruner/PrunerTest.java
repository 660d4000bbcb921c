package org.ockham.search.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ockham.search.Plan;
import org.ockham.search.Study;
import org.ockham.search.StudyResult;
import org.ockham.search.TrialPruned;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

final class PrunerTest {

  /** Trials whose curves are constant, by the trial's number. */
  private static StudyResult run(Pruner pruner, int steps, double... levels) {
    return run(pruner, Direction.MINIMIZE, steps, levels);
  }

  private static StudyResult run(Pruner pruner, Direction direction, int steps, double... levels) {
    return Study.create("study", Storage.memory(), Random.seeded(1), pruner, direction)
        .optimize(
            trial -> {
              double level = levels[trial.number()];
              for (int step = 1; step <= steps; step++) {
                trial.report(step, level);
                if (trial.shouldPrune()) {
                  throw new TrialPruned();
                }
              }
              return level;
            },
            levels.length);
  }

  private static List<Integer> pruned(StudyResult result) {
    return result.trials().stream()
        .filter(trial -> trial.state() == TrialState.PRUNED)
        .map(FrozenTrial::number)
        .toList();
  }

  @Test
  void theMedianRuleStopsTheWorseHalfAfterFiveTrials() {
    double[] levels = {1, 2, 3, 4, 5, 3.1, 2.9, Double.NaN, 3};
    StudyResult result = run(Percentile.median(), 3, levels);
    assertThat(pruned(result)).containsExactly(5, 7, 8);
    assertThat(result.trials().get(5).intermediateValues()).hasSize(1);
    assertThat(pruned(run(Percentile.median(), Direction.MAXIMIZE, 3, 1, 2, 3, 4, 5, 3.1, 2.9)))
        .containsExactly(6);
    assertThat(pruned(run(Percentile.median().withWarmup(5, 3), 2, levels))).isEmpty();
    assertThat(
            run(Percentile.median().withWarmup(5, 2), 3, levels).trials().get(5).lastStep())
        .isEqualTo(2);
  }

  @Test
  void percentilesInterpolate() {
    assertThat(Percentile.quantile(List.of(8.0, 1.0, 4.0, 2.0), 0.3)).isCloseTo(1.9, within(1e-12));
    assertThat(Percentile.quantile(List.of(3.0), 0.5)).isEqualTo(3);
  }

  @Test
  void ofTheTrialsAtARungOneInFourGoesOn() {
    double[] levels = IntStream.range(0, 40).mapToDouble(i -> (i * 17) % 40).toArray();
    StudyResult result = run(SuccessiveHalving.of(1, 4), 16, levels);
    assertThat(result.trials().get(0).state()).isEqualTo(TrialState.COMPLETE);
    assertThat(result.trials().stream()
            .filter(t -> t.systemAttributes().containsKey("completed_rung_1")))
        .hasSizeLessThan(20);
    assertThat(result.trials()).allMatch(t -> t.systemAttributes().containsKey("completed_rung_0"));
    assertThat(result.trials().stream()
            .filter(t -> t.state() == TrialState.PRUNED)
            .map(FrozenTrial::lastStep))
        .allMatch(step -> step == 1 || step == 4 || step == 16);
    assertThat(result.best().value()).isZero();
  }

  @Test
  void hyperbandsBracketsAreOptunas() {
    Hyperband hyperband = Hyperband.of(1, 27);
    assertThat(IntStream.range(0, 12).map(k -> hyperband.bracket("study", k, 4)).boxed())
        .containsExactly(1, 0, 1, 0, 0, 1, 1, 0, 0, 3, 1, 2);
    double[] levels = IntStream.range(0, 60).mapToDouble(i -> (i * 17) % 60).toArray();
    StudyResult result = run(hyperband, 27, levels);
    assertThat(pruned(result)).hasSizeBetween(10, 58);
    assertThat(result.complete()).isNotEmpty();
    assertThat(pruned(run(Hyperband.standard(), 9, levels))).isNotEmpty();
  }

  @Test
  void thresholdsBound() {
    assertThat(pruned(run(Threshold.between(0, 2), 2, 1, -0.1, 2, 2.1, Double.NaN)))
        .containsExactly(1, 3, 4);
  }

  @Test
  void patienceWaits() {
    Study study = Study.create(
        "p", Storage.memory(), Random.seeded(1), new Patient(null, 2, 0), Direction.MINIMIZE);
    double[] curve = {5, 4, 3, 4, 4, 4, 4};
    StudyResult result = study.optimize(
        trial -> {
          for (int step = 0; step < curve.length; step++) {
            trial.report(step, curve[step]);
            if (trial.shouldPrune()) {
              throw new TrialPruned();
            }
          }
          return 0;
        },
        1);
    assertThat(result.trials().get(0).lastStep()).isEqualTo(5);
  }

  @Test
  void signedRankProbabilitiesAreScipys() {
    assertThat(Wilcoxon.pGreater(new double[] {1, 2, 3, 4, 5})).isCloseTo(0.03125, within(1e-12));
    assertThat(Wilcoxon.pGreater(new double[] {1, -2, 3, -4, 5, 6, 7}))
        .isCloseTo(0.109375, within(1e-12));
    assertThat(Wilcoxon.pGreater(new double[] {1, 1, -2, 0, 3, 0, 5, -1}))
        .isCloseTo(0.203125, within(1e-9));
  }

  @Test
  void worseOnTheSameInstancesIsStopped() {
    StudyResult result = Study.create(
            "w", Storage.memory(), Random.seeded(1), Wilcoxon.standard(), Direction.MINIMIZE)
        .optimize(
            trial -> {
              double sum = 0;
              for (int instance = 0; instance < 20; instance++) {
                double noise = ((trial.number() * 31 + instance * 17) % 7) / 7.0;
                double value = noise + (trial.number() == 1 ? 2 : 0);
                trial.report(instance, value);
                sum += value;
                if (trial.shouldPrune()) {
                  throw new TrialPruned();
                }
              }
              return sum / 20;
            },
            2);
    assertThat(pruned(result)).containsExactly(1);
    assertThat(result.trials().get(1).lastStep()).isBetween(2, 5);
  }

  @Test
  void theBestThatBreaksAConstraintStopsNobody() {
    StudyResult result = Study.create(
            "c", Storage.memory(), Random.seeded(1), Wilcoxon.standard(), Direction.MINIMIZE)
        .optimize(
            trial -> {
              boolean broken = trial.number() == 0;
              trial.constrain(broken ? 1 : 0);
              double level = broken ? 0.1 : 1 - 0.01 * trial.number();
              for (int instance = 0; instance < 8; instance++) {
                trial.report(instance, level + 0.001 * instance);
                if (trial.shouldPrune()) {
                  throw new TrialPruned();
                }
              }
              return level;
            },
            6);
    assertThat(pruned(result)).isEmpty();
    assertThat(result.best().number()).isEqualTo(5);
  }

  @Test
  void aLongerTrialMovesNobodyToAnotherBracket() {
    StudyResult result = Study.create(
            "study", Storage.memory(), Random.seeded(1), Hyperband.standard(), Direction.MINIMIZE)
        .optimize(
            trial -> {
              int steps = trial.number() == 1 ? 81 : 9;
              for (int step = 1; step <= steps; step++) {
                trial.report(step, step - 100.0 * (trial.number() == 1 ? 1 : 0));
                if (trial.shouldPrune()) {
                  throw new TrialPruned();
                }
              }
              return 0;
            },
            30);
    assertThat(result.trials().get(1).lastStep()).isEqualTo(81);
    for (FrozenTrial trial : result.trials().subList(2, 30)) {
      int bracket = Hyperband.standard().bracket("study", trial.number(), 3);
      assertThat(trial.systemAttributes().get("completed_rung_0"))
          .as("where trial %d of bracket %d was measured first", trial.number(), bracket)
          .isEqualTo(StrictMath.pow(3, bracket));
    }
  }

  @Test
  void trialsOfSeveralObjectivesArePrunedByDominance() {
    for (Pruner pruner :
        List.of(Percentile.of(30), SuccessiveHalving.of(1, 2), Hyperband.of(1, 9))) {
      Study study = Study.create(
          "m", Storage.memory(), Random.seeded(1), pruner, Direction.MINIMIZE, Direction.MAXIMIZE);
      StudyResult result = study.optimizeVector(
          trial -> {
            double a = trial.suggestDouble("a", 0, 1);
            double b = trial.suggestDouble("b", 0, 1);
            for (int step = 1; step <= 9; step++) {
              trial.report(step, a, b);
              if (trial.shouldPrune()) {
                throw new TrialPruned();
              }
            }
            return new double[] {a, b};
          },
          Plan.trials(50));
      assertThat(pruned(result)).isNotEmpty();
      assertThat(result.complete()).isNotEmpty();
      FrozenTrial stopped = result.trials().get(pruned(result).get(0));
      assertThat(stopped.values()).hasSize(2);
    }
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> Percentile.of(101)).hasMessageContaining("[0.0, 100.0]");
    assertThatThrownBy(() -> SuccessiveHalving.of(0, 4)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Hyperband.of(5, 2)).hasMessageContaining("minResource");
    assertThatThrownBy(() -> Threshold.between(2, 1)).hasMessageContaining("lower <= upper");
    assertThatThrownBy(() -> new Patient(null, -1, 0)).hasMessageContaining("at least 0");
    assertThatThrownBy(() -> new Wilcoxon(2, 1)).hasMessageContaining("between 0 and 1");
  }
}
