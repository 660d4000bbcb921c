package org.ockham.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.ockham.tensor.RandomKey;

/** The draws are the same each time, so that what is seen here is seen always; bounds are five deviations wide. */
class DrawsTest {
  private static final int COUNT = 1_000_000;
  private final Draws draws = Draws.of(RandomKey.of(7));

  @Test
  void normalsHaveTheMomentsOfTheNormalDistribution() {
    double[] sums = new double[5];
    for (int i = 0; i < COUNT; i++) {
      double x = draws.normal();
      for (int power = 1; power < 5; power++) {
        sums[power] += Math.pow(x, power);
      }
    }
    double unit = 5 / Math.sqrt(COUNT);
    assertThat(sums[1] / COUNT).isCloseTo(0, within(unit));
    assertThat(sums[2] / COUNT).isCloseTo(1, within(unit * Math.sqrt(2)));
    assertThat(sums[3] / COUNT).isCloseTo(0, within(unit * Math.sqrt(15)));
    assertThat(sums[4] / COUNT).isCloseTo(3, within(unit * Math.sqrt(96)));
  }

  @Test
  void normalsHaveTheSharesOfTheNormalDistributionIntoTheTails() {
    // Φ(x), at places within layers, at their corners and beyond them all
    double[] places = {
      -4, -3.442619855899, -3, -2, -1, -0.3, 0, 0.2, 0.7, 1.5, 2.5, 3.442619855899, 4
    };
    double[] shares = {
      3.1671241833e-5,
      2.8806e-4,
      1.3498980316e-3,
      0.0227501319482,
      0.158655253931,
      0.382088577811,
      0.5,
      0.579259709439,
      0.758036347777,
      0.933192798731,
      0.993790334674,
      1 - 2.8806e-4,
      1 - 3.1671241833e-5
    };
    int[] below = new int[places.length];
    for (int i = 0; i < COUNT; i++) {
      double x = draws.normal();
      for (int k = 0; k < places.length; k++) {
        below[k] += x < places[k] ? 1 : 0;
      }
    }
    for (int k = 0; k < places.length; k++) {
      double deviation = Math.sqrt(shares[k] * (1 - shares[k]) / COUNT);
      assertThat(below[k] / (double) COUNT)
          .as("share below %s", places[k])
          .isCloseTo(shares[k], within(5 * deviation));
    }
  }

  @Test
  void normalsFollowEachOtherIndependently() {
    double before = draws.normal();
    double product = 0;
    double squares = 0;
    for (int i = 0; i < COUNT; i++) {
      double x = draws.normal();
      product += x * before;
      squares += (x * x - 1) * (before * before - 1);
      before = x;
    }
    assertThat(product / COUNT).isCloseTo(0, within(5 / Math.sqrt(COUNT)));
    assertThat(squares / COUNT).isCloseTo(0, within(10 / Math.sqrt(COUNT)));
  }

  @Test
  void normalsAreTheSameEverywhere() {
    Draws fixed = Draws.of(RandomKey.of(1));
    double[] some = new double[4];
    Arrays.setAll(some, i -> fixed.normal());
    assertThat(some)
        .containsExactly(
            1.5189896130921263, -0.09689534442994381, 0.05651319125391732, -0.8317899637125066);
  }

  @Test
  void betaHasItsMeanAndVariance() {
    for (double alpha : new double[] {0.2, 1, 4}) {
      double sum = 0;
      double squares = 0;
      int count = 100_000;
      for (int i = 0; i < count; i++) {
        double x = draws.beta(alpha);
        assertThat(x).isBetween(0.0, 1.0);
        sum += x;
        squares += (x - 0.5) * (x - 0.5);
      }
      double variance = 1 / (4 * (2 * alpha + 1));
      assertThat(sum / count).isCloseTo(0.5, within(5 * Math.sqrt(variance / count)));
      assertThat(squares / count).isCloseTo(variance, within(0.02 * variance));
    }
  }

  @Test
  void dirichletGivesSharesOfOne() {
    double[] sums = new double[3];
    double squares = 0;
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      double[] shares = draws.dirichlet(1, 3);
      assertThat(shares[0] + shares[1] + shares[2]).isCloseTo(1, within(1e-12));
      for (int k = 0; k < 3; k++) {
        sums[k] += shares[k];
      }
      squares += shares[1] * shares[1];
    }
    for (double sum : sums) {
      assertThat(sum / count).isCloseTo(1.0 / 3, within(0.005));
    }
    assertThat(squares / count).as("1/18 + 1/9").isCloseTo(1.0 / 6, within(0.003));
    assertThat(draws.dirichlet(1e-300, 4)).containsOnly(0, 1);
  }

  @Test
  void ordersAreAllOrdersAlike() {
    int[] counts = new int[27];
    int count = 60_000;
    for (int i = 0; i < count; i++) {
      int[] order = draws.order(3);
      assertThat(order).containsExactlyInAnyOrder(0, 1, 2);
      counts[order[0] * 9 + order[1] * 3 + order[2]]++;
    }
    assertThat(Arrays.stream(counts).filter(each -> each > 0).boxed().toList())
        .hasSize(6)
        .allSatisfy(each -> assertThat(each).isBetween(9500, 10500));
  }
}
