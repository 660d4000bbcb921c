package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ockham.tensor.RandomKey;

final class StepTest {

  @Test
  void whatIsDrawnFollowsFromSeedNameAndNumber() {
    assertThat(Step.of(3, 5).key("mask")).isEqualTo(RandomKey.of(3).fold("mask").fold(5));
    assertThat(new Step(3, 5, 2, 1).key("mask")).isEqualTo(Step.of(3, 5).key("mask"));
    assertThat(new Step(3, 5, 2, 1).batchKey("mix"))
        .isEqualTo(Step.of(3, 5).batch(1).batchKey("mix"));
  }

  @Test
  void otherStepsBatchesSeedsAndNamesDrawOtherwise() {
    Set<RandomKey> keys = new HashSet<>();
    for (int seed = 0; seed < 3; seed++) {
      for (int number = 0; number < 3; number++) {
        for (String name : new String[] {"mix", "mask"}) {
          Step step = Step.of(seed, number);
          keys.add(step.key(name));
          for (int batch = 0; batch < 3; batch++) {
            keys.add(step.batch(batch).batchKey(name));
          }
        }
      }
    }
    assertThat(keys).hasSize(3 * 3 * 2 * 4);
  }
}
