package org.ockham.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ockham.search.space.Scale.LOG;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.search.Study;
import org.ockham.search.StudyResult;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;

final class SurfaceTest {

  @Test
  @DisplayName("A plane is found again in the inner cells, where a log axis is straight")
  void plane() {
    StudyResult result = Study.minimize("s", Storage.memory(), Random.seeded(1))
        .optimize(
            trial -> Math.log10(trial.suggestDouble("x", 1e-4, 1, LOG)) / 4
                + 1
                + 10 * trial.suggestDouble("y", 0, 1),
            4000);
    List<Explored> axes = Explored.of(result);
    Surface surface = Surface.of(result, axes.get(0), axes.get(1), 0, 10);
    assertThat(surface.values()).hasSize(100);
    for (int row = 2; row < 8; row++) {
      for (int column = 2; column < 8; column++) {
        assertThat(surface.values().get(row * 10 + column))
            .isCloseTo((column + 0.5) / 10 + row + 0.5, within(0.15));
      }
    }
  }

  @Test
  @DisplayName("Far from any trial there is no value, and without trials there is none at all")
  void unknown() {
    Study study = Study.minimize("s", Storage.memory(), Random.seeded(1));
    StudyResult one = study.optimize(
        trial -> {
          trial.suggestDouble("x", 0, trial.number() == 0 ? 0.01 : 1);
          trial.suggestDouble("y", 0, trial.number() == 0 ? 0.01 : 1);
          return trial.number() == 0 ? 7 : Double.POSITIVE_INFINITY;
        },
        2);
    List<Explored> axes = Explored.of(one);
    List<Double> values = Surface.of(one, axes.get(0), axes.get(1), 0, 20).values();
    assertThat(values.get(0)).isEqualTo(7);
    assertThat(values.get(399)).isNaN();
    StudyResult none = new StudyResult("n", one.directions(), List.of());
    assertThat(Surface.of(none, axes.get(0), axes.get(1), 0, 3).values())
        .hasSize(9)
        .allMatch(value -> Double.isNaN(value));
  }
}
