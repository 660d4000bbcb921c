package org.ockham.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.nn.Linear;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.train.Monitor;
import org.ockham.train.MultiLabel;
import org.ockham.train.Regressor;

class TaskMetricsTest {

  @Test
  @DisplayName(
      "Errors are told in the target's own units: a standardised target's deviation multiplies them")
  void tellsErrorsInUnits() {
    try (Scope scope = Scope.open()) {
      Tensor output = Tensor.of(new float[] {1, 2, 4}, 3, 1);
      Tensor target = Tensor.of(new float[] {1, 4, 1}, 3, 1);
      List<Metric> metrics = Regressor.of(new Linear(1, 1)).measuredIn(10).metrics();
      metrics.forEach(metric -> metric.update(output, target));
      assertThat(metrics).extracting(Metric::name).containsExactly("rmse", "mae", "r2");
      assertThat(metrics.get(0).value()).isCloseTo(10 * Math.sqrt(13.0 / 3), within(1e-12));
      assertThat(metrics.get(1).value()).isCloseTo(10 * 5.0 / 3, within(1e-12));
      assertThat(metrics.get(2).value()).isCloseTo(1 - 13.0 / 6, within(1e-12));
      assertThat(Regressor.of(new Linear(1, 1)).metrics()).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "Labels are measured each, over all, and all at once; state goes on where it was left")
  void measuresLabels() {
    try (Scope scope = Scope.open()) {
      // found: 1 0 | 1 1 | 0 0; there: 1 1 | 1 0 | 0 0
      Tensor output = Tensor.of(new float[] {2, -1, 1, 3, -2, -1}, 3, 2);
      Tensor target = Tensor.of(new float[] {1, 1, 1, 0, 0, 0}, 3, 2);
      List<Metric> metrics = MultiLabel.of(new Linear(1, 2), "a", "b").metrics();
      metrics.forEach(metric -> metric.update(output, target));
      assertThat(metrics)
          .extracting(Metric::name)
          .containsExactly("f1_micro", "f1_macro", "exact_match", "f1/a", "f1/b");
      assertThat(metrics.get(0).value()).isCloseTo(2 * 2 / (2 * 2 + 1.0 + 1), within(1e-12));
      assertThat(metrics.get(1).value()).isEqualTo(0.5);
      assertThat(metrics.get(2).value()).isCloseTo(1 / 3.0, within(1e-12));
      assertThat(metrics.get(3).value()).isEqualTo(1);
      assertThat(metrics.get(4).value()).isZero();
      LabelF1 again = new LabelF1("a", 0);
      again.restore(metrics.get(3).state());
      assertThat(again.value()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("What is watched knows which way is better, also where a label is called loss")
  void knowsDirections() {
    assertThat(List.of("val/rmse", "val/mae", "val/loss"))
        .noneMatch(tag -> Monitor.of(tag).maximize());
    assertThat(List.of("val/r2", "val/f1_micro", "val/exact_match", "val/f1/loss"))
        .allMatch(tag -> Monitor.of(tag).maximize());
  }
}
