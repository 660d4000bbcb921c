package org.ockham.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    "1e-300, -37.0470962993612", // what is smaller yet is flushed to 0 on threads that have
    // computed
  })
  void quantilesAreScipys(double share, double expected) {
    assertThat(Normal.quantile(share)).isEqualTo(expected, within(2e-15 * Math.abs(expected)));
    assertThat(Normal.quantile(0.5)).isZero();
  }
}
