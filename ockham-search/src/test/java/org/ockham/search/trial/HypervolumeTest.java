package org.ockham.search.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class HypervolumeTest {

  @Test
  void knownVolumes() {
    assertThat(Hypervolume.of(List.of(), new double[] {1, 1})).isZero();
    assertThat(
            Hypervolume.of(List.of(new double[] {1, 2}, new double[] {2, 1}), new double[] {3, 3}))
        .isEqualTo(3);
    List<double[]> corners =
        List.of(new double[] {1, 0, 0}, new double[] {0, 1, 0}, new double[] {0, 0, 1});
    assertThat(Hypervolume.of(corners, new double[] {2, 2, 2})).isEqualTo(7);
    assertThat(Hypervolume.of(List.of(new double[] {4, 0}), new double[] {3, 3}))
        .isZero();
  }

  @Test
  void agreesWithCountingRandomPoints() {
    SplittableRandom random = new SplittableRandom(3);
    for (int dimension = 2; dimension <= 4; dimension++) {
      List<double[]> points = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        points.add(random.doubles(dimension).toArray());
      }
      double[] reference = new double[dimension];
      java.util.Arrays.fill(reference, 1);
      int hits = 0;
      int draws = 200_000;
      for (int i = 0; i < draws; i++) {
        double[] x = random.doubles(dimension).toArray();
        hits += points.stream().anyMatch(p -> Dominance.dominates(p, x)) ? 1 : 0;
      }
      assertThat(Hypervolume.of(points, reference)).isCloseTo(hits / (double) draws, within(0.005));
    }
  }

  @Test
  void ranksAgreeWithTheirDefinition() {
    SplittableRandom random = new SplittableRandom(4);
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      points.add(new double[] {random.nextInt(8), random.nextInt(8)});
    }
    int[] ranks = Dominance.ranks(points, points.size());
    for (int i = 0; i < ranks.length; i++) {
      int expected = 0;
      for (int k = 0; k < ranks.length; k++) {
        if (Dominance.dominates(points.get(k), points.get(i))) {
          expected = Math.max(expected, ranks[k] + 1);
        }
      }
      assertThat(ranks[i]).isEqualTo(expected);
    }
  }

  @Test
  void aZeroIsAZeroWhateverItsSign() {
    for (Direction direction : Direction.values()) {
      List<double[]> points = List.of(
          new double[] {direction.loss(-0.0), 5},
          new double[] {direction.loss(0.0), 3},
          new double[] {direction.loss(-0.0), 4});
      assertThat(Dominance.front(points)).containsExactly(1);
    }
  }

  @Test
  void greedySubsetTakesTheLargestGains() {
    List<double[]> points = List.of(new double[] {0, 3}, new double[] {1, 1}, new double[] {3, 0});
    assertThat(Hypervolume.greedySubset(points, new double[] {4, 4}, 1)).containsExactly(1);
    assertThat(Hypervolume.greedySubset(points, new double[] {4, 4}, 3))
        .containsExactlyInAnyOrder(0, 1, 2);
  }
}
