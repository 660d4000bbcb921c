package org.ockham.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.optim.Adagrad;
import org.ockham.optim.Adam;
import org.ockham.optim.AdamW;
import org.ockham.optim.Lion;
import org.ockham.optim.Optimizer;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.RmsProp;
import org.ockham.optim.Sgd;
import org.ockham.tensor.DType;
import org.ockham.tensor.Generator;
import org.ockham.tensor.Tensor;

/** Whole networks in other types than FLOAT32. */
final class TypesOfNetworksTest {

  private static Layer network(DType type) {
    Layer network =
        new Sequential(new Linear(4, 8, false), new BatchNorm1d(8), new Tanh(), new Linear(8, 3));
    return network.to(type).initialize(1);
  }

  private static Layer trained(OptimizerConfig config, DType type) {
    Layer network = network(type);
    Optimizer optimizer = config.over(network);
    Tensor x = Tensor.randn(Generator.seeded(2), 16, 4).to(type);
    Tensor target = Tensor.randint(Generator.seeded(3), 0, 3, 16);
    for (int step = 0; step < 20; step++) {
      optimizer.step(() -> {
        optimizer.zeroGrad();
        Tensor loss = new CrossEntropyLoss().apply(network.apply(x), target);
        loss.backward();
        return loss;
      });
    }
    return network;
  }

  /** FLOAT64 is FLOAT32's training with more digits: near it, and not it. */
  @TestFactory
  Stream<DynamicTest> optimisersTrainInFloat64() {
    return Stream.of(
            Sgd.rate(0.1).momentum(0.9),
            Adam.rate(1e-2).weightDecay(1e-3),
            AdamW.rate(1e-2),
            RmsProp.rate(1e-3),
            Adagrad.rate(1e-2),
            Lion.rate(1e-3))
        .map(config -> DynamicTest.dynamicTest(config.toString(), () -> {
          Map<String, Tensor> single = trained(config, DType.FLOAT32).stateDict();
          trained(config, DType.FLOAT64).stateDict().forEach((name, value) -> {
            Tensor other = single.get(name).to(value.dtype());
            assertThat(value.allclose(other, 1e-2, 1e-2)).as(name).isTrue();
            if (value.dtype().isFloating()) {
              assertThat(value.dtype()).isEqualTo(DType.FLOAT64);
              assertThat(value.equal(value.to(DType.FLOAT32).to(DType.FLOAT64))).isFalse();
            }
          });
        }));
  }

  @Test
  void networksStartAlikeWhateverTheirType() {
    Layer single = network(DType.FLOAT32);
    network(DType.FLOAT64)
        .stateDict()
        .forEach(
            (name, value) -> assertThat(value.equal(single.stateDict().get(name).to(value.dtype())))
                .as(name)
                .isTrue());
    assertThat(network(DType.BFLOAT16)
            .to(DType.FLOAT32)
            .parameters()
            .get("0.weight")
            .value()
            .allclose(single.parameters().get("0.weight").value(), 1e-2, 1e-3))
        .isTrue();
  }

  @Test
  void summariesAndFrozenParametersKeep() {
    Layer network = network(DType.FLOAT64);
    Parameter weight = network.parameters().get("0.weight");
    weight.freeze();
    network.to(DType.BFLOAT16);
    assertThat(weight.isTrained()).isFalse();
    assertThat(network.parameters().get("3.weight").isTrained()).isTrue();
    assertThat(network.summary(4).rows()).hasSize(5);
    assertThat(weight).hasToString("weight[8, 4]BFLOAT16");
    Layer copy = Layer.copyOf(network);
    assertThat(copy.parameters().get("3.weight").value().dtype()).isEqualTo(DType.BFLOAT16);
  }
}
