package org.ockham.lab.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.data.Generated;

/** Lines, and Rosenblatt's rule. */
final class PerceptronTest {

  private static final PlanePoints XOR = PlanePoints.of(Generated.xor());

  @Test
  @DisplayName("Points of a data set are taken as they are, with -1 and 1 for its classes")
  void points() {
    assertThat(XOR.size()).isEqualTo(4);
    for (int i = 0; i < 4; i++) {
      assertThat(XOR.y(i)).isEqualTo(i % 2 == 0 ? -1 : 1);
      assertThat(XOR.x1(i) == XOR.x2(i)).isEqualTo(XOR.y(i) == -1);
    }
  }

  @Test
  @DisplayName(
      "On points that a line parts the rule ends within Novikoff's bound, whatever the points")
  void bound() {
    for (int seed = 0; seed < 50; seed++) {
      PlanePoints points = PlanePoints.of(Generated.separable(40, 0.05, seed));
      Rosenblatt rule = Rosenblatt.on(points, 10_000);
      assertThat(rule.hasEnded()).isTrue();
      assertThat((double) rule.allMistakes())
          .isLessThanOrEqualTo(DecisionLine.mostMistakes(points));
      assertThat(DecisionLine.mostMistakes(points)).isLessThan(3.12 / 0.05 / 0.05);
      assertThat(rule.line().accuracy(points)).isEqualTo(1);
      assertThat(DecisionLine.best(points)).isEqualTo(40);
      assertThat(Rosenblatt.cycle(points, 10_000)).isZero();
    }
  }

  @Test
  @DisplayName(
      "On XOR no line has more than three of four, the bound is none, and the rule comes back to where it was")
  void xor() {
    assertThat(DecisionLine.best(XOR)).isEqualTo(3);
    assertThat(DecisionLine.mostMistakes(XOR)).isInfinite();
    assertThat(Rosenblatt.cycle(XOR, 100)).isPositive();
    assertThat(Rosenblatt.on(XOR, 1000).hasEnded()).isFalse();
  }

  @Test
  @DisplayName("The best line is as good as the best of very many")
  void exact() {
    PlanePoints noisy = PlanePoints.of(Generated.xor(24, 0.4, 3));
    double best = 0;
    for (int direction = 0; direction < 720; direction++) {
      for (int offset = -200; offset <= 200; offset++) {
        double angle = Math.PI * direction / 360;
        DecisionLine line =
            new DecisionLine(StrictMath.cos(angle), StrictMath.sin(angle), offset / 100.0);
        best = Math.max(best, line.accuracy(noisy));
      }
    }
    assertThat(DecisionLine.best(noisy) / 24.0).isEqualTo(best);
  }
}
