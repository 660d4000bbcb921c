package org.ockham.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.nn.Selection;
import org.ockham.tensor.Device;
import org.ockham.tensor.Generator;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Safetensors;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** What every optimiser promises. A new one is added to {@link #configurations}. */
final class OptimizerContractTest {

  /** The least and another setting of each, so that every piece of memory is there once. */
  static Stream<OptimizerConfig> configurations() {
    return Stream.concat(
        elementary(),
        Stream.of(
            Lbfgs.rate(0.5).maxIterations(3).historySize(2),
            Lbfgs.rate(1).maxIterations(3).strongWolfe(true),
            Sam.around(Adam.rate(0.01)),
            Sam.around(Sgd.rate(0.1).momentum(0.9)).rho(0.1).adaptive(true)));
  }

  /** Those that step from gradients alone. */
  static Stream<GradientConfig> elementary() {
    return Stream.of(
        Sgd.rate(0.1),
        Sgd.rate(0.1).momentum(0.9).nesterov(true).weightDecay(0.1),
        Sgd.rate(0.1).momentum(0.9).dampening(0.5),
        Adam.rate(0.01).weightDecay(0.1),
        Adam.rate(0.01).amsgrad(true),
        AdamW.rate(0.01),
        NAdam.rate(0.01).weightDecay(0.1),
        NAdam.rate(0.01).decoupled(true).weightDecay(0.1),
        RAdam.rate(0.01),
        RAdam.rate(0.01).decoupled(true).weightDecay(0.1),
        Adamax.rate(0.01).weightDecay(0.1),
        Adagrad.rate(0.1).rateDecay(0.1).initialAccumulator(0.1),
        Adadelta.rate(1),
        Adafactor.rate(0.01).weightDecay(0.1),
        RmsProp.rate(0.01),
        RmsProp.rate(0.01).momentum(0.9).centered(true).weightDecay(0.1),
        Rprop.rate(0.01),
        Asgd.rate(0.1).t0(2).weightDecay(0.1),
        Lion.rate(0.01).weightDecay(0.1),
        Lamb.rate(0.01).weightDecay(0.1),
        AdamW.rate(0.01).group(Selection.weights(), Muon.rate(0.02)),
        AdamW.rate(0.01)
            .group(Selection.weights(), Muon.rate(0.02).nesterov(false).weightDecay(0)),
        AdamW.rate(0.01).decayOnlyWeights(),
        RmsProp.rate(0.01).maximize());
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void goesOnFromASavedStateBitForBit(OptimizerConfig config) {
    Vectors straight = network();
    Optimizer optimizer = config.over(straight);
    for (int step = 0; step < 4; step++) {
      step(straight, optimizer, step);
    }
    Vectors resumed = Vectors.of(
        straight.value(0).copy(), straight.value(1).copy(), straight.value(2).copy());
    Map<String, Tensor> saved = new LinkedHashMap<>();
    optimizer.state().forEach((name, tensor) -> saved.put(name, tensor.detach().copy()));
    Optimizer second = config.over(resumed);
    second.restore(saved);
    for (int step = 4; step < 9; step++) {
      step(straight, optimizer, step);
      step(resumed, second, step);
    }
    assertSame(resumed, straight);
    assertThat(second.state().keySet()).isEqualTo(optimizer.state().keySet());
  }

  /** All but numbers of steps and the like, which are on the CPU wherever the parameters are. */
  @ParameterizedTest
  @MethodSource("configurations")
  void takesUpAStateWhereItsParametersAre(OptimizerConfig config) {
    Vectors here = network();
    Optimizer optimizer = config.over(here);
    for (int step = 0; step < 4; step++) {
      step(here, optimizer, step);
    }
    Vectors there = network();
    there.to(Device.meta());
    Optimizer second = config.over(there);
    second.restore(optimizer.state());
    Map<String, Tensor> state = second.state();
    assertThat(state.keySet()).isEqualTo(optimizer.state().keySet());
    state.forEach((name, value) -> assertThat(value.device())
        .as(name)
        .isIn(
            value.dim() == 0 || name.startsWith("lbfgs.numbers") || name.startsWith("lbfgs.ro")
                ? List.of(Device.cpu(), Device.meta())
                : List.of(Device.meta())));
  }

  @ParameterizedTest
  @MethodSource("elementary")
  void leavesAParameterWithoutGradientAlone(GradientConfig config) {
    Vectors whole = network();
    GradientOptimizer optimizer = config.over(whole);
    Vectors part = Vectors.of(whole.value(0).copy(), whole.value(1).copy());
    GradientOptimizer partOptimizer = config.over(part);
    float[] third = whole.value(2).toFloats();
    for (int step = 0; step < 5; step++) {
      give(whole, step, 2);
      optimizer.step();
      give(part, step, 2);
      partOptimizer.step();
    }
    assertThat(whole.value(2).toFloats()).containsExactly(third);
    for (int i = 0; i < 2; i++) {
      assertThat(whole.value(i).toFloats()).containsExactly(part.value(i).toFloats());
    }
    // Then it gets its first gradient: its own first step, beside the others' sixth.
    Vectors late = Vectors.of(whole.value(2).copy());
    GradientOptimizer lateOptimizer = config.over(late);
    give(whole, 6, 3);
    optimizer.step();
    late.gradient(0, whole.get(2).grad());
    lateOptimizer.step();
    assertThat(whole.value(2).toFloats()).containsExactly(late.value(0).toFloats());
  }

  @ParameterizedTest
  @MethodSource("elementary")
  void doesNothingWithoutAnyGradient(GradientConfig config) {
    Vectors vectors = network();
    config.over(vectors).step();
    assertSame(vectors, network());
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void leavesFrozenParametersAlone(OptimizerConfig config) {
    Vectors vectors = network();
    vectors.get(0).freeze();
    float[] before = vectors.value(0).toFloats();
    Optimizer optimizer = config.over(vectors);
    for (int step = 0; step < 3; step++) {
      step(vectors, optimizer, step);
    }
    assertThat(vectors.value(0).toFloats()).containsExactly(before);
    assertThat(vectors.value(1).toFloats()).isNotEqualTo(network().value(1).toFloats());
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void keepsNothingOfAStepsScope(OptimizerConfig config) {
    Vectors inScopes = network();
    Optimizer first = config.over(inScopes);
    Vectors outside = network();
    Optimizer second = config.over(outside);
    for (int step = 0; step < 4; step++) {
      try (Scope scope = Scope.open()) {
        step(inScopes, first, step);
        first.state();
      }
      step(outside, second, step);
    }
    assertSame(inScopes, outside);
  }

  @ParameterizedTest
  @MethodSource("elementary")
  void changesNoGradient(GradientConfig config) {
    Vectors vectors = network();
    give(vectors, 0, 3);
    List<float[]> before = gradients(vectors);
    config.over(vectors).step();
    List<float[]> after = gradients(vectors);
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i)).containsExactly(before.get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("elementary")
  void aRateOfZeroMovesNothing(GradientConfig config) {
    assumeThat(config).as("Rprop's rate is its first step").isNotInstanceOf(Rprop.class);
    Vectors vectors = network();
    GradientOptimizer optimizer = config.over(vectors);
    assertThat(optimizer.rate()).isEqualTo(config.rate());
    optimizer.rate(0);
    give(vectors, 0, 3);
    optimizer.step();
    assertSame(vectors, network());
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void stepsWithAClosure(OptimizerConfig config) {
    Vectors vectors = network();
    Optimizer optimizer = config.over(vectors);
    double first = step(vectors, optimizer, 0);
    assertThat(first).isEqualTo(step(network(), config.over(network()), 0));
    double before = loss(vectors).item();
    for (int step = 1; step < 6; step++) {
      step(vectors, optimizer, step);
    }
    double after = loss(vectors).item();
    if (config instanceof Maximized) {
      assertThat(after).isGreaterThan(before);
    } else {
      assertThat(after).isLessThan(before);
    }
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void refusesAnotherOptimisersState(OptimizerConfig config) {
    Optimizer optimizer = config.over(network());
    assertThatThrownBy(() -> optimizer.restore(Map.of("other", Tensor.scalar(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other");
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void goesOnWithTheRatesAndMomentaItWasSavedWith(OptimizerConfig config) {
    Vectors straight = network();
    Optimizer optimizer = config.over(straight);
    step(straight, optimizer, 0);
    for (ParameterGroup group : optimizer.groups()) {
      group.rate(group.rate() * 0.3);
      group.momentum().ifPresent(momentum -> group.momentum(0.8));
    }
    step(straight, optimizer, 1);
    Vectors resumed = Vectors.of(
        straight.value(0).copy(), straight.value(1).copy(), straight.value(2).copy());
    Optimizer second = config.over(resumed);
    second.restore(optimizer.state());
    for (int i = 0; i < optimizer.groups().size(); i++) {
      ParameterGroup group = second.groups().get(i);
      assertThat(group.rate()).isEqualTo(optimizer.groups().get(i).rate());
      assertThat(group.momentum()).isEqualTo(optimizer.groups().get(i).momentum());
      assertThat(group.initialRate()).isEqualTo(optimizer.groups().get(i).initialRate());
    }
    for (int step = 2; step < 5; step++) {
      step(straight, optimizer, step);
      step(resumed, second, step);
    }
    assertSame(resumed, straight);
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void goesOnFromAFile(OptimizerConfig config, @TempDir Path directory) {
    Vectors straight = network();
    Optimizer optimizer = config.over(straight);
    optimizer.rate(optimizer.rate() / 3);
    step(straight, optimizer, 0);
    Path file = directory.resolve("optimizer.safetensors");
    Safetensors.write(file, optimizer.state(), Map.of());
    Vectors resumed = Vectors.of(
        straight.value(0).copy(), straight.value(1).copy(), straight.value(2).copy());
    Optimizer second = config.over(resumed);
    second.restore(Safetensors.read(file).tensors());
    assertThat(second.rate()).isEqualTo(optimizer.rate());
    step(straight, optimizer, 1);
    step(resumed, second, 1);
    assertSame(resumed, straight);
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void aStateOfOtherShapesChangesNothing(OptimizerConfig config) {
    Vectors wide = network();
    Optimizer optimizer = config.over(wide);
    step(wide, optimizer, 0);
    // Each could be stretched over the memory that there is.
    Vectors narrow = Vectors.of(Tensor.ones(1, 3), Tensor.ones(3), Tensor.ones(2, 1));
    Optimizer other = config.over(narrow);
    step(narrow, other, 1);
    other.rate(other.rate() / 2);
    Map<String, List<Double>> before = numbers(optimizer);
    assumeThat(other.state().values())
        .as("it remembers nothing that has a shape")
        .anyMatch(tensor -> tensor.dim() > 0);
    assertThatThrownBy(() -> optimizer.restore(other.state()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(".*(p0|lbfgs)\\.\\w+ has shape \\[.*] where this one has \\[.*]");
    assertThat(numbers(optimizer)).isEqualTo(before);
  }

  @Test
  void whatRemembersNothingTakesUpTheRatesOfAnyNetwork() {
    Optimizer optimizer = Sgd.rate(0.1).over(network());
    Optimizer other = Sgd.rate(0.3).over(Vectors.of(Tensor.ones(1, 3)));
    optimizer.restore(other.state());
    assertThat(optimizer.rate()).isEqualTo(0.3);
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void aRefusedStateChangesNothing(OptimizerConfig config) {
    Vectors vectors = network();
    Optimizer optimizer = config.over(vectors);
    step(vectors, optimizer, 0);
    Map<String, List<Double>> before = numbers(optimizer);
    Vectors elsewhere = network();
    Optimizer other = config.over(elsewhere);
    step(elsewhere, other, 1);
    step(elsewhere, other, 2);
    other.rate(other.rate() / 2);
    for (String name : other.state().keySet()) {
      Map<String, Tensor> lacking = new LinkedHashMap<>(other.state());
      lacking.remove(name);
      assertThatThrownBy(() -> optimizer.restore(lacking))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(name.startsWith("lbfgs.ro") ? "lbfgs" : "it lacks " + name);
      Map<String, Tensor> longer = new LinkedHashMap<>(other.state());
      longer.put(name, Tensor.zeros(7, 7, 7));
      assertThatThrownBy(() -> optimizer.restore(longer))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(
              name.startsWith("lbfgs.ro") ? "lbfgs" : name + " has shape [7, 7, 7]");
      if (name.endsWith(".lr") || name.endsWith(".step") || name.endsWith(".momentum")) {
        Map<String, Tensor> wrong = new LinkedHashMap<>(other.state());
        wrong.put(name, Tensor.scalar(-1));
        assertThatThrownBy(() -> optimizer.restore(wrong))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("is -1.0");
      }
    }
    Map<String, Tensor> more = new LinkedHashMap<>(other.state());
    more.put("p3.exp_avg", Tensor.zeros(3));
    assertThatThrownBy(() -> optimizer.restore(more))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("p3.exp_avg");
    assertThat(numbers(optimizer)).isEqualTo(before);
  }

  private static Map<String, List<Double>> numbers(Optimizer optimizer) {
    Map<String, List<Double>> numbers = new LinkedHashMap<>();
    optimizer
        .state()
        .forEach((name, tensor) ->
            numbers.put(name, Arrays.stream(tensor.toDoubles()).boxed().toList()));
    return numbers;
  }

  /** All that divide by an ε, at its least. */
  static Stream<GradientConfig> divisors() {
    double eps = OptimizerConfig.LEAST_EPS;
    return Stream.of(
        Adam.rate(0.01).eps(eps),
        Adam.rate(0.01).eps(eps).amsgrad(true),
        AdamW.rate(0.01).eps(eps).weightDecay(0),
        NAdam.rate(0.01).eps(eps),
        RAdam.rate(0.01).eps(eps).betas(0.9, 0.5), // rectified from its fourth step on
        Adamax.rate(0.01).eps(eps),
        Adagrad.rate(0.1).eps(eps),
        Adadelta.rate(1).eps(eps),
        RmsProp.rate(0.01).eps(eps),
        RmsProp.rate(0.01).eps(eps).momentum(0.9).centered(true),
        Lamb.rate(0.01).eps(eps),
        AdamW.rate(0.01)
            .group(Selection.weights(), Muon.rate(0.02).weightDecay(0).eps(eps)));
  }

  @ParameterizedTest
  @MethodSource("divisors")
  void aNumberWhoseGradientIsZeroStaysWhereItIs(GradientConfig config) {
    Vectors vectors = network();
    GradientOptimizer optimizer = config.over(vectors);
    float[] before = vectors.value(0).toFloats();
    for (int step = 0; step < 8; step++) {
      give(vectors, step, 3);
      vectors.gradient(0, Tensor.zeros(4, 3));
      optimizer.step();
    }
    assertThat(vectors.value(0).toFloats()).containsExactly(before);
    assertThat(vectors.value(2).toDoubles()).doesNotContain(Double.NaN);
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void refusesBadRates(OptimizerConfig config) {
    Optimizer optimizer = config.over(network());
    for (double rate : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> optimizer.rate(rate))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("rate is " + rate);
    }
    assertThat(optimizer.rate()).isEqualTo(config.rate());
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void refusesToTrainNothing(OptimizerConfig config) {
    assertThatThrownBy(() -> config.over(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "an optimiser needs at least one parameter: .*|the group .* has no parameter: .*");
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void cyclesItsMomentumWhereItHasOne(OptimizerConfig config) {
    Vectors vectors = network();
    ParameterGroup optimizer = config.over(vectors).groups().get(0);
    if (optimizer.momentum().isPresent()) {
      assertThat(optimizer.initialMomentum()).isEqualTo(optimizer.momentum());
      optimizer.momentum(0.5);
      assertThat(optimizer.momentum()).hasValue(0.5);
      assertThatThrownBy(() -> optimizer.momentum(1)).hasMessageContaining("momentum is 1.0");
    } else {
      assertThatThrownBy(() -> optimizer.momentum(0.5)).hasMessageContaining("no momentum");
    }
  }

  /** Those to which a number is the same in whatever tensor it stands. */
  static Stream<GradientConfig> numberByNumber() {
    return elementary()
        .filter(config -> !(config instanceof ParameterGroups
            || config instanceof Lamb
            || config instanceof Adafactor));
  }

  @ParameterizedTest
  @MethodSource("numberByNumber")
  void bigParametersAreCutIntoSlicesAndComeOutTheSame(GradientConfig config) {
    Generator generator = Generator.seeded(3);
    Tensor big = Tensor.randn(generator, 300, 700);
    Tensor gradient = Tensor.randn(generator, 300, 700);
    Vectors whole = Vectors.of(big.copy(), Tensor.ones(5));
    Vectors rows = Vectors.of(Tensor.ones(5), big.narrow(0, 290, 10).copy());
    GradientOptimizer first = config.over(whole);
    GradientOptimizer second = config.over(rows);
    for (int step = 0; step < 3; step++) {
      whole.gradient(0, gradient);
      whole.gradient(1, Tensor.ones(5));
      rows.gradient(0, Tensor.ones(5));
      rows.gradient(1, gradient.narrow(0, 290, 10).copy());
      first.step();
      second.step();
    }
    assertThat(whole.value(0).narrow(0, 290, 10).allclose(rows.value(1), 1e-6, 1e-7))
        .isTrue();
    assertThat(whole.value(1).allclose(rows.value(0), 1e-6, 1e-7)).isTrue();
  }

  private static Vectors network() {
    Generator generator = Generator.seeded(1);
    return Vectors.of(
        Tensor.randn(generator, 4, 3), Tensor.randn(generator, 3), Tensor.randn(generator, 2, 5));
  }

  private static void give(Vectors vectors, int step, int count) {
    Generator generator = Generator.seeded(100 + step);
    vectors.zeroGradients();
    for (int i = 0; i < count; i++) {
      vectors.gradient(i, Tensor.randn(generator, vectors.value(i).shape()));
    }
  }

  private static List<float[]> gradients(Vectors vectors) {
    List<float[]> all = new ArrayList<>();
    vectors.parameters().values().forEach(parameter -> all.add(parameter.grad().toFloats()));
    return all;
  }

  /** Σ √(1 + (θ − c)²) over all parameters, which changes from step to step a little. */
  private static Tensor loss(Vectors vectors) {
    Tensor sum = Tensor.scalar(0);
    int i = 1;
    for (var parameter : vectors.parameters().values()) {
      sum = sum.add(parameter.value().sub(0.3 * i++).square().add(1).sqrt().sum());
    }
    return sum;
  }

  private static double step(Vectors vectors, Optimizer optimizer, int step) {
    return optimizer.step(() -> {
      assertThat(NoGrad.isGradEnabled()).isTrue();
      optimizer.zeroGrad();
      Tensor loss = loss(vectors).mul(1 + 0.01 * step);
      loss.backward();
      return loss;
    });
  }

  private static void assertSame(Vectors actual, Vectors expected) {
    expected
        .parameters()
        .forEach((name, parameter) -> assertThat(
                actual.parameters().get(name).value().detach().toFloats())
            .as(name)
            .containsExactly(parameter.value().detach().toFloats()));
  }
}
