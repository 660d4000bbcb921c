package org.ockham.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SmoothingTest {

  private static final double NAN = Double.NaN;

  @Test
  @DisplayName("Without the bias towards the first value")
  void debiased() {
    assertThat(Smoothing.debiased(new double[] {10, 0, 0}, 0.9))
        .containsExactly(new double[] {10, 4.736842, 2.988930}, within(1e-6));
  }

  @Test
  @DisplayName("A gap stays a gap and spoils nothing behind it")
  void gap() {
    double[] smooth = Smoothing.debiased(new double[] {10, NAN, 0}, 0.9);
    assertThat(smooth[0]).isCloseTo(10, within(1e-12));
    assertThat(smooth[1]).isNaN();
    assertThat(smooth[2]).isCloseTo(4.736842, within(1e-6));
    assertThat(Smoothing.debiased(new double[] {NAN, 7}, 0.5)[1]).isEqualTo(7);
  }

  @Test
  @DisplayName("Weight 0 changes nothing, and a constant stays what it is")
  void ends() {
    assertThat(Smoothing.debiased(new double[] {3, -1, 4}, 0)).containsExactly(3, -1, 4);
    assertThat(Smoothing.debiased(new double[] {5, 5, 5, 5}, 0.99))
        .containsExactly(new double[] {5, 5, 5, 5}, within(1e-9));
    assertThatThrownBy(() -> Smoothing.debiased(new double[1], 1))
        .hasMessage("weight is 1.0: it must be at least 0 and below 1");
  }
}
