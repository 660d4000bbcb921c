package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.tensor.Tensor;

final class StepOutputTest {

  @Test
  @DisplayName("Further numbers are logged in the order of their names, the same in every process")
  void ordered() {
    Map<String, Double> values = Map.of("penalty", 1.0, "norm", 2.0, "entropy", 3.0, "rate", 4.0);
    try (Tensor loss = Tensor.of(0.5f)) {
      assertThat(StepOutput.of(loss).logging(values).values().keySet())
          .containsExactly("entropy", "norm", "penalty", "rate");
    }
  }
}
