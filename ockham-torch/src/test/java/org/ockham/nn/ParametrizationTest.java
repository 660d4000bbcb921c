package org.ockham.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ockham.tensor.Generator;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Tensor;

/** Weight and spectral norm. */
final class ParametrizationTest {

  private final Tensor x = Tensor.randn(Generator.seeded(1), 4, 5);

  @Test
  void weightNormStartsAsThePlainLayer() {
    Layer plain = new Linear(5, 3).initialize(2);
    Layer normed = WeightNorm.on(new Linear(5, 3)).initialize(2);
    assertThat(normed.apply(x).allclose(plain.apply(x), 1e-5, 1e-6)).isTrue();
    assertThat(normed.parameters().keySet())
        .containsExactlyInAnyOrder(
            "bias", "parametrizations.weight.original0", "parametrizations.weight.original1");
    assertThat(normed.parameterCount()).isEqualTo(3 + 3 + 15);
    // on a layer that has its values already
    Linear filled = new Linear(5, 3);
    filled.initialize(2);
    assertThat(WeightNorm.on(filled).apply(x).allclose(plain.apply(x), 1e-5, 1e-6))
        .isTrue();
  }

  @Test
  void lengthAndDirectionAreApart() {
    Layer layer = WeightNorm.on(new Linear(5, 3, false)).initialize(2);
    Tensor y = layer.apply(x);
    try (NoGrad off = NoGrad.on()) {
      layer.parameters().get("parametrizations.weight.original1").value().mul_(7);
      assertThat(layer.apply(x).allclose(y, 1e-5, 1e-6)).isTrue();
      layer.parameters().get("parametrizations.weight.original0").value().mul_(2);
      assertThat(layer.apply(x).allclose(y.mul(2), 1e-5, 1e-6)).isTrue();
    }
  }

  @Test
  void copiesComputeFromTheirOwn() {
    Layer layer = WeightNorm.on(new Linear(5, 3)).initialize(2);
    Layer copy = Layer.copyOf(layer);
    copy.initialize(3);
    Layer fresh = WeightNorm.on(new Linear(5, 3)).initialize(3);
    assertThat(copy.apply(x).allclose(fresh.apply(x), 1e-6, 1e-6)).isTrue();
    assertThat(copy.apply(x).allclose(layer.apply(x), 1e-6, 1e-6)).isFalse();
  }

  @Test
  void theSpectralNormBecomesOne() {
    Linear linear = SpectralNorm.on(new Linear(5, 3));
    linear.initialize(2);
    Parameter original = linear.parameters().get("parametrizations.weight.original");
    for (int i = 0; i < 20; i++) {
      linear.apply(x);
    }
    linear.eval();
    Tensor effective = linear.apply(Tensor.eye(5)).sub(linear.apply(Tensor.zeros(1, 5)));
    assertThat(effective.svd().get(1).max().item()).isCloseTo(1, within(1e-3));
    assertThat(original.value().svd().get(1).max().item()).isNotCloseTo(1, within(1e-3));
    Linear copy = Layer.copyOf(linear);
    assertThat(copy.apply(x).equal(linear.apply(x))).isTrue();
  }

  /** Of a transposed convolution, whose weight has the outputs second; values from PyTorch. */
  @Test
  void transposedConvolutionsAreNormedByTheirOutputs() {
    ConvTranspose1d layer = new ConvTranspose1d(2, 2, 2);
    layer.load(Map.of(
        "weight",
        Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, -8}, 2, 2, 2).mul(0.25),
        "bias",
        Tensor.zeros(2)));
    SpectralNorm.on(layer);
    for (int i = 0; i < 50; i++) {
      layer.apply(Tensor.ones(1, 2, 1));
    }
    layer.eval();
    // the largest singular value of the matrix of outputs is 2.9374; that of inputs would be 3.3001
    assertThat(layer.apply(Tensor.ones(1, 2, 1)).toFloats())
        .containsExactly(new float[] {0.5107f, 0.6809f, 0.8511f, -0.3404f}, within(1e-4f));
  }

  @Test
  void layersThatHaveTheirValuesCanBeNormedToo() {
    Linear linear = new Linear(5, 3);
    linear.initialize(1);
    SpectralNorm.on(linear);
    assertThat(linear.apply(x).shape()).containsExactly(4, 3);
    assertThat(linear.stateDict().keySet())
        .containsExactlyInAnyOrder(
            "bias",
            "parametrizations.weight.original",
            "parametrizations.weight.0._u",
            "parametrizations.weight.0._v");
  }
}
