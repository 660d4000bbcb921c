package org.ockham.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.Linear;
import org.ockham.nn.Selection;
import org.ockham.nn.Sequential;
import org.ockham.tensor.Tensor;

final class ParameterGroupsTest {

  private static Sequential network() {
    Sequential network = new Sequential(new Linear(3, 4), new BatchNorm1d(4), new Linear(4, 2));
    network.initialize(1);
    network
        .parameters()
        .values()
        .forEach(
            parameter -> parameter.value().grad(Tensor.zeros(parameter.value().shape())));
    return network;
  }

  @Test
  void decayOnlyWeightsLeavesBiasesAndNormsAlone() {
    Sequential network = network();
    Sequential before = network();
    AdamW.rate(0.1).weightDecay(0.5).decayOnlyWeights().over(network).step();
    network.parameters().forEach((name, parameter) -> {
      Tensor old = before.parameters().get(name).value().detach();
      boolean decays = name.equals("0.weight") || name.equals("2.weight");
      assertThat(parameter.value().detach().allclose(decays ? old.mul(0.95) : old))
          .as(name)
          .isTrue();
    });
  }

  @Test
  void everyGroupHasItsRate() {
    Vectors vectors = Vectors.of(Tensor.zeros(1), Tensor.zeros(1), Tensor.zeros(1));
    GradientOptimizer optimizer = Sgd.rate(1)
        .group(Selection.named("p1"), Sgd.rate(0.1))
        .group(Selection.named("p*").and(Selection.named("p2")), Sgd.rate(0.01))
        .over(vectors);
    for (int i = 0; i < 3; i++) {
      vectors.gradient(i, Tensor.of(1));
    }
    optimizer.step();
    assertThat(vectors.value(0).item()).isEqualTo(-1);
    assertThat(vectors.value(1).item()).isEqualTo(-0.1, within(1e-7));
    assertThat(vectors.value(2).item()).isEqualTo(-0.01, within(1e-7));

    optimizer.rate(2);
    assertThat(optimizer.rate()).isEqualTo(2);
    assertThat(optimizer.groups()).extracting(ParameterGroup::rate).containsExactly(2.0, 0.2, 0.02);
    assertThat(optimizer.groups().get(1).initialRate()).isEqualTo(0.1);
  }

  @Test
  void ratesAreTheSameWhereTheFirstWasZero() {
    Vectors vectors = Vectors.of(Tensor.zeros(1), Tensor.zeros(1));
    Optimizer optimizer =
        Sgd.rate(0).group(Selection.named("p1"), Sgd.rate(0.1)).over(vectors);
    optimizer.rate(3);
    assertThat(optimizer.groups()).extracting(ParameterGroup::rate).containsExactly(3.0, 3.0);
  }

  @Test
  void groupsOfDecayOnlyWeightsKeepTheirRates() {
    Sequential network = network();
    ParameterGroups config =
        AdamW.rate(0.1).group(Selection.named("2.*"), AdamW.rate(0.01)).decayOnlyWeights();
    Optimizer optimizer = config.over(network);
    assertThat(optimizer.groups())
        .extracting(ParameterGroup::rate)
        .containsExactly(0.1, 0.01, 0.01, 0.1);
    assertThat(optimizer.state().keySet())
        .contains("0.weight.exp_avg", "2.bias.exp_avg", "1.weight.step");
    assertThat(config.rate()).isEqualTo(0.1);
    assertThat(config.weightDecay(0.3).others()).isEqualTo(AdamW.rate(0.1).weightDecay(0.3));
  }

  @Test
  void anEmptyGroupIsRefusedByName() {
    assertThatThrownBy(() -> Sgd.rate(1)
            .group(Selection.named("head.*"), Sgd.rate(0.1))
            .over(Vectors.of(Tensor.zeros(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("named head.*")
        .hasMessageContaining("[p0]");
  }

  @Test
  void aNetworkOfWeightsAloneNeedsNoOthers() {
    Vectors vectors = Vectors.of(Tensor.zeros(2, 2));
    assertThat(Sgd.rate(1).decayOnlyWeights().over(vectors).groups()).hasSize(1);
    assertThat(Sgd.rate(1).group(Selection.all(), Sgd.rate(2)).over(vectors).rate())
        .isEqualTo(2);
  }

  @Test
  void lossesEvaluatedByAGroupAreRefused() {
    assertThatThrownBy(() -> Sgd.rate(1)
            .group(Selection.named("p1"), Lbfgs.rate(1))
            .over(Vectors.of(Tensor.zeros(1), Tensor.zeros(1))))
        .hasMessageContaining("evaluates the loss itself");
  }

  @Test
  void climbsTogether() {
    Vectors vectors = Vectors.of(Tensor.zeros(1), Tensor.zeros(1));
    vectors.gradient(0, Tensor.of(1));
    GradientConfig config =
        Sgd.rate(1).group(Selection.named("p1"), Sgd.rate(0.1)).maximize();
    config.over(vectors).step();
    assertThat(vectors.value(0).item()).isEqualTo(1);
    assertThat(config.rate()).isEqualTo(1);
    assertThat(config.weightDecay(0.1)).isNotEqualTo(config);
  }

  @Test
  void samShowsItsBasesGroups() {
    Vectors vectors = Vectors.of(Tensor.zeros(1), Tensor.zeros(1));
    Optimizer sam =
        Sam.around(Sgd.rate(1).group(Selection.named("p1"), Sgd.rate(0.1))).over(vectors);
    sam.rate(2);
    assertThat(sam.rate()).isEqualTo(2);
    assertThat(sam.rateOf("p1")).isEqualTo(0.2);
    assertThat(sam.rateOf("p0")).isEqualTo(2);
    assertThat(sam.groups()).extracting(ParameterGroup::rate).containsExactly(2.0, 0.2);
  }

  @Test
  void theStateOfANetworkWithMoreLayersIsRefused() {
    Sequential larger =
        new Sequential(new Linear(3, 4), new BatchNorm1d(4), new Linear(4, 2), new Linear(2, 2));
    larger.initialize(1);
    Optimizer saved = AdamW.rate(0.1).decayOnlyWeights().over(larger);
    Optimizer optimizer = AdamW.rate(0.1).decayOnlyWeights().over(network());
    assertThatThrownBy(() -> optimizer.restore(saved.state()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it has 3.weight.step")
        .hasMessageContaining("which this one has not");
  }

  @Test
  void everyGroupGoesOnAtItsOwnRate() {
    ParameterGroups inner = Sgd.rate(0.1).group(Selection.named("p1"), Sgd.rate(0.01));
    ParameterGroups config =
        Sgd.rate(1).group(Selection.named("p1").or(Selection.named("p2")), inner);
    Vectors vectors = Vectors.of(Tensor.zeros(1), Tensor.zeros(1), Tensor.zeros(1));
    Optimizer optimizer = config.over(vectors);
    optimizer.groups().get(1).rate(0.5);
    optimizer.groups().get(2).rate(0.25);
    assertThat(optimizer.state().keySet())
        .containsExactly("param_groups.0.lr", "param_groups.1.lr", "param_groups.2.lr");
    Optimizer second = config.over(vectors);
    second.restore(optimizer.state());
    assertThat(second.groups()).extracting(ParameterGroup::rate).containsExactly(1.0, 0.5, 0.25);
  }
}
