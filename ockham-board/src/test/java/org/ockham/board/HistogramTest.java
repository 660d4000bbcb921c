package org.ockham.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HistogramTest {

  static Stream<double[]> anything() {
    return Stream.of(
        new double[] {},
        new double[] {Double.NaN, Double.NaN},
        new double[] {1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 2},
        thousandThrees(),
        new double[] {0},
        new double[] {-0.0, 0.0},
        new double[] {1e308, -1e308},
        new double[] {Double.MAX_VALUE, -Double.MAX_VALUE},
        new double[] {7},
        new double[] {1e-300, -1e-300},
        new double[] {1e-12, -1e-12},
        new SplittableRandom(1).doubles(10_000, -3, 5).toArray());
  }

  private static double[] thousandThrees() {
    double[] threes = new double[1000];
    Arrays.fill(threes, 3);
    return threes;
  }

  @ParameterizedTest
  @MethodSource("anything")
  @DisplayName("Whatever the numbers: limits increase, one a count, and the counts add up")
  void bucketsAreSound(double[] values) {
    Histogram histogram = Histogram.of(values);
    assertThat(histogram.limits()).isNotEmpty().isSorted().doesNotHaveDuplicates();
    assertThat(histogram.limits()).allMatch(Double::isFinite);
    assertThat(histogram.counts()).hasSameSizeAs(histogram.limits());
    assertThat(sum(histogram.counts())).isEqualTo(histogram.num());
    assertThat(histogram.num() + histogram.nonFinite()).isEqualTo(values.length);
    assertThat(histogram.min()).isFinite();
    assertThat(histogram.max()).isFinite();
  }

  @ParameterizedTest
  @MethodSource("anything")
  @DisplayName("Every bucket holds the numbers from the limit before it to its own")
  void bucketsHoldWhatLiesInThem(double[] values) {
    Histogram histogram = Histogram.of(values);
    List<Double> limits = histogram.limits();
    for (int i = 1; i < limits.size(); i++) {
      double low = limits.get(i - 1);
      double high = limits.get(i);
      assertThat(histogram.counts().get(i)).isEqualTo((double) Arrays.stream(values)
          .filter(x -> x >= low && (x < high || (x == high && x == Double.MAX_VALUE)))
          .count());
    }
  }

  private static double sum(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }

  @Test
  @DisplayName("What is not finite is left out and counted")
  void nonFiniteIsCounted() {
    Histogram histogram =
        Histogram.of(1f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 2f);
    assertThat(histogram.num()).isEqualTo(2);
    assertThat(histogram.min()).isEqualTo(1);
    assertThat(histogram.max()).isEqualTo(2);
    assertThat(histogram.sum()).isEqualTo(3);
    assertThat(histogram.sumSquares()).isEqualTo(5);
    assertThat(histogram.nonFinite()).isEqualTo(3);
  }

  @Test
  @DisplayName("Nothing has one empty bucket, which readers want")
  void nothing() {
    assertThat(Histogram.of(new double[0]))
        .isEqualTo(new Histogram(0, 0, 0, 0, 0, List.of(0.0), List.of(0.0), 0));
    assertThat(Histogram.of(Double.NaN, Double.NaN))
        .isEqualTo(new Histogram(0, 0, 0, 0, 0, List.of(0.0), List.of(0.0), 2));
  }

  @Test
  @DisplayName("Numbers in parts are counted as if they were one row, to the bit")
  void parts() {
    List<float[]> parts =
        List.of(new float[] {1, 1e8f, Float.NaN}, new float[0], new float[] {0.1f});
    assertThat(Histogram.of(parts)).isEqualTo(Histogram.of(1, 1e8f, Float.NaN, 0.1f));
    assertThat(Histogram.of(List.<float[]>of())).isEqualTo(Histogram.of(new float[0]));
  }

  @Test
  @DisplayName("Constant numbers lie in one bucket around them")
  void constant() {
    Histogram histogram = Histogram.of(thousandThrees());
    assertThat(histogram.counts()).containsExactly(0.0, 1000.0);
    assertThat(histogram.limits().get(0)).isBetween(2.5, 3.0);
    assertThat(histogram.limits().get(1)).isBetween(3.0, 3.5);
    assertThat(histogram.sum()).isEqualTo(3000);
    assertThat(histogram.sumSquares()).isEqualTo(9000);
  }

  @Test
  @DisplayName("0 and -0 are the same number, in the bucket that begins there")
  void zeros() {
    Histogram histogram = Histogram.of(-0.0, 0.0);
    assertThat(histogram.limits()).containsExactly(0.0, 1e-12);
    assertThat(histogram.counts()).containsExactly(0.0, 2.0);
    assertThat(1 / histogram.min()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  @DisplayName("Numbers beyond 1e20 have a bucket on either side")
  void huge() {
    Histogram histogram = Histogram.of(1e308, -1e308);
    assertThat(histogram.limits().get(0)).isEqualTo(-Double.MAX_VALUE);
    assertThat(histogram.counts().get(1)).isEqualTo(1);
    assertThat(histogram.counts().get(histogram.counts().size() - 1)).isEqualTo(1);
    assertThat(histogram.sum()).isZero();
    assertThat(histogram.sumSquares()).isInfinite();
  }

  @Test
  @DisplayName("Limits are 1.1 times as far from 0 as the ones before")
  void limitsGrow() {
    List<Double> limits = Histogram.of(1e-11, 1e19).limits();
    for (int i = 1; i < limits.size(); i++) {
      assertThat(limits.get(i) / limits.get(i - 1)).isCloseTo(1.1, within(1e-12));
    }
  }

  @Test
  @DisplayName("Buckets that cannot be are refused")
  void refused() {
    assertThatThrownBy(() -> new Histogram(0, 1, 1, 1, 1, List.of(1.0, 1.0), List.of(0.0, 1.0), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit 1 of a histogram is 1.0: limits must be numbers that increase");
    assertThatThrownBy(() -> new Histogram(0, 1, 1, 1, 1, List.of(1.0), List.of(-1.0), 0))
        .hasMessage("count 0 of a histogram is -1.0: it must be at least 0 and finite");
    assertThatThrownBy(() -> new Histogram(0, 1, 1, 1, 1, List.of(), List.of(), 0))
        .hasMessageContaining("0 limits and 0 counts");
  }
}
