package org.ockham.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ockham.tensor.DType;
import org.ockham.tensor.Device;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Generator;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** What every layer keeps to. */
final class LayerContractTest {

  @Test
  void everyLayerHasASample() throws IOException, URISyntaxException {
    Path classes =
        Path.of(Layer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<String> layers = new TreeSet<>();
    try (Stream<Path> files = Files.list(classes.resolve("org/ockham/nn"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        if (isLayer(name) && !name.contains("$")) {
          layers.add(name);
        }
      }
    }
    // as a sample itself, or as a part of one
    Set<String> sampled = LayerSamples.all().stream()
        .flatMap(sample -> sample.layer().get().layers().values().stream())
        .map(layer -> layer.getClass().getSimpleName())
        .collect(Collectors.toCollection(TreeSet::new));
    layers.removeAll(sampled);
    assertThat(layers).isEmpty();
  }

  private static boolean isLayer(String name) {
    try {
      Class<?> type = Class.forName("org.ockham.nn." + name);
      return Layer.class.isAssignableFrom(type)
          && java.lang.reflect.Modifier.isPublic(type.getModifiers())
          && !java.lang.reflect.Modifier.isAbstract(type.getModifiers());
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Stream<DynamicTest> each(Consumer<LayerSample> test) {
    return each(sample -> true, test);
  }

  private static Stream<DynamicTest> each(
      Predicate<LayerSample> which, Consumer<LayerSample> test) {
    return LayerSamples.all().stream()
        .filter(which)
        .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> test.accept(sample)));
  }

  private static Tensor evaluate(Layer layer, LayerSample sample) {
    try (NoGrad off = NoGrad.on()) {
      return layer.eval().apply(sample.input().get());
    }
  }

  @TestFactory
  Stream<DynamicTest> stateGoesFromOneToAnother() {
    return each(sample -> {
      Layer one = sample.layer().get().initialize(1);
      Layer other = sample.layer().get();
      assertThat(other.load(one.stateDict())).isSameAs(other);
      assertThat(other.stateDict().keySet()).isEqualTo(one.stateDict().keySet());
      one.stateDict()
          .forEach((name, value) ->
              assertThat(other.stateDict().get(name).equal(value)).as(name).isTrue());
      assertThat(evaluate(other, sample).equal(evaluate(one, sample))).isTrue();
    });
  }

  @TestFactory
  Stream<DynamicTest> statesThatDoNotFitAreRefusedWhole() {
    return each(sample -> {
      Layer layer = sample.layer().get().initialize(1);
      Map<String, Tensor> state = new LinkedHashMap<>();
      layer.stateDict().forEach((name, value) -> state.put(name, value.detach().add(1)));
      Map<String, Tensor> before = new LinkedHashMap<>();
      layer.stateDict().forEach((name, value) -> before.put(name, value.detach().copy()));

      Map<String, Tensor> more = new LinkedHashMap<>(state);
      more.put("stranger", Tensor.ones(1));
      assertThatThrownBy(() -> layer.load(more))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("stranger");
      state.keySet().stream().findFirst().ifPresent(first -> {
        Map<String, Tensor> fewer = new LinkedHashMap<>(state);
        fewer.remove(first);
        assertThatThrownBy(() -> layer.load(fewer))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("lacks " + first);
        Map<String, Tensor> misshapen = new LinkedHashMap<>(state);
        misshapen.put(first, Tensor.ones(1, 1, 1, 1, 1, 99));
        assertThatThrownBy(() -> layer.load(misshapen))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(first)
            .hasMessageContaining("99");
      });
      before.forEach(
          (name, value) -> assertThat(layer.stateDict().get(name).equal(value)).isTrue());
    });
  }

  @TestFactory
  Stream<DynamicTest> modesReachTheWholeTree() {
    return each(sample -> {
      Layer layer = sample.layer().get();
      assertThat(layer.isTraining()).isTrue();
      layer.eval();
      assertThat(layer.layers().values()).noneMatch(Layer::isTraining);
      layer.train();
      assertThat(layer.layers().values()).allMatch(Layer::isTraining);
    });
  }

  @TestFactory
  Stream<DynamicTest> evaluationIsAFunction() {
    return each(sample -> {
      Layer layer = sample.layer().get().initialize(1);
      assertThat(evaluate(layer, sample).equal(evaluate(layer, sample))).isTrue();
    });
  }

  @TestFactory
  Stream<DynamicTest> trainingIsAFunctionOfTheKey() {
    return each(sample -> {
      Layer one = sample.layer().get().initialize(1);
      Layer other = sample.layer().get().initialize(1);
      assertThat(
              one.apply(sample.input().get()).equal(other.apply(sample.input().get())))
          .isTrue();
      one.randomize(RandomKey.of(5));
      other.randomize(RandomKey.of(5));
      assertThat(
              one.apply(sample.input().get()).equal(other.apply(sample.input().get())))
          .isTrue();
    });
  }

  @TestFactory
  Stream<DynamicTest> copiesAreIndependent() {
    return each(sample -> {
      Layer layer = sample.layer().get().initialize(1);
      Layer copy = Layer.copyOf(layer);
      assertThat(copy).hasSameClassAs(layer);
      assertThat(copy.toString()).isEqualTo(layer.toString());
      assertThat(copy.stateDict().keySet()).isEqualTo(layer.stateDict().keySet());
      Tensor before = evaluate(layer, sample);
      assertThat(evaluate(copy, sample).equal(before)).isTrue();
      try (NoGrad off = NoGrad.on()) {
        copy.stateDict().values().stream()
            .filter(value -> value.dtype().isFloating())
            .forEach(value -> value.add_(1));
      }
      assertThat(evaluate(layer, sample).equal(before)).isTrue();
      copy.train();
      assertThat(layer.isTraining()).isFalse();
    });
  }

  @TestFactory
  Stream<DynamicTest> scopesDoNotTakeParameters() {
    return each(sample -> {
      Layer layer;
      Layer copy;
      try (Scope scope = Scope.open()) {
        layer = sample.layer().get().initialize(1);
        copy = Layer.copyOf(layer);
        layer.apply(sample.input().get());
      }
      Tensor outside = layer.apply(sample.input().get());
      assertThat(outside.numel()).isPositive();
      assertThat(evaluate(layer, sample).numel()).isPositive();
      assertThat(evaluate(copy, sample).numel()).isPositive();
      for (int i = 0; i < 3; i++) {
        try (Scope scope = Scope.open()) {
          Tensor y = layer.train().apply(sample.input().get());
          if (y.requiresGrad()) {
            y.sum().backward();
          }
        }
      }
    });
  }

  /** Where there is a graphics processor to move to; else only that a move to where it is changes nothing. */
  @TestFactory
  Stream<DynamicTest> movesToADeviceAndBack() {
    Device there = Device.auto();
    return Stream.concat(
        each(sample -> {
          Layer layer = sample.layer().get().initialize(1);
          Tensor before = evaluate(layer, sample);
          assertThat(layer.to(there)).isSameAs(layer);
          assertThat(layer.stateDict().values())
              .allMatch(value -> value.device().equals(there));
          layer
              .parameters()
              .values()
              .forEach(parameter -> assertThat(parameter.isTrained()).isTrue());
          assertThat(evaluate(layer.to(Device.cpu()), sample).equal(before)).isTrue();
        }),
        Stream.of(DynamicTest.dynamicTest(
            "a second device",
            () -> assumeTrue(
                !there.equals(Device.cpu()), "no graphics processor here to move layers to"))));
  }

  /**
   * To where tensors have no numbers: all that a layer owns goes there, and what element-wise operations find beside it on the CPU, a
   * mask for one, is refused.
   */
  @TestFactory
  Stream<DynamicTest> nothingStaysBehindWhenItMoves() {
    return each(sample -> {
      Layer layer = sample.layer().get().initialize(1).to(Device.meta());
      assertThat(layer.stateDict().values())
          .allMatch(value -> value.device().equals(Device.meta()));
      for (boolean training : new boolean[] {true, false}) {
        layer.training(training);
        try {
          Tensor y = layer.apply(sample.input().get().to(Device.meta()));
          assertThat(y.device()).isEqualTo(Device.meta());
          if (y.requiresGrad()) {
            y.sum().backward();
          }
        } catch (EngineException e) {
          assumeFalse(
              e.getMessage().matches(".*(Meta kernel|convolution_overrideable).*"),
              "the engine computes it with numbers alone");
          throw e;
        }
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> wrongShapesAreRefusedInOneSentence() {
    return each(sample -> sample.wrong() != null, sample -> {
      Layer layer = sample.layer().get().initialize(1);
      assertThatThrownBy(() -> layer.apply(sample.wrong().get()))
          .isInstanceOf(EngineException.class)
          .satisfies(refused -> {
            assertThat(refused.getMessage().lines()).hasSize(1);
            assertThat(refused.getMessage()).contains("(").contains(": ");
            assertThat(layer.layers().values().stream()
                    .anyMatch(each -> refused.getMessage().contains(each.describe() + ": ")))
                .as(refused.getMessage())
                .isTrue();
          });
    });
  }

  /** Of every type: the same names, what counts still counts, and the same numbers to as many digits as the type has. */
  @TestFactory
  Stream<DynamicTest> turnsIntoAnotherType() {
    return each(sample -> {
      Layer layer = sample.layer().get().initialize(1);
      Tensor expected = evaluate(layer, sample).to(DType.FLOAT64);
      double scale = expected.numel() == 0 ? 1 : 1 + expected.abs().max().item();
      for (DType type : List.of(DType.FLOAT64, DType.BFLOAT16)) {
        Layer other = sample.layer().get().to(type);
        assertThat(other.initialize(1)).isSameAs(other);
        other.stateDict().forEach((name, value) -> {
          Tensor original = layer.stateDict().get(name);
          assertThat(value.dtype())
              .as(name)
              .isEqualTo(original.dtype().isFloating() ? type : original.dtype());
        });
        Tensor x = sample.input().get();
        Tensor y = evaluateIfItCan(other, x.dtype().isFloating() ? x.to(type) : x);
        assertThat(y.dtype()).isEqualTo(type);
        double close = type == DType.FLOAT64 ? 1e-5 : 0.1;
        assertThat(y.to(DType.FLOAT64).allclose(expected, 0, close * scale))
            .as(type.name())
            .isTrue();
        assertThat(other.load(layer.stateDict()).to(DType.FLOAT32)).isSameAs(other);
      }
    });
  }

  /** The engine computes not everything in every type. */
  private static Tensor evaluateIfItCan(Layer layer, Tensor x) {
    try (NoGrad off = NoGrad.on()) {
      return layer.eval().apply(x);
    } catch (EngineException e) {
      assumeTrue(!e.getMessage().contains("not implemented for"), e.getMessage());
      throw e;
    }
  }

  /** The derivative along a random direction, of input and parameters at once, by central differences. */
  @TestFactory
  Stream<DynamicTest> gradientsAreThoseOfFiniteDifferences() {
    return each(sample -> checkGradients(sample, DType.FLOAT32, 2e-3, 0.01, 0.02));
  }

  /** The same to six digits; not of a spectral norm, whose vectors move on with every forward and have no gradient. */
  @TestFactory
  Stream<DynamicTest> gradientsAreThoseOfFiniteDifferencesInFloat64() {
    return each(
        sample -> sample.layer().get().layers().values().stream()
            .flatMap(layer -> layer.parts().parametrizations.stream())
            .noneMatch(SpectralNorm.class::isInstance),
        sample -> checkGradients(sample, DType.FLOAT64, 1e-5, 1e-6, 1e-6));
  }

  private static void checkGradients(
      LayerSample sample, DType type, double h, double absolute, double relative) {
    Layer layer = sample.layer().get().initialize(3).to(type);
    Tensor given = sample.input().get();
    Tensor x = given.dtype().isFloating() ? given.to(type) : given;
    Map<String, Tensor> points = new LinkedHashMap<>();
    if (sample.smooth()) {
      x.requiresGrad(true);
      points.put("input", x);
    }
    layer.parameters().forEach((name, parameter) -> points.put(name, parameter.value()));
    Generator generator = Generator.seeded(11);
    Tensor cotangent = Tensor.randn(generator, forward(layer, x).shape()).to(type);
    Map<String, Tensor> directions = new LinkedHashMap<>();
    points.forEach((name, point) -> directions.put(
        name, Tensor.randint(generator, 0, 2, point.shape()).to(type).mul(2).sub(1)));
    forward(layer, x).mul(cotangent).sum().backward();
    points.forEach((name, point) -> {
      Tensor direction = directions.get(name);
      double above = at(layer, x, cotangent, point, direction, h);
      double below = at(layer, x, cotangent, point, direction, -h);
      Tensor gradient = point.grad();
      double expected = gradient == null ? 0 : gradient.mul(direction).sum().item();
      assertThat((above - below) / (2 * h))
          .as(name)
          .isCloseTo(expected, within(absolute + relative * Math.abs(expected)));
    });
  }

  private static Tensor forward(Layer layer, Tensor x) {
    layer.randomize(RandomKey.of(4));
    return layer.apply(x);
  }

  private static double at(
      Layer layer, Tensor x, Tensor cotangent, Tensor point, Tensor direction, double h) {
    try (NoGrad off = NoGrad.on()) {
      point.add_(direction, h);
      double value = forward(layer, x)
          .to(DType.FLOAT64)
          .mul(cotangent.to(DType.FLOAT64))
          .sum()
          .item();
      point.add_(direction, -h);
      return value;
    }
  }
}
