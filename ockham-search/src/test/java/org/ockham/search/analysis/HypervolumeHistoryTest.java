package org.ockham.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.search.Plan;
import org.ockham.search.Study;
import org.ockham.search.StudyResult;
import org.ockham.search.analysis.Series.Point;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.Direction;

final class HypervolumeHistoryTest {

  private static StudyResult study(int trials, double[]... values) {
    return Study.create(
            "g",
            Storage.memory(),
            Random.seeded(1),
            Pruner.none(),
            Direction.MINIMIZE,
            Direction.MAXIMIZE)
        .optimizeVector(
            trial -> {
              if (trial.number() == 1) {
                trial.constrain(1);
              }
              return values[trial.number()];
            },
            Plan.trials(trials));
  }

  @Test
  @DisplayName("A dominated trial adds nothing, one that breaks its constraints is not there")
  void steps() {
    StudyResult result = study(
        5,
        new double[] {2, 3},
        new double[] {0, 9},
        new double[] {3, 2},
        new double[] {1, 1},
        new double[] {1, 4});
    assertThat(HypervolumeHistory.hypervolume(result, 4, 0))
        .containsExactly(new Point(0, 6), new Point(2, 6), new Point(3, 7), new Point(4, 12));
    assertThat(HypervolumeHistory.reference(result))
        .containsExactly(new double[] {3.2, 0.7}, within(1e-12));
    assertThatThrownBy(() -> HypervolumeHistory.hypervolume(result, 1))
        .hasMessageContaining("2 objectives");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  @DisplayName("The last point is the front's hypervolume")
  void whole(int objectives) {
    Direction[] directions = new Direction[objectives];
    Arrays.fill(directions, Direction.MINIMIZE);
    StudyResult result = Study.create(
            "g", Storage.memory(), Random.seeded(3), Pruner.none(), directions)
        .optimizeVector(
            trial -> {
              double[] values = new double[objectives];
              for (int i = 0; i < objectives; i++) {
                values[i] = trial.suggestDouble("x" + i, 0, 1);
              }
              return values;
            },
            Plan.trials(60));
    double[] reference = HypervolumeHistory.reference(result);
    List<Point> growth = HypervolumeHistory.hypervolume(result, reference);
    assertThat(growth).hasSize(60);
    assertThat(growth.get(59).y()).isCloseTo(result.hypervolume(reference), within(1e-12));
    assertThat(growth).isSortedAccordingTo(Comparator.comparingDouble(Point::y));
  }
}
