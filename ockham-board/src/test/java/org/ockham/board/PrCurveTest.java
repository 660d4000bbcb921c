package org.ockham.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PrCurveTest {

  @Test
  @DisplayName("Counts at each threshold, precision and recall of them")
  void counts() {
    PrCurve curve = PrCurve.of(
        new boolean[] {true, true, false, true, false},
        new double[] {1, 0.6, 0.5, 0.2, 0},
        3); // thresholds 0, 0.5, 1
    assertThat(curve.truePositives()).containsExactly(3L, 2L, 1L);
    assertThat(curve.falsePositives()).containsExactly(2L, 1L, 0L);
    assertThat(curve.trueNegatives()).containsExactly(0L, 1L, 2L);
    assertThat(curve.falseNegatives()).containsExactly(0L, 1L, 2L);
    assertThat(curve.precision(0)).isEqualTo(0.6);
    assertThat(curve.precision(2)).isEqualTo(1);
    assertThat(curve.recall(1)).isEqualTo(2.0 / 3);
  }

  @Test
  @DisplayName("Nothing found and nothing to find are 0, not NaN")
  void nothing() {
    PrCurve none = PrCurve.of(new boolean[] {false}, new double[] {0.2}, 3);
    assertThat(none.precision(2)).isZero();
    assertThat(none.recall(0)).isZero();
  }

  @Test
  @DisplayName("What is no probability is refused")
  void refused() {
    assertThatThrownBy(() -> PrCurve.of(new boolean[1], new double[] {Double.NaN}, 3))
        .hasMessage("score 0 is NaN: a probability lies between 0 and 1");
    assertThatThrownBy(() -> PrCurve.of(new boolean[2], new double[1], 3))
        .hasMessageContaining("2 labels and 1 scores");
    assertThatThrownBy(() -> PrCurve.of(new boolean[1], new double[1], 1))
        .hasMessage("thresholds is 1: it must be at least 2, for 0 and 1");
  }
}
