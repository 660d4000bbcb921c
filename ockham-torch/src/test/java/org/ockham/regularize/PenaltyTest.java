package org.ockham.regularize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.Parameter;
import org.ockham.nn.Selection;
import org.ockham.nn.Sequential;
import org.ockham.optim.AdamW;
import org.ockham.optim.GradientOptimizer;
import org.ockham.optim.Sgd;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Tensor;
import org.ockham.train.Regularizer;
import org.ockham.train.Regularizers;
import org.ockham.train.Step;

final class PenaltyTest {

  private static Layer network() {
    return new Sequential(new Linear(3, 4), new BatchNorm1d(4), new Linear(4, 2)).initialize(1);
  }

  private static void giveZeroGradients(Layer network) {
    network
        .parameters()
        .values()
        .forEach(
            parameter -> parameter.value().grad(Tensor.zeros(parameter.value().shape())));
  }

  static Stream<SubgradientPenalty> byGradient() {
    return Stream.of(
        L1.of(0.3),
        L2.of(0.3),
        L2.weightDecay(0.3).on(Selection.all()),
        ElasticNet.of(0.2, 0.3),
        ElasticNet.of(0.2, 0.3).on(Selection.biases()),
        GroupLasso.of(0.3),
        GroupLasso.of(0.3).on(Selection.norms()),
        L1.of(0.1).on(Selection.named("0.*")));
  }

  @ParameterizedTest
  @MethodSource("byGradient")
  void gradientsAreThoseOfTheLoss(SubgradientPenalty penalty) {
    Layer differentiated = network();
    penalty.loss(differentiated.parameters()).backward();
    Layer added = network();
    giveZeroGradients(added);
    try (NoGrad off = NoGrad.on()) {
      penalty.afterBackward(added.parameters(), Sgd.rate(1).over(added), Step.of(0, 0));
    }
    added.parameters().forEach((name, parameter) -> {
      Tensor expected = differentiated.parameters().get(name).grad();
      boolean selected = penalty.on().accepts(name, parameter);
      assertThat(expected != null).as(name).isEqualTo(selected);
      Tensor actual = parameter.grad();
      assertThat(actual.allclose(
              expected == null ? Tensor.zeros(actual.shape()) : expected, 1e-5, 1e-6))
          .as(name)
          .isTrue();
    });
    assertThat(penalty.value(added.parameters()))
        .isEqualTo(penalty.loss(added.parameters()).item());
    assertThat(penalty.describe()).endsWith("on " + penalty.on());
  }

  @Test
  void theFactorsAreTheCourses() {
    Map<String, Parameter> one = new Linear(1, 1, false).initialize(0).parameters();
    try (NoGrad off = NoGrad.on()) {
      one.get("weight").value().fill_(3);
      assertThat(L2.of(0.5).loss(one).item()).isEqualTo(4.5);
      assertThat(L2.of(0.5).gradient(one.get("weight").value()).item()).isEqualTo(3);
      assertThat(L2.weightDecay(0.5).loss(one).item()).isEqualTo(2.25);
      assertThat(L2.weightDecay(0.5).gradient(one.get("weight").value()).item()).isEqualTo(1.5);
      assertThat(L1.of(0.5).loss(one).item()).isEqualTo(1.5);
      assertThat(ElasticNet.of(0.5, 0.5).loss(one).item()).isEqualTo(6);
      assertThat(ProximalL1.of(0.5).loss(one).item()).isEqualTo(1.5);
    }
    assertThat(L2.of(0.5).describe()).contains("weight_decay 1.0");
  }

  @Test
  void l2IsPyTorchsWeightDecay() {
    Layer penalised = network();
    Layer decayed = network();
    giveZeroGradients(penalised);
    giveZeroGradients(decayed);
    GradientOptimizer optimizer = Sgd.rate(0.1).over(penalised);
    new Steps(L2.weightDecay(0.3).on(Selection.all()), penalised, optimizer).step();
    Sgd.rate(0.1).weightDecay(0.3).over(decayed).step();
    assertSame(penalised, decayed);
  }

  @Test
  void decoupledDecayIsAdamWs() {
    Layer regularised = network();
    Layer decayed = network();
    Steps steps = new Steps(
        DecoupledDecay.of(0.3).on(Selection.all()),
        regularised,
        AdamW.rate(0.1).weightDecay(0).over(regularised));
    GradientOptimizer adamW = AdamW.rate(0.1).weightDecay(0.3).over(decayed);
    for (int i = 0; i < 3; i++) {
      for (Layer network : new Layer[] {regularised, decayed}) {
        network
            .parameters()
            .values()
            .forEach(parameter ->
                parameter.value().grad(Tensor.ones(parameter.value().shape())));
      }
      steps.step();
      adamW.step();
    }
    assertSame(regularised, decayed);
  }

