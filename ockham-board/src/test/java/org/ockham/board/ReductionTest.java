package org.ockham.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ReductionTest {

  private static Series series(double... values) {
    return Series.of(
        LongStream.range(0, values.length).toArray(), new double[values.length], values);
  }

  @Test
  @DisplayName("A series that is short enough stays as it is")
  void shortEnough() {
    Series series = series(1, 2, 3, 4, 5);
    Reduction reduction = Reduction.of(series, 5);
    assertThat(reduction.series()).isSameAs(series);
    assertThat(reduction.isReduced()).isFalse();
    assertThat(reduction.note()).isEmpty();
  }

  @Test
  @DisplayName(
      "Both ends, the least and the greatest are always there, in no more points than asked for")
  void keepsExtremes() {
    SplittableRandom random = new SplittableRandom(5);
    for (int points = 5; points < 60; points++) {
      double[] values = random.doubles(500).toArray();
      Reduction reduction = Reduction.of(series(values), points);
      double[] kept = reduction.series().values();
      assertThat(kept.length).isLessThanOrEqualTo(points);
      assertThat(kept[0]).isEqualTo(values[0]);
      assertThat(kept[kept.length - 1]).isEqualTo(values[499]);
      assertThat(kept)
          .contains(Arrays.stream(values).min().orElseThrow())
          .contains(Arrays.stream(values).max().orElseThrow());
      assertThat(reduction.of()).isEqualTo(500);
      assertThat(reduction.note()).isEqualTo(kept.length + " of 500 points shown");
    }
  }

  @Test
  @DisplayName("A series of gaps stays one")
  void gaps() {
    double[] values = new double[100];
    Arrays.fill(values, Double.NaN);
    assertThat(Reduction.of(series(values), 20).series().values()).containsOnly(Double.NaN);
    assertThatThrownBy(() -> Reduction.of(series(values), 4))
        .hasMessage("points is 4: it must be at least 5");
  }
}
