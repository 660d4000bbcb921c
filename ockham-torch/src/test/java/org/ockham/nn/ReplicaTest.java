package org.ockham.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Tensor;

final class ReplicaTest {

  private final Layer network = new Sequential(
          new Linear(4, 3), new BatchNorm1d(3), SpectralNorm.on(new Linear(3, 2)))
      .initialize(1);
  private final Replica replica = Replica.of(network);
  private final Tensor x = Tensor.randn(RandomKey.of(2).generator(), 5, 4);

  @Test
  void computesWithTheParametersOfTheOriginalAsTheyAre() {
    network.eval();
    replica.refresh();
    assertThat(replica.network().apply(x).equal(network.apply(x))).isTrue();
    try (NoGrad off = NoGrad.on()) {
      requireNonNull(network.parameters().get("0.weight")).value().mul_(2);
    }
    assertThat(replica.network().apply(x).equal(network.apply(x))).isTrue();
    assertThat(replica.network().parameters().keySet()).isEqualTo(network.parameters().keySet());
  }

  @Test
  void hasGradientsOfItsOwnAndForgetsThem() {
    replica.network().apply(x).sum().backward();
    assertThat(network.parameters().values()).allMatch(parameter -> parameter.grad() == null);
    assertThat(replica.network().parameters().values())
        .allMatch(parameter -> parameter.grad() != null);
    replica.refresh();
    assertThat(replica.network().parameters().values())
        .allMatch(parameter -> parameter.grad() == null);
  }

  @Test
  void takesOnModesFrozenParametersAndBuffers() {
    Parameter frozen = requireNonNull(network.parameters().get("0.bias"));
    frozen.freeze();
    List.copyOf(network.layers().values()).get(2).eval();
    requireNonNull(network.stateDict().get("1.running_mean")).fill_(7);
    requireNonNull(network.stateDict().get("2.parametrizations.weight.0._u")).fill_(0.5);
    replica.refresh();
    assertThat(requireNonNull(replica.network().parameters().get("0.bias")).isTrained()).isFalse();
    assertThat(requireNonNull(replica.network().layers().get("1")).isTraining()).isFalse();
    assertThat(requireNonNull(replica.network().layers().get("0")).isTraining()).isTrue();
    for (String name : List.of("1.running_mean", "2.parametrizations.weight.0._u")) {
      assertThat(requireNonNull(replica.network().stateDict().get(name))
              .equal(requireNonNull(network.stateDict().get(name))))
          .as(name)
          .isTrue();
    }
  }

  @Test
  void runningStatisticsThatTrainingDoesNotReadAreLeftOut() {
    requireNonNull(network.stateDict().get("1.running_mean")).fill_(7);
    replica.refresh();
    assertThat(requireNonNull(replica.network().stateDict().get("1.running_mean"))
            .abs()
            .sum()
            .item())
        .isZero();
  }

  @Test
  void followsAnOriginalThatGetsOtherMemory() {
    network.to(org.ockham.tensor.DType.FLOAT64);
    replica.refresh();
    assertThat(requireNonNull(replica.network().parameters().get("0.weight")).value().dtype())
        .isEqualTo(org.ockham.tensor.DType.FLOAT64);
  }

  @Test
  void aSharedParameterStaysShared() {
    Linear tied = new Linear(3, 3);
    Layer twice = new Sequential(tied, new Tanh(), tied).initialize(3);
    Layer copy = Replica.of(twice).network();
    assertThat(copy.parameters()).hasSize(2);
    assertThat(copy.layers().get("0")).isSameAs(copy.layers().get("2"));
  }
}
