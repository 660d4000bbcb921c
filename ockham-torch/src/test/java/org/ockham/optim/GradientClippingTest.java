package org.ockham.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.nn.Linear;
import org.ockham.tensor.Tensor;

/** Clipping of gradients whose squares no FLOAT32 holds, and of those that are no numbers. */
final class GradientClippingTest {

  private static Vectors withGradients(float... values) {
    Vectors vectors = Vectors.of(Tensor.zeros(values.length), Tensor.zeros(1));
    vectors.gradient(0, Tensor.of(values));
    return vectors;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-25, 1, 1e18, 1e20, 1e30, 1e38, 3e38})
  void gradientsOfAnyFiniteSizeAreScaledToTheBound(double size) {
    Linear linear = new Linear(100, 1);
    linear.initialize(0);
    linear.apply(Tensor.full(size, 1, 100)).sum().backward();
    linear.parameters().get("bias").clearGrad();
    double norm = GradientClipping.norm(1).clip(linear.parameters().values());
    assertThat(norm / size).isCloseTo(10, within(1e-5));
    double expected = Math.min(size, 0.1 * norm / (norm + 1e-6));
    for (float gradient : linear.parameters().get("weight").grad().toFloats()) {
      assertThat(gradient / expected).isCloseTo(1, within(1e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 3, 10, 100, Double.POSITIVE_INFINITY})
  void everyNormIsExact(double p) {
    Vectors vectors = withGradients((float) 3e10, -(float) 4e10);
    double expected = Double.isInfinite(p) ? 4e10 : 4e10 * Math.pow(1 + Math.pow(0.75, p), 1 / p);
    double norm = GradientClipping.norm(1, p).clip(vectors.parameters().values());
    assertThat(norm / expected).isCloseTo(1, within(1e-5));
    assertThat(vectors.get(0).grad().toDoubles()[1]).isCloseTo(-4e10 / expected, within(1e-5));
  }

  @TestFactory
  Stream<DynamicTest> gradientsThatAreNoNumbersAreRefusedAndLeftAsTheyWere() {
    return Stream.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)
        .map(bad -> DynamicTest.dynamicTest("" + bad, () -> {
          Vectors vectors = withGradients(1, bad, (float) 3e20);
          assertThatThrownBy(
                  () -> GradientClipping.norm(1).clip(vectors.parameters().values()))
              .isInstanceOf(ArithmeticException.class)
              .hasMessageContaining("the gradient of '")
              .hasMessageContaining("cannot be clipped");
          assertThat(vectors.get(0).grad().toFloats()).containsExactly(1, bad, (float) 3e20);
        }));
  }

  @Test
  void byValueTheInfiniteIsBoundedAndWhatIsNoNumberRefused() {
    Vectors infinite = withGradients(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0.5f);
    GradientClipping.value(1).clip(infinite.parameters().values());
    assertThat(infinite.get(0).grad().toFloats()).containsExactly(1, -1, 0.5f);
    Vectors none = withGradients(Float.NaN, 3);
    assertThatThrownBy(() -> GradientClipping.value(1).clip(none.parameters().values()))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("holds NaN");
    assertThat(none.get(0).grad().toFloats()).containsExactly(Float.NaN, 3);
  }

  @Test
  void aNormThatNoDoubleHoldsIsRefusedInOtherWords() {
    Vectors vectors = Vectors.of(Tensor.zeros(1000), Tensor.zeros(1));
    vectors.gradient(0, Tensor.full(1e30, 1000));
    assertThatThrownBy(
            () -> GradientClipping.norm(1, 0.01).clip(vectors.parameters().values()))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("choose a larger p");
  }

  @Test
  void sharpnessIsSoughtAlongHugeGradientsToo() {
    Linear linear = new Linear(2, 1, false);
    linear.initialize(0);
    double[] asked = new double[2];
    Optimizer sam = Sam.around(Sgd.rate(0)).rho(0.5).over(linear);
    float[] before = linear.parameters().get("weight").value().toFloats();
    int[] evaluations = {0};
    sam.step(() -> {
      if (evaluations[0]++ == 1) {
        float[] there = linear.parameters().get("weight").value().toFloats();
        asked[0] = there[0] - before[0];
        asked[1] = there[1] - before[1];
      }
      sam.zeroGrad();
      Tensor loss = linear
          .apply(Tensor.of(new float[] {(float) 3e20, (float) 4e20}, 1, 2))
          .sum();
      loss.backward();
      return loss;
    });
    assertThat(asked).containsExactly(new double[] {0.3, 0.4}, within(1e-5));
  }

  @Test
  void muonsDirectionDoesNotDependOnTheGradientsSize() {
    float[][] moved = new float[2][];
    for (int i = 0; i < 2; i++) {
      Vectors vectors = Vectors.of(Tensor.zeros(2, 3));
      vectors.gradient(0, Tensor.of(new float[] {1, 2, 3, 3, -1, 2}, 2, 3).mul(i == 0 ? 1 : 1e25));
      Muon.rate(0.1).over(vectors).step();
      moved[i] = vectors.get(0).value().toFloats();
    }
    assertThat(moved[1]).containsExactly(moved[0], within(1e-4f));
    assertThat(moved[1][0]).isNotZero();
  }
}
