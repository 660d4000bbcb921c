package org.ockham.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.nn.Conv2d;
import org.ockham.nn.Layer;
import org.ockham.tensor.Generator;
import org.ockham.tensor.MemoryFormat;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** Kernels of convolutions lie in channels-last: every optimiser moves them as it would move the same numbers in the usual order. */
final class MemoryOrderTest {

  static Stream<OptimizerConfig> configurations() {
    return OptimizerContractTest.configurations();
  }

  /** One that is taken whole and one that is cut into slices; both full vectors of the processor, whose last numbers round otherwise. */
  @ParameterizedTest
  @MethodSource("configurations")
  void movesAConvolutionsKernelsAsInTheUsualOrder(OptimizerConfig config) {
    for (long[] channels : new long[][] {{4, 8}, {64, 256}}) {
      Layer last = Conv2d.of(channels[0], channels[1], 3).bias(false).build().initialize(1);
      Tensor start = last.stateDict().get("weight").detach().copy();
      assertThat(start.isContiguous(MemoryFormat.CHANNELS_LAST)).isTrue();
      Vectors usual = Vectors.of(start);
      assertThat(usual.value(0).isContiguous()).isTrue();

      Map<String, Tensor> one = train(last, config);
      Map<String, Tensor> other = train(usual, config);

      assertSame(config, last.stateDict().get("weight"), usual.value(0));
      assertThat(last.stateDict().get("weight").equal(start)).isFalse();
      List<Tensor> states = List.copyOf(one.values());
      List<Tensor> usualStates = List.copyOf(other.values());
      assertThat(states).hasSameSizeAs(usualStates);
      for (int i = 0; i < states.size(); i++) {
        assertSame(config, states.get(i), usualStates.get(i));
      }
    }
  }

  /** Three steps towards a point, faster along some numbers than along others; the state after them. */
  private static Map<String, Tensor> train(Layer layer, OptimizerConfig config) {
    Optimizer optimizer = config.over(layer);
    Tensor value = layer.parameters().values().iterator().next().value();
    Tensor target = Tensor.randn(Generator.seeded(3), value.shape());
    Tensor scale = Tensor.rand(Generator.seeded(4), value.shape());
    for (int step = 0; step < 3; step++) {
      try (Scope scope = Scope.open()) {
        optimizer.step(() -> {
          optimizer.zeroGrad();
          Tensor off = value.sub(target);
          Tensor loss = off.mul(off).mul(scale).contiguous().sum(); // in one order
          loss.backward();
          return loss;
        });
      }
    }
    return optimizer.state();
  }

  /** Bit for bit where each number is treated by itself; sums over numbers in another order round otherwise. */
  private static void assertSame(OptimizerConfig config, Tensor actual, Tensor expected) {
    boolean sums = config instanceof Sam
        || config instanceof Lamb
        || config instanceof Adafactor
        || config.toString().contains("Muon");
    assertThat(actual.shape()).isEqualTo(expected.shape());
    if (sums) {
      assertThat(actual.allclose(expected, 1e-3, 1e-5)).isTrue();
    } else {
      assertThat(actual.equal(expected)).isTrue();
    }
  }
}
