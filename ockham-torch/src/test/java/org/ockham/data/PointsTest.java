package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PointsTest {

  @ParameterizedTest
  @EnumSource(Points.class)
  @DisplayName(
      "Point i of a seed is the same, however many are asked for; both classes are there; another seed has others")
  void areKeyed(Points points) {
    Dataset few = points.draw(7, 20);
    Dataset many = points.draw(7, 400);
    int positive = 0;
    for (int i = 0; i < 20; i++) {
      assertThat(few.sample(i).input()).isEqualTo(many.sample(i).input());
      assertThat(few.label(i)).isEqualTo(many.label(i));
    }
    for (int i = 0; i < 400; i++) {
      positive += many.label(i);
    }
    assertThat(positive).isBetween(120, 280);
    assertThat(points.draw(8, 1).sample(0).input()).isNotEqualTo(few.sample(0).input());
    assertThat(Datasets.listing(points.word()).inputShape()).containsExactly(2L);
  }

  @Test
  @DisplayName(
      "The classes are what they are said to be: a line with a margin, the sign of the product, a cubic")
  void haveTheirClasses() {
    Dataset separable = Points.SEPARABLE.draw(1, 300);
    Dataset xor = Points.XOR.draw(1, 300);
    Dataset cubic = Points.CUBIC.draw(1, 300);
    for (int i = 0; i < 300; i++) {
      float[] x = separable.sample(i).input();
      double distance = (x[0] + 2 * x[1] - 0.2) / Math.sqrt(5);
      assertThat(Math.abs(distance)).isBetween(0.1, 2.0);
      assertThat(separable.label(i)).isEqualTo(distance > 0 ? 1 : 0);
      float[] y = xor.sample(i).input();
      assertThat(Math.min(Math.abs(y[0]), Math.abs(y[1]))).isBetween(0.1f, 1f);
      assertThat(xor.label(i)).isEqualTo(y[0] * y[1] > 0 ? 1 : 0);
      float[] z = cubic.sample(i).input();
      assertThat(cubic.label(i)).isEqualTo((double) z[0] * z[0] * z[0] < z[1] ? 1 : 0);
    }
  }
}