  @Test
  void proximalStepsGiveExactZeros() {
    Layer network = network();
    giveZeroGradients(network);
    Map<String, float[]> before = values(network);
    GradientOptimizer optimizer =
        Sgd.rate(0.5).group(Selection.named("2.*"), Sgd.rate(0.1)).over(network);
    new Steps(ProximalL1.of(0.4), network, optimizer).step();
    Map<String, float[]> after = values(network);
    int zeros = 0;
    for (String name : before.keySet()) {
      double threshold = switch (name) {
        case "0.weight" -> 0.2;
        case "2.weight" -> 0.04;
        default -> 0;
      };
      for (int i = 0; i < before.get(name).length; i++) {
        double old = before.get(name)[i];
        double expected = Math.signum(old) * Math.max(Math.abs(old) - threshold, 0);
        assertThat((double) after.get(name)[i]).isEqualTo(expected, within(1e-7));
        zeros += after.get(name)[i] == 0 && old != 0 ? 1 : 0;
      }
    }
    assertThat(zeros).isPositive();
    assertThat(network.parameters().get("0.weight").isTrained()).isTrue();
  }

  @Test
  void groupsVanishTogether() {
    Layer network = new Linear(2, 3, false).initialize(0);
    try (NoGrad off = NoGrad.on()) {
      Tensor weight = network.parameters().get("weight").value();
      weight.copy_(Tensor.of(new float[] {3, 4, 0.1f, 0.1f, 0, 0}, 3, 2));
    }
    giveZeroGradients(network);
    new Steps(
            GroupLasso.of(1 / Math.sqrt(2)).proximal(true),
            network,
            Sgd.rate(0.5).over(network))
        .step();
    // The first row's norm of 5 falls by 0.5, the second is below it.
    assertThat(values(network).get("weight")[0]).isEqualTo(2.7f, within(1e-6f));
    assertThat(values(network).get("weight")[1]).isEqualTo(3.6f, within(1e-6f));
    assertThat(java.util.Arrays.copyOfRange(values(network).get("weight"), 2, 6))
        .containsExactly(0, 0, 0, 0);
    assertThat(GroupLasso.of(1).gradient(Tensor.zeros(2, 2)).toFloats())
        .containsExactly(0, 0, 0, 0);
    assertThat(GroupLasso.of(1).proximal(true).gradient(Tensor.zeros(2, 2))).isNull();
    assertThat(GroupLasso.of(1).proximal(true).describe()).contains("exact zeros");
  }

  @Test
  void normsAreBounded() {
    Layer network = new Linear(2, 2).initialize(0);
    try (NoGrad off = NoGrad.on()) {
      network
          .parameters()
          .get("weight")
          .value()
          .copy_(Tensor.of(new float[] {3, 4, 0.3f, 0.4f}, 2, 2));
    }
    giveZeroGradients(network);
    MaxNorm bound = MaxNorm.of(1).on(Selection.all());
    new Steps(bound, network, Sgd.rate(0.5).over(network)).step();
    float[] weight = values(network).get("weight");
    assertThat(weight[0]).isEqualTo(0.6f, within(1e-5f));
    assertThat(weight[1]).isEqualTo(0.8f, within(1e-5f));
    assertThat(weight[2]).isEqualTo(0.3f);
    assertThat(bound.describe()).contains("≤ 1.0");
  }

  @Test
  void noiseIsOfItsStepAndName() {
    GradientNoise noise = GradientNoise.of(0.5).gamma(1);
    float[] first = noisy(noise, 3, 0);
    assertThat(noisy(noise, 3, 0)).containsExactly(first);
    assertThat(noisy(noise, 3, 1)).isNotEqualTo(first);
    assertThat(noisy(noise, 4, 0)).isNotEqualTo(first);
    double squares = 0;
    float[] late = noisy(noise, 3, 4);
    for (float value : late) {
      squares += value * value;
    }
    assertThat(squares / late.length).isEqualTo(0.1, within(0.01));
    assertThat(noise.on(Selection.biases()).describe()).contains("biases");
  }

  private static float[] noisy(GradientNoise noise, long seed, long step) {
    Layer network = new Linear(100, 100, false).initialize(0);
    giveZeroGradients(network);
    noise.afterBackward(network.parameters(), Sgd.rate(1).over(network), Step.of(seed, step));
    return network.parameters().get("weight").grad().toFloats();
  }

