package org.ockham.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.search.Study;
import org.ockham.search.sampler.Random;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;
import org.ockham.search.storage.Storage;

final class ExploredTest {

  private final Study study = Study.minimize("e", Storage.memory(), Random.seeded(1));

  @Test
  @DisplayName("Ranges that moved are joined, and conditional parameters are counted")
  void joined() {
    study.optimize(
        trial -> {
          int n = trial.number();
          trial.suggestDouble("x", -n, 1 + n);
          trial.suggestInt("k", 2, 8 + 2 * n, 2);
          trial.suggestCategorical("c", "a", "b");
          return n == 1 ? trial.suggestDouble("only", 0, 1) : 0;
        },
        3);
    assertThat(Explored.of(study.result()))
        .containsExactly(
            new Explored("x", FloatDistribution.of(-2, 3), 3),
            new Explored("k", new IntDistribution(2, 12, false, 2), 3),
            new Explored("c", CategoricalDistribution.of("a", "b"), 3),
            new Explored("only", FloatDistribution.of(0, 1), 1));
    assertThat(Explored.of(study.result()))
        .extracting(Explored::numeric)
        .containsExactly(true, true, false, true);
  }

  @Test
  @DisplayName("Steps that differ leave none")
  void steps() {
    study.optimize(trial -> trial.suggestDouble("x", 0, 1, trial.number() == 0 ? 0.5 : 0.25), 2);
    assertThat(Explored.of(study.result()))
        .isEqualTo(List.of(new Explored("x", FloatDistribution.of(0, 1), 2)));
  }

  @Test
  @DisplayName("No trials have no parameters")
  void none() {
    assertThat(Explored.of(study.result())).isEmpty();
  }
}
