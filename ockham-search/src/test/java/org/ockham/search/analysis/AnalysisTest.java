package org.ockham.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ockham.search.Plan;
import org.ockham.search.Study;
import org.ockham.search.StudyResult;
import org.ockham.search.analysis.Series.Point;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.Direction;

final class AnalysisTest {

  private static final StudyResult RESULT = Study.minimize("a", Storage.memory(), Random.seeded(1))
      .optimize(
          trial -> {
            double a = trial.suggestDouble("a", 0, 1);
            double b = trial.suggestDouble("b", 0, 1);
            String c = trial.suggestCategorical("c", "x", "y", "z");
            trial.suggestDouble("one", 1, 1);
            trial.report(1, a);
            return 20 * (a - 0.3) * (a - 0.3) + 0.5 * b + (c.equals("x") ? 0 : 0.02);
          },
          300);

  @Test
  void importancesFollowTheFunction() {
    for (Importance importance : List.of(Fanova.standard(), PedAnova.standard())) {
      Map<String, Double> shares = importance.of(RESULT);
      assertThat(shares.keySet()).containsExactlyInAnyOrder("a", "b", "c");
      assertThat(shares.values().stream().mapToDouble(x -> x).sum()).isCloseTo(1, within(1e-9));
      assertThat(shares.get("a")).isGreaterThan(shares.get("b"));
      assertThat(shares.get("b")).isGreaterThan(shares.get("c"));
      assertThat(importance.of(RESULT)).isEqualTo(shares);
    }
  }

  @Test
  void varianceSharesAreThoseOfTheFunction() {
    StudyResult linear = Study.minimize("l", Storage.memory(), Random.seeded(2))
        .optimize(
            trial -> 2 * trial.suggestDouble("a", 0, 1) + trial.suggestDouble("b", 0, 1), 500);
    // Alone, a explains 4/5 of the variance and b 1/5.
    assertThat(Fanova.standard().of(linear).get("a")).isCloseTo(0.8, within(0.04));
  }

  @Test
  void sharesDoNotDependOnTheUnit() {
    Map<String, Double> shares = Fanova.standard().of(inUnits(1, 0));
    assertThat(shares.get("a")).isGreaterThan(0.6);
    for (double unit : new double[] {1e-12, 1e-9, 1e6, 1e200, 1e307}) {
      assertThat(Fanova.standard().of(inUnits(unit, 0)).get("a"))
          .as("in units of %s", unit)
          .isCloseTo(shares.get("a"), within(0.01));
    }
    assertThat(Fanova.standard().of(inUnits(1e-6, 1)).get("a"))
        .isCloseTo(shares.get("a"), within(0.01));
  }

  private static StudyResult inUnits(double unit, double base) {
    return Study.minimize("u", Storage.memory(), Random.seeded(3))
        .optimize(
            trial ->
                base + unit * (2 * trial.suggestDouble("a", 0, 1) + trial.suggestDouble("b", 0, 1)),
            100);
  }

  @Test
  void fewTrialsHaveNoImportances() {
    StudyResult one = Study.minimize("o", Storage.memory(), Random.seeded(1))
        .optimize(trial -> trial.suggestDouble("a", 0, 1), 1);
    assertThat(Fanova.standard().of(one)).isEmpty();
    assertThat(PedAnova.standard().of(one)).isEmpty();
    StudyResult flat = Study.minimize("f", Storage.memory(), Random.seeded(1))
        .optimize(trial -> 0 * trial.suggestDouble("a", 0, 1), 20);
    assertThat(Fanova.standard().of(flat)).isEqualTo(Map.of("a", 0.0));
    assertThatThrownBy(() -> PedAnova.standard().of(one, 1)).hasMessageContaining("objective is 1");
    assertThatThrownBy(() -> new PedAnova(0)).hasMessageContaining("between 0 and 1");
  }

  @Test
  void seriesAreWhatChartsShow() {
    StudyResult four = Study.maximize("s", Storage.memory(), Random.seeded(1))
        .optimize(
            trial -> {
              trial.suggestDouble("a", 0, 1);
              return new double[] {1, 3, 2, 3}[trial.number()];
            },
            4);
    assertThat(Series.history(four))
        .containsExactly(new Point(0, 1), new Point(1, 3), new Point(2, 3), new Point(3, 3));
    assertThat(Series.distribution(four, 0))
        .containsExactly(new Point(1, 0.25), new Point(2, 0.5), new Point(3, 1));
    assertThat(Series.slice(four, "a", 0)).hasSize(4);
    assertThat(Series.intermediate(four)).isEmpty();
    assertThat(Series.intermediate(RESULT)).hasSize(300);
  }

  @Test
  void eachObjectiveHasItsSeries() {
    StudyResult two = Study.create(
            "t",
            Storage.memory(),
            Random.seeded(1),
            Pruner.none(),
            Direction.MINIMIZE,
            Direction.MAXIMIZE)
        .optimizeVector(
            trial -> {
              int n = trial.number();
              trial.report(1, n, 10 + n);
              trial.report(4, n, n == 1 ? Double.POSITIVE_INFINITY : 20 + n);
              if (n == 1) {
                trial.constrain(0.5);
              }
              return new double[] {5 - n, n};
            },
            Plan.trials(3));
    assertThat(Series.history(two, 0)).containsExactly(new Point(0, 5), new Point(2, 3));
    assertThat(Series.history(two, 1)).containsExactly(new Point(0, 0), new Point(2, 2));
    assertThat(Series.intermediate(two, 0).get(2)).isEqualTo(Map.of(1, 2.0, 4, 2.0));
    assertThat(Series.intermediate(two, 1).get(2)).isEqualTo(Map.of(1, 12.0, 4, 22.0));
    assertThat(Series.intermediate(two, 1).get(1).get(4)).isNaN();
  }
}