  @Test
  void frozenParametersAreLeftAlone() {
    Layer network = network();
    network.parameters().values().forEach(Parameter::freeze);
    Map<String, float[]> before = values(network);
    GradientOptimizer optimizer = Sgd.rate(1).over(network);
    for (Regularizer each : new Regularizer[] {
      L1.of(1),
      ProximalL1.of(1),
      DecoupledDecay.of(1),
      GroupLasso.of(1).proximal(true),
      MaxNorm.of(0.01),
      GradientNoise.of(1)
    }) {
      new Steps(each, network, optimizer).step();
    }
    values(network).forEach((name, value) -> assertThat(value).containsExactly(before.get(name)));
  }

  /** f = Σ (a·x)²: ∂f/∂x = 2(a·x)a, so the penalty is known. */
  @Test
  void slopesArePenalised() {
    Linear layer = new Linear(2, 1, false);
    layer.initialize(0);
    try (NoGrad off = NoGrad.on()) {
      layer.parameters().get("weight").value().copy_(Tensor.of(new float[] {3, 4}, 1, 2));
    }
    Tensor x = Tensor.of(new float[] {1, 0, 0, 2}, 2, 2).requiresGrad(true);
    Tensor f = layer.apply(x).sum();
    assertThat(GradientPenalty.of(0.5).loss(f, x).item()).isEqualTo(12.5, within(1e-4));
    Tensor towardsOne = GradientPenalty.of(0.5).target(1).loss(layer.apply(x).sum(), x);
    assertThat(towardsOne.item()).isEqualTo(8, within(1e-4));
    towardsOne.backward();
    // ∂/∂w 0.5 (‖w‖ − 1)² = (‖w‖ − 1) w / ‖w‖
    float[] gradient = layer.parameters().get("weight").grad().toFloats();
    assertThat(gradient[0]).isEqualTo(2.4f, within(1e-4f));
    assertThat(gradient[1]).isEqualTo(3.2f, within(1e-4f));
    assertThat(GradientPenalty.of(1).describe()).contains("∂f/∂x");
  }

  @Test
  void factorsOutOfBoundsAreRefusedByName() {
    assertThatThrownBy(() -> L1.of(-1)).hasMessageContaining("lambda is -1.0");
    assertThatThrownBy(() -> L2.of(Double.NaN)).hasMessageContaining("lambda is NaN");
    assertThatThrownBy(() -> ElasticNet.of(0, -1)).hasMessageContaining("lambda2 is -1.0");
    assertThatThrownBy(() -> MaxNorm.of(0)).hasMessageContaining("bound is 0.0");
    assertThatThrownBy(() -> LabelSmoothing.of(2)).hasMessageContaining("alpha is 2.0");
    assertThatThrownBy(() -> Mixup.of(-0.1)).hasMessageContaining("alpha is -0.1");
    assertThatThrownBy(() -> CutMix.of(Double.NaN)).hasMessageContaining("alpha is NaN");
    assertThatThrownBy(() -> WeightAverage.exponential(1)).hasMessageContaining("decay is 1.0");
    assertThatThrownBy(() -> WeightAverage.stochastic(0)).hasMessageContaining("fromEpoch is 0");
    assertThatThrownBy(Regularizers::of).hasMessageContaining("nothing");
  }

  private record Steps(Regularizer regularizer, Layer network, GradientOptimizer optimizer) {
    void step() {
      try (NoGrad off = NoGrad.on()) {
        Regularizers regularizers = Regularizers.of(regularizer);
        regularizers.afterBackward(network.parameters(), optimizer, Step.of(0, 0));
        regularizers.beforeStep(network.parameters(), optimizer, Step.of(0, 0));
        optimizer.step();
        regularizers.afterStep(network.parameters(), optimizer, Step.of(0, 0));
      }
    }
  }

  private static Map<String, float[]> values(Layer network) {
    Map<String, float[]> values = new LinkedHashMap<>();
    network
        .parameters()
        .forEach(
            (name, parameter) -> values.put(name, parameter.value().detach().toFloats()));
    return values;
  }

  private static void assertSame(Layer actual, Layer expected) {
    Map<String, float[]> wanted = values(expected);
    values(actual).forEach((name, value) -> {
      for (int i = 0; i < value.length; i++) {
        assertThat(value[i]).as(name).isEqualTo(wanted.get(name)[i], within(1e-6f));
      }
    });
  }
}
