package org.ockham.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ockham.tensor.Device;
import org.ockham.tensor.Generator;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Tensor;

final class InitTest {

  private static Tensor filled(Init init, long... shape) {
    Tensor tensor = Tensor.zeros(shape);
    try (NoGrad off = NoGrad.on()) {
      init.fill(tensor, Generator.seeded(5));
    }
    return tensor;
  }

  private static void checkUniform(Tensor tensor, double bound) {
    assertThat(tensor.abs().max().item()).isLessThanOrEqualTo(bound).isGreaterThan(0.98 * bound);
    assertThat(tensor.mean().item()).isCloseTo(0, within(0.02 * bound));
    // the deviation of a uniform distribution on ±b is b/√3
    assertThat(tensor.std().item()).isCloseTo(bound / Math.sqrt(3), within(0.02 * bound));
  }

  private static void checkNormal(Tensor tensor, double deviation) {
    assertThat(tensor.mean().item()).isCloseTo(0, within(0.03 * deviation));
    assertThat(tensor.std().item()).isCloseTo(deviation, within(0.03 * deviation));
  }

  @Test
  void constants() {
    assertThat(filled(Init.constant(3), 2).toFloats()).containsExactly(3, 3);
    assertThat(filled(Init.ones(), 2).toFloats()).containsExactly(1, 1);
    assertThat(filled(Init.zeros(), 2).toFloats()).containsExactly(0, 0);
    assertThat(filled(Init.fanIn(0), 2).toFloats()).containsExactly(0, 0);
  }

  @Test
  void uniformAndNormal() {
    checkUniform(filled(Init.uniform(-2, 2), 200, 50), 2);
    checkNormal(filled(Init.normal(0, 0.5), 200, 50), 0.5);
    checkUniform(filled(Init.fanIn(100), 200, 50), 0.1);
  }

  @Test
  void xavierAndKaiming() {
    checkUniform(filled(Init.xavierUniform(1), 200, 50), Math.sqrt(6.0 / 250));
    checkNormal(filled(Init.xavierNormal(Gain.TANH), 200, 50), 5.0 / 3 * Math.sqrt(2.0 / 250));
    checkUniform(filled(Init.kaimingUniform(Fan.IN, Gain.RELU), 200, 50), Math.sqrt(6.0 / 50));
    checkNormal(
        filled(Init.kaimingNormal(Fan.OUT, Gain.leakyRelu(0)), 100, 20, 3, 2),
        Math.sqrt(2.0 / 600));
    assertThat(Fan.IN.of(Tensor.zeros(100, 20, 3, 2))).isEqualTo(120);
    assertThatThrownBy(() -> filled(Init.xavierUniform(1), 3))
        .hasMessage("the parameter has shape [3]: fans are counted for weights of two dimensions"
            + " or more");
  }

  @Test
  void truncated() {
    Tensor tensor = filled(Init.truncatedNormal(1, 2, 0, 4), 200, 50);
    assertThat(tensor.min().item()).isGreaterThanOrEqualTo(0);
    assertThat(tensor.max().item()).isLessThanOrEqualTo(4);
    // mean of N(1, 2²) cut to [0, 4]: 1 + 2 · (φ(−½) − φ(1½)) / (Φ(1½) − Φ(−½))
    assertThat(tensor.mean().item()).isCloseTo(1.7124, within(0.03));
    assertThatThrownBy(() -> Init.truncatedNormal(0, 1, 2, 1)).hasMessageContaining("low is 2.0");
    assertThatThrownBy(() -> Init.truncatedNormal(0, 0, 1, 2))
        .hasMessageContaining("deviation is 0.0");
  }

  @Test
  void orthogonal() {
    Tensor tall = filled(Init.orthogonal(2), 6, 4);
    assertThat(tall.t().matmul(tall).allclose(Tensor.eye(4).mul(4), 1e-5, 1e-5)).isTrue();
    Tensor wide = filled(Init.orthogonal(1), 3, 2, 4).flatten(1);
    assertThat(wide.matmul(wide.t()).allclose(Tensor.eye(3), 1e-5, 1e-5)).isTrue();
    assertThatThrownBy(() -> filled(Init.orthogonal(1), 3)).hasMessageContaining("two or more");
  }

  @Test
  void dirac() {
    Layer pass = Conv2d.of(3, 3, 3).padding(1).bias(false).build();
    pass.parameters().get("weight").init(Init.dirac(1));
    Tensor x = Tensor.randn(Generator.seeded(1), 2, 3, 4, 5);
    assertThat(pass.initialize(0).apply(x).allclose(x, 0, 1e-6)).isTrue();
    Tensor grouped = filled(Init.dirac(2), 4, 1, 3);
    assertThat(grouped.sum().item()).isEqualTo(2);
    assertThat(grouped.select(0, 2).select(0, 0).toFloats()).containsExactly(0, 1, 0);
    assertThatThrownBy(() -> filled(Init.dirac(3), 4, 1, 3)).hasMessageContaining("3 groups");
  }

  @Test
  void sparseAndEye() {
    Tensor sparse = filled(Init.sparse(0.3, 1), 10, 4);
    assertThat(sparse.eq(0).sum(0).toLongs()).containsExactly(3, 3, 3, 3);
    assertThat(filled(Init.eye(), 2, 3).toFloats()).containsExactly(1, 0, 0, 0, 1, 0);
    assertThatThrownBy(() -> filled(Init.eye(), 2)).hasMessageContaining("eye fills matrices");
    assertThatThrownBy(() -> Init.sparse(2, 1)).hasMessageContaining("sparsity is 2.0");
  }

  @Test
  void gains() {
    assertThat(Gain.LINEAR).isEqualTo(1);
    assertThat(Gain.SELU).isEqualTo(0.75);
    assertThat(Gain.leakyRelu(0)).isEqualTo(Gain.RELU);
  }

  @Test
  void parametersOfOneNameStartAlikeWhateverSurroundsThem() {
    Layer small = new Sequential(java.util.Map.of("fc", new Linear(4, 3)));
    java.util.Map<String, Layer> layers = new java.util.LinkedHashMap<>();
    layers.put("norm", new BatchNorm1d(4));
    layers.put("fc", WeightNorm.on(new Linear(4, 3)));
    Layer large = new Sequential(layers);
    small.initialize(9);
    large.initialize(9);
    assertThat(small
            .parameters()
            .get("fc.weight")
            .value()
            .equal(
                large.parameters().get("fc.parametrizations.weight.original1").value()))
        .isTrue();
    assertThat(small
            .parameters()
            .get("fc.bias")
            .value()
            .equal(large.parameters().get("fc.bias").value()))
        .isTrue();
    assertThat(small
            .initialize(8)
            .parameters()
            .get("fc.bias")
            .value()
            .equal(large.parameters().get("fc.bias").value()))
        .isFalse();
  }

  @Test
  void whereverAParameterIsItsNumbersAreDrawnOnTheCpu() {
    List<Device> drawnOn = new ArrayList<>();
    Layer layer = new Layer() {
      {
        parameter("w", (tensor, generator) -> drawnOn.add(tensor.device()), 3);
      }

      @Override
      protected Tensor forward(Tensor x) {
        return x;
      }
    };
    layer.initialize(1);
    layer.to(Device.meta()).initialize(1);
    assertThat(drawnOn).containsExactly(Device.cpu(), Device.cpu());
    assertThat(layer.stateDict().get("w").device()).isEqualTo(Device.meta());
  }
}
