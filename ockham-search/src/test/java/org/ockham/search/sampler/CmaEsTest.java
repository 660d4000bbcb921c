package org.ockham.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ockham.search.Study;
import org.ockham.search.Trial;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;

final class CmaEsTest extends SamplerContract {

  private static final Map<String, Double> NEAR = Map.of("x0", 0.85, "x1", 0.85, "x2", 0.85);

  @Override
  Sampler sampler(long seed) {
    return CmaEs.seeded(seed);
  }

  @Override
  boolean several() {
    return false;
  }

  private static double distance(Trial trial, double from) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += Math.pow(trial.suggestDouble("x" + i, 0, 1) - from, 2);
    }
    return sum;
  }

  private static double median(CmaEs config) {
    double[] best = new double[9];
    for (int seed = 0; seed < best.length; seed++) {
      best[seed] = Study.minimize(
              "c",
              Storage.memory(),
              new CmaEs(
                  seed,
                  config.startup(),
                  config.step(),
                  config.restarts(),
                  config.population(),
                  config.start(),
                  config.source()))
          .optimize(trial -> distance(trial, 0.9), 24)
          .best()
          .value();
    }
    Arrays.sort(best);
    return best[4];
  }

  @Test
  void aStartAStepAndAnotherStudyAreUsed() {
    CmaEs plain = CmaEs.seeded(0);
    double usual = median(plain);
    assertThat(median(plain.withStart(NEAR))).isLessThan(usual / 3);
    assertThat(median(plain.withStart(NEAR).withStep(0.05))).isLessThan(usual / 10);
    List<FrozenTrial> source = Study.minimize("source", Storage.memory(), plain)
        .optimize(trial -> distance(trial, 0.85), 100)
        .trials();
    assertThat(median(plain.withSource(source))).isLessThan(usual / 2);
    assertThatThrownBy(() -> plain.withSource(source).withStart(NEAR))
        .hasMessageContaining("one or the other");
    assertThatThrownBy(() -> Study.minimize("c", Storage.memory(), plain.withSource(source))
            .optimize(trial -> trial.suggestDouble("other", 0, 1), 3))
        .hasMessageContaining("none of the 100 source trials");
  }

  @Test
  void aGenerationIsAsLargeAsWanted() {
    List<FrozenTrial> trials = Study.minimize(
            "c", Storage.memory(), CmaEs.seeded(1).withPopulation(5))
        .optimize(trial -> distance(trial, 0.9), 17)
        .trials();
    assertThat(trials.stream()
            .skip(1)
            .map(trial -> trial.systemAttributes().get("ockham:cma_generation")))
        .containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3);
    assertThatThrownBy(() -> CmaEs.seeded(1).withPopulation(1)).hasMessageContaining("at least 2");
    assertThatThrownBy(() -> Study.minimize(
                "c", Storage.memory(), CmaEs.seeded(1).withStart(Map.of("x0", 2)))
            .optimize(trial -> distance(trial, 0.9), 3))
        .hasMessageContaining("\"x0\": value 2");
  }

  /** Queued values teach the search where they were, not where it would have gone. */
  @Test
  void queuedValuesCountWhereTheyAre() {
    Study study = Study.minimize("c", Storage.memory(), CmaEs.seeded(1).withPopulation(4));
    study.ask().suggestDouble("x", 0, 1);
    study.optimize(trial -> trial.suggestDouble("x", 0, 1), 1);
    for (int i = 0; i < 8; i++) {
      study.enqueue(Map.of("x", 0.9 + 0.01 * i));
    }
    study.optimize(trial -> -trial.suggestDouble("x", 0, 1), 8);
    double sum = 0;
    for (FrozenTrial trial :
        study.optimize(trial -> -trial.suggestDouble("x", 0, 1), 12).trials().subList(10, 22)) {
      sum += trial.parameters().internal("x");
    }
    assertThat(sum / 12).isGreaterThan(0.6);
  }
}
