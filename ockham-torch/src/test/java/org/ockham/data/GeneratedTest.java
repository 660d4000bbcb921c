package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedTest {

  private static double distance(float[] point, double x, double y) {
    return Math.hypot(point[0] - x, point[1] - y);
  }

  /** The deviation of distances from a radius, which is that of the noise. */
  private static double spread(double[] distances) {
    return Math.sqrt(IntStream.range(0, distances.length)
        .mapToDouble(i -> distances[i] * distances[i])
        .average()
        .orElseThrow());
  }

  @Test
  void moonsLieOnHalfCirclesThatInterleave() {
    ArrayDataset moons = Generated.twoMoons(400, 0, 1);
    for (int i = 0; i < 400; i++) {
      float[] point = moons.sample(i).input();
      if (moons.label(i) == 0) {
        assertThat(distance(point, 0, 0)).isCloseTo(1, within(1e-6));
        assertThat(point[1]).isGreaterThanOrEqualTo(0);
      } else {
        assertThat(distance(point, 1, 0.5)).isCloseTo(1, within(1e-6));
        assertThat(point[1]).isLessThanOrEqualTo(0.5f);
      }
    }
    ArrayDataset noisy = Generated.twoMoons(20_000, 0.05, 2);
    double[] off = IntStream.range(0, 20_000)
        .filter(i -> noisy.label(i) == 0)
        .mapToObj(i -> noisy.sample(i).input())
        .filter(point -> point[1] > 0.3)
        .mapToDouble(point -> distance(point, 0, 0) - 1)
        .toArray();
    assertThat(spread(off)).isCloseTo(0.05, within(0.002));
  }

  @Test
  void circlesHaveTheirRadii() {
    ArrayDataset circles = Generated.circles(100, 0.4, 0, 3);
    for (int i = 0; i < 100; i++) {
      assertThat(distance(circles.sample(i).input(), 0, 0))
          .isCloseTo(circles.label(i) == 0 ? 1 : 0.4, within(1e-6));
    }
  }

  @Test
  void blobsSpreadAroundTheirCentres() {
    DataStats[] stats = new DataStats[3];
    ArrayDataset blobs = Generated.blobs(30_000, 3, 2, 4);
    for (int c = 0; c < 3; c++) {
      int label = c;
      int[] members =
          IntStream.range(0, 30_000).filter(i -> blobs.label(i) == label).toArray();
      stats[c] = DataStats.of(blobs.subset(members));
      assertThat(stats[c].size()).isEqualTo(10_000);
      assertThat(stats[c].channels()).allSatisfy(column -> {
        assertThat(column.std()).isCloseTo(2, within(0.06));
        assertThat(column.mean()).isBetween(-10.1, 10.1);
      });
    }
    assertThat(stats[0].channels().get(0).mean())
        .isNotEqualTo(stats[1].channels().get(0).mean());
  }

  @Test
  void spiralsWindOnceAround() {
    ArrayDataset spirals = Generated.spirals(300, 3, 0, 5);
    for (int i = 0; i < 300; i++) {
      float[] point = spirals.sample(i).input();
      double radius = distance(point, 0, 0);
      double angle = 2 * Math.PI * (radius + spirals.label(i) / 3.0);
      assertThat(distance(point, radius * Math.cos(angle), radius * Math.sin(angle)))
          .isLessThan(1e-5);
    }
  }

  @Test
  void xorIsTheExclusiveOrOfItsCorners() {
    ArrayDataset xor = Generated.xor();
    assertThat(xor.size()).isEqualTo(4);
    assertThat(IntStream.range(0, 4)
            .mapToObj(i -> List.of(
                (int) xor.sample(i).input()[0], (int) xor.sample(i).input()[1], xor.label(i))))
        .containsExactlyInAnyOrder(
            List.of(0, 0, 0), List.of(0, 1, 1), List.of(1, 0, 1), List.of(1, 1, 0));
    ArrayDataset noisy = Generated.xor(10_000, 0.1, 1);
    double[] off = new double[10_000];
    for (int i = 0; i < off.length; i++) {
      float[] point = noisy.sample(i).input();
      assertThat(Math.round(point[0]) ^ Math.round(point[1])).isEqualTo(noisy.label(i));
      off[i] = point[0] - Math.round(point[0]);
    }
    assertThat(spread(off)).isCloseTo(0.1, within(0.004));
  }

  @Test
  void theCubicBoundaryPartsTheSquareInHalves() {
    ArrayDataset points = Generated.cubicBoundary(4_000, 6);
    int ones = 0;
    for (int i = 0; i < 4_000; i++) {
      float[] point = points.sample(i).input();
      assertThat(point[0]).isBetween(-1f, 1f);
      assertThat(point[1]).isBetween(-1f, 1f);
      double cube = (double) point[0] * point[0] * point[0];
      assertThat(points.label(i)).isEqualTo(cube < point[1] ? 1 : 0);
      ones += points.label(i);
    }
    assertThat(ones).isBetween(1_850, 2_150);
    assertThat(DataStats.of(points).channels()).allSatisfy(column -> {
      assertThat(column.mean()).isCloseTo(0, within(0.05));
      assertThat(column.std()).isCloseTo(1 / Math.sqrt(3), within(0.02));
    });
  }

  @Test
  void aPerceptronPartsTheSeparableSetWithinItsBoundOfMistakes() {
    for (long seed = 0; seed < 10; seed++) {
      double margin = 0.1;
      ArrayDataset points = Generated.separable(300, margin, seed);
      double[] w = new double[3];
      int mistakes = 0;
      boolean wrong = true;
      while (wrong && mistakes <= 3 / (margin * margin)) {
        wrong = false;
        for (int i = 0; i < 300; i++) {
          float[] x = points.sample(i).input();
          int y = points.label(i) == 1 ? 1 : -1;
          if (y * (w[0] * x[0] + w[1] * x[1] + w[2]) <= 0) {
            w[0] += y * x[0];
            w[1] += y * x[1];
            w[2] += y;
            mistakes++;
            wrong = true;
          }
        }
      }
      assertThat(wrong).as("seed %d, %d mistakes", seed, mistakes).isFalse();
      assertThat(DataStats.of(points).classes()).allMatch(count -> count.count() > 60);
    }
  }

  @Test
  void leastSquaresFindTheKnownWeights() {
    ArrayDataset exact = Generated.linearRegression(50, new double[] {2, -3, 0.5}, 4, 0, 7);
    for (int i = 0; i < 50; i++) {
      float[] x = exact.sample(i).input();
      assertThat((double) exact.sample(i).target()[0])
          .isCloseTo(2.0 * x[0] - 3.0 * x[1] + 0.5 * x[2] + 4, within(1e-5));
    }
    ArrayDataset noisy = Generated.linearRegression(20_000, new double[] {2}, 1, 0.5, 8);
    double xy = 0;
    double xx = 0;
    double[] off = new double[20_000];
    for (int i = 0; i < off.length; i++) {
      float x = noisy.sample(i).input()[0];
      float y = noisy.sample(i).target()[0];
      xy += x * (y - 1);
      xx += x * x;
      off[i] = y - 2 * x - 1;
    }
    assertThat(xy / xx).isCloseTo(2, within(0.02));
    assertThat(xx / off.length).isCloseTo(1, within(0.04));
    assertThat(spread(off)).isCloseTo(0.5, within(0.01));
  }

  static Stream<LongFunction<ArrayDataset>> all() {
    return Stream.of(
        seed -> Generated.twoMoons(50, 0.1, seed),
        seed -> Generated.circles(50, 0.5, 0.1, seed),
        seed -> Generated.blobs(50, 4, 1, seed),
        seed -> Generated.spirals(50, 2, 0.1, seed),
        seed -> Generated.xor(50, 0.1, seed),
        seed -> Generated.cubicBoundary(50, seed),
        seed -> Generated.separable(50, 0.1, seed),
        seed -> Generated.linearRegression(50, new double[] {1, 2}, 0, 0.1, seed));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSeedAlwaysGivesTheSamePoints(LongFunction<ArrayDataset> set) {
    assertThat(set.apply(1).sample(49).input())
        .isEqualTo(set.apply(1).sample(49).input());
    assertThat(set.apply(1).sample(49).input())
        .isNotEqualTo(set.apply(2).sample(49).input());
  }

  @Test
  void moreSamplesBeginWithTheSame() {
    assertThat(Generated.twoMoons(10, 0.1, 1).sample(9).input())
        .isEqualTo(Generated.twoMoons(1000, 0.1, 1).sample(9).input());
  }

  @Test
  void impossibleSetsAreRefused() {
    assertThatThrownBy(() -> Generated.twoMoons(0, 0.1, 1)).hasMessageContaining("n is 0");
    assertThatThrownBy(() -> Generated.twoMoons(10, -0.1, 1)).hasMessageContaining("noise is -0.1");
    assertThatThrownBy(() -> Generated.circles(10, 1, 0, 1)).hasMessageContaining("factor is 1.0");
    assertThatThrownBy(() -> Generated.blobs(10, 0, 1, 1)).hasMessageContaining("centers is 0");
    assertThatThrownBy(() -> Generated.separable(10, 0.6, 1)).hasMessageContaining("margin is 0.6");
    assertThatThrownBy(() -> Generated.linearRegression(10, new double[0], 0, 0, 1))
        .hasMessageContaining("number of weights is 0");
  }
}
