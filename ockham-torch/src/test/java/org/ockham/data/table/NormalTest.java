package org.ockham.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.tensor.RandomKey;

final class NormalTest {

  @ParameterizedTest
  @CsvSource({ // scipy.stats.norm.ppf, in each of the three ranges
    "0.075, -1.4395314709384563",
    "0.3, -0.5244005127080409",
    "0.9, 1.2815515655446004",
    "0.925, 1.4395314709384563",
    "0.0749, -1.4402382675279635",
    "0.01, -2.3263478740408408",
    "0.975, 1.959963984540054",
    "0.999999, 4.753424308817087",
    "1e-07, -5.1993375821928165",
    "1e-12, -7.034483825301131",
    "1e-100, -21.273453560965322",
    "5e-324, -38.467405617144344",
  })
  void quantilesAreScipys(double share, double expected) {
    assertThat(Normal.quantile(share)).isEqualTo(expected, within(2e-15 * Math.abs(expected)));
    assertThat(Normal.quantile(0.5)).isZero();
  }

  @Test
  void drawsAreNormal() {
    var random = RandomKey.of(1).random();
    int n = 100_000;
    double[] powers = new double[5];
    for (int i = 0; i < n; i++) {
      double x = Normal.draw(random);
      for (int p = 1; p <= 4; p++) {
        powers[p] += Math.pow(x, p) / n;
      }
    }
    // Five deviations of each moment: those are √1, √2, √15 and √96 over √n.
    assertThat(powers[1]).isEqualTo(0, within(0.016));
    assertThat(powers[2]).isEqualTo(1, within(0.023));
    assertThat(powers[3]).isEqualTo(0, within(0.062));
    assertThat(powers[4]).isEqualTo(3, within(0.155));
  }
}
