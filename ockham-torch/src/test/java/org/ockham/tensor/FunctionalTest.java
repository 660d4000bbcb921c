package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class FunctionalTest {

  private static final long[] ONE = {1, 1};
  private static final long[] NONE = {0, 0};

  private static Tensor m(float... elements) {
    return Tensor.of(elements, 2, elements.length / 2);
  }

  private static void check(Tensor actual, float... elements) {
    assertThat(actual.toFloats()).containsExactly(elements, within(1e-5f));
  }

  @Test
  void linear() {
    check(Functional.linear(m(1, 2, 3, 4), m(1, 0, 1, 1), null), 1, 3, 3, 7);
    check(Functional.linear(m(1, 2, 3, 4), m(1, 0, 1, 1), Tensor.of(10, 20)), 11, 23, 13, 27);
  }

  @Test
  void aLabelWithoutAnOutputIsSaid() {
    assertThatThrownBy(() -> Functional.crossEntropy(
            Tensor.zeros(2, 5), Tensor.ofLongs(1L, 7L), null, Reduction.MEAN, -100, 0))
        .isInstanceOf(EngineException.class)
        .hasMessage("crossEntropy: a label is 7, but 5 outputs are for labels from 0 to 4:"
            + " give the network an output for each class");
  }

  @Test
  void conv2d() {
    Tensor image = Tensor.arange(DType.FLOAT32, 0, 9, 1).view(1, 1, 3, 3);
    Tensor kernel = m(1, 0, 0, -1).view(1, 1, 2, 2);
    Tensor plain = Functional.conv2d(image, kernel, null, ONE, NONE, ONE, 1);
    assertThat(plain.shape()).containsExactly(1, 1, 2, 2);
    check(plain, -4, -4, -4, -4);
    check(Functional.conv2d(image, kernel, Tensor.of(4), ONE, NONE, ONE, 1), 0, 0, 0, 0);
    check(Functional.conv2d(image, kernel, null, new long[] {2, 2}, ONE, ONE, 1), 0, -2, -6, -4);
    check(Functional.conv2d(image, kernel, null, ONE, NONE, new long[] {2, 2}, 1), -8);
    Tensor two = image.expand(1, 2, 3, 3);
    Tensor grouped = Functional.conv2d(two, kernel.repeat(2, 1, 1, 1), null, ONE, NONE, ONE, 2);
    assertThat(grouped.shape()).containsExactly(1, 2, 2, 2);
  }

  @Test
  void maxPool2d() {
    Tensor image = Tensor.arange(DType.FLOAT32, 0, 16, 1).view(1, 1, 4, 4);
    long[] two = {2, 2};
    check(Functional.maxPool2d(image, two, two, NONE), 5, 7, 13, 15);
    check(Functional.maxPool2d(image, new long[] {3, 3}, two, ONE), 5, 7, 13, 15);
  }

  @Test
  void batchNorm() {
    Tensor x = m(1, 10, 3, 30);
    Tensor mean = Tensor.zeros(2);
    Tensor variance = Tensor.ones(2);
    check(Functional.batchNorm(x, null, null, mean, variance, true, 0.5, 0), -1, -1, 1, 1);
    check(mean, 1, 10);
    check(variance, 0.5f + 1, 0.5f + 100);
    Tensor weight = Tensor.of(2, 2);
    check(
        Functional.batchNorm(
            x, weight, Tensor.of(5, 5), Tensor.of(1, 10), Tensor.of(1, 4), false, 0, 0),
        5,
        5,
        9,
        25);
  }

  @Test
  void layerNorm() {
    check(Functional.layerNorm(m(1, 3, 10, 30), new long[] {2}, null, null, 0), -1, 1, -1, 1);
    check(
        Functional.layerNorm(m(1, 3, 10, 30), new long[] {2}, Tensor.of(2, 2), Tensor.of(1, 0), 0),
        -1,
        2,
        -1,
        2);
  }

  @Test
  void crossEntropy() {
    Tensor logits = m(0, (float) Math.log(3), 0, 0);
    Tensor labels = Tensor.ofLongs(1, 0);
    float a = (float) Math.log(4 / 3.0);
    float b = (float) Math.log(2);
    check(Functional.crossEntropy(logits, labels, null, Reduction.NONE, -100, 0), a, b);
    check(Functional.crossEntropy(logits, labels, null, Reduction.SUM, -100, 0), a + b);
    check(Functional.crossEntropy(logits, labels, null, Reduction.MEAN, -100, 0), (a + b) / 2);
    check(Functional.crossEntropy(logits, labels, null, Reduction.MEAN, 0, 0), a);
    Tensor weight = Tensor.of(1, 3);
    check(
        Functional.crossEntropy(logits, labels, weight, Reduction.MEAN, -100, 0), (3 * a + b) / 4);
    float smooth = (float) (0.9 * Math.log(4 / 3.0) + 0.1 * Math.log(4));
    check(Functional.crossEntropy(logits, labels, null, Reduction.NONE, -100, 0.2), smooth, b);
    Tensor shares = m(0.1f, 0.9f, 1, 0);
    check(Functional.crossEntropy(logits, shares, null, Reduction.NONE, -100, 0), smooth, b);
  }

  @Test
  void mseLoss() {
    Tensor target = m(0, 0, 0, 0);
    check(Functional.mseLoss(m(1, 2, 3, 4), target, Reduction.NONE), 1, 4, 9, 16);
    check(Functional.mseLoss(m(1, 2, 3, 4), target, Reduction.MEAN), 7.5f);
    check(Functional.mseLoss(m(1, 2, 3, 4), target, Reduction.SUM), 30);
  }

  @Test
  void bceWithLogits() {
    Tensor x = Tensor.of(0, (float) Math.log(3));
    Tensor target = Tensor.of(1, 0);
    float a = (float) Math.log(2);
    float b = (float) Math.log(4);
    check(Functional.bceWithLogits(x, target, null, null, Reduction.NONE), a, b);
    check(Functional.bceWithLogits(x, target, null, Tensor.of(3), Reduction.NONE), 3 * a, b);
    check(Functional.bceWithLogits(x, target, Tensor.of(1, 2), null, Reduction.SUM), a + 2 * b);
  }
}
