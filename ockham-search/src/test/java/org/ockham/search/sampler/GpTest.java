package org.ockham.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ockham.search.Objective;
import org.ockham.search.Study;
import org.ockham.search.storage.Storage;

final class GpTest extends SamplerContract {

  @Override
  Sampler sampler(long seed) {
    return Gp.seeded(seed);
  }

  private static double best(Objective objective, long seed) {
    return Study.minimize("g", Storage.memory(), Gp.seeded(seed))
        .optimize(objective, 45)
        .best()
        .value();
  }

  /** The best lies where a constraint is just kept: at (1.5, 1.5, 0, 0), which is 4.5. */
  @Test
  void theBestOnAConstraintsEdgeIsFound() {
    Objective sphere = trial -> {
      double[] x = new double[4];
      double sum = 0;
      for (int i = 0; i < 4; i++) {
        x[i] = trial.suggestDouble("x" + i, -5, 5);
        sum += x[i] * x[i];
      }
      trial.constrain(3 - x[0] - x[1], -1e9);
      return sum;
    };
    for (long seed = 0; seed < 3; seed++) {
      assertThat(best(sphere, seed)).isBetween(4.5, 4.7);
    }
  }

  /** One in 2,500 keeps the constraint; its values lead there. */
  @Test
  void aTrialThatKeepsTheConstraintsIsLookedForFirst() {
    Objective corner = trial -> {
      double x = trial.suggestDouble("x", 0, 1);
      double y = trial.suggestDouble("y", 0, 1);
      trial.constrain(0.98 - x, trial.number() % 3 == 0 ? Double.POSITIVE_INFINITY : 0.98 - y);
      return x + y;
    };
    for (long seed = 0; seed < 3; seed++) {
      assertThat(best(corner, seed)).isBetween(1.96, 2.0);
    }
  }
}
