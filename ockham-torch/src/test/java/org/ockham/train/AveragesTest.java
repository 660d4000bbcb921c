package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.data.Batch;
import org.ockham.nn.Linear;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

final class AveragesTest {

  @Test
  @DisplayName("Further numbers are logged in the order of their names, the same in every process")
  void ordered() {
    Map<String, Double> values = Map.of("penalty", 1.0, "norm", 2.0, "entropy", 3.0, "rate", 4.0);
    Averages averages = new Averages(Regressor.of(new Linear(1, 1)), "train", null);
    try (Scope scope = Scope.open()) {
      averages.add(
          StepOutput.of(Tensor.of(0.5f)).logging(values),
          new Batch(Tensor.zeros(2, 1), Tensor.zeros(2, 1), 2));
    }
    assertThat(averages.values().keySet())
        .containsSubsequence(
            "train/loss", "train/entropy", "train/norm", "train/penalty", "train/rate");
  }
}
