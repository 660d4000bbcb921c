package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SparklineTest {

  @Test
  @DisplayName("A mark a point, from the least to the greatest")
  void marks() {
    assertThat(Sparkline.of(new double[] {0, 1, 2, 3, 4, 5, 6, 7}, 20)).isEqualTo("▁▂▃▄▅▆▇█");
    assertThat(Sparkline.of(new double[] {5, 5, 5}, 20)).isEqualTo("▁▁▁");
    assertThat(Sparkline.of(new double[] {}, 20)).isEmpty();
  }

  @Test
  @DisplayName("Gaps are gaps, and infinities the ends")
  void notFinite() {
    assertThat(Sparkline.of(
            new double[] {1, Double.NaN, 2, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY},
            20))
        .isEqualTo("▁·██▁");
    assertThat(Sparkline.of(new double[] {-1e308, 1e308}, 2)).isEqualTo("▁█");
  }

  @Test
  @DisplayName("However many points: the spike, the gap and the last point are there")
  void reduced() {
    double[] values = new double[1_000_000];
    Arrays.fill(values, 0.5);
    values[777_777] = 100;
    values[5] = Double.NaN;
    values[999_999] = 50;
    assertThat(Sparkline.of(values, 10)).isEqualTo("·▁▁▁▁▁▁█▁▄");
  }
}
