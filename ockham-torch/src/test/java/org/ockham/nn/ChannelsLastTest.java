package org.ockham.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.tensor.DType;
import org.ockham.tensor.Generator;
import org.ockham.tensor.MemoryFormat;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Operator;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Safetensors;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** The order of elements in memory changes no layer's numbers, and convolutions keep theirs in channels-last. */
final class ChannelsLastTest {

  /** Every layer that takes images or volumes, those that take any shape too. */
  private static Stream<LayerSample> samples() {
    Stream<LayerSample> images =
        LayerSamples.all().stream().filter(sample -> sample.input().get().dim() > 3);
    List<Supplier<? extends Layer>> more = List.of(
        ReLU::new,
        ReLU6::new,
        LeakyReLU::new,
        PReLU::new,
        () -> new PReLU(6, 0.1),
        RReLU::new,
        ELU::new,
        CELU::new,
        SELU::new,
        GELU::new,
        SiLU::new,
        Mish::new,
        Sigmoid::new,
        LogSigmoid::new,
        Hardsigmoid::new,
        Hardswish::new,
        Tanh::new,
        Hardtanh::new,
        Tanhshrink::new,
        Softplus::new,
        Softsign::new,
        Softshrink::new,
        Hardshrink::new,
        () -> new Threshold(0.1, 0.1),
        () -> new Softmax(1),
        () -> new Softmin(-1),
        () -> new LogSoftmax(1),
        () -> new GLU(1),
        Identity::new,
        Flatten::new,
        () -> new Flatten(2, -1),
        () -> new Unflatten(1, 2, 3),
        () -> new Linear(5, 3),
        () -> new Dropout(0.3),
        () -> new Dropout2d(0.3),
        () -> new AlphaDropout(0.3),
        () -> new FeatureAlphaDropout(0.3),
        () -> new StochasticDepth(0.5),
        () -> new GaussianNoise(0.1),
        () -> new BatchNorm2d(6),
        () -> BatchNorm2d.of(6).trackRunningStats(false).affine(false).build(),
        () -> new InstanceNorm2d(6),
        () -> new GroupNorm(3, 6),
        () -> new LayerNorm(5),
        () -> LayerNorm.of(6, 4, 5).build(),
        () -> new RMSNorm(5),
        () -> Padding.zeros(1, 2, 0, 1),
        () -> Padding.reflection(1, 2, 0, 1),
        () -> Padding.replication(1, 2, 0, 1),
        () -> Padding.circular(1, 2, 0, 1),
        () -> Upsample.by(2).build(),
        () -> new MaxPool2d(2),
        () -> Conv2d.of(6, 6, 3).groups(6).build(),
        () -> new Conv2d(6, 3, 1),
        () -> WeightNorm.on(new Conv2d(6, 4, 3)),
        () -> SpectralNorm.on(new Conv2d(6, 4, 3)),
        () -> WeightNorm.on(new ConvTranspose2d(6, 4, 3)),
        () -> new Residual(Conv2d.of(6, 6, 3).samePadding().build()),
        () -> new Sequential(
            new Conv2d(6, 8, 3),
            new BatchNorm2d(8),
            new ReLU(),
            new MaxPool2d(2),
            new Dropout(0.2),
            new Flatten(),
            new Linear(8, 3)));
    return Stream.concat(images, more.stream().map(layer -> LayerSample.of(layer, 3, 6, 4, 5)));
  }

  /** One pass forward and back: the output and every gradient by name, in double precision. */
  private static Map<String, double[]> pass(
      LayerSample sample, DType type, boolean training, boolean last) {
    try (Scope scope = Scope.open()) {
      Layer layer = sample.layer().get().to(type).initialize(1).training(training);
      layer.randomize(RandomKey.of(3));
      Tensor x = sample.input().get().to(type);
      if (last) {
        x = x.contiguous(x.dim() == 4 ? MemoryFormat.CHANNELS_LAST : MemoryFormat.CHANNELS_LAST_3D);
      }
      x = x.detach().requiresGrad(true);
      Tensor y = layer.apply(x);
      y.backward(Tensor.randn(Generator.seeded(5), y.shape()).to(type));
      Map<String, double[]> results = new LinkedHashMap<>();
      results.put("output", y.toDoubles());
      Tensor gradient = x.grad();
      assertThat(gradient).isNotNull();
      results.put("gradient of the input", gradient.toDoubles());
      layer.parameters().forEach((name, parameter) -> {
        Tensor of = parameter.grad();
        if (of != null) {
          results.put("gradient of " + name, of.toDoubles());
        }
      });
      layer.stateDict().forEach((name, value) -> results.put(name, value.toDoubles()));
      return results;
    }
  }

  @TestFactory
  Stream<DynamicTest> layersGiveTheSameInEitherOrder() {
    return samples()
        .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> {
          for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
            for (boolean training : new boolean[] {true, false}) {
              Map<String, double[]> usual = pass(sample, type, training, false);
              Map<String, double[]> last = pass(sample, type, training, true);
              assertThat(last.keySet()).isEqualTo(usual.keySet());
              usual.forEach((name, values) -> assertThat(last.get(name))
                  .as("%s in %s", name, type)
                  .usingComparatorWithPrecision(type == DType.FLOAT32 ? 1e-5 : 1e-12)
                  .containsExactly(values));
            }
          }
        }));
  }

  static Stream<Convolution> convolutions() {
    return Stream.of(
        new Conv2d(3, 4, 3),
        new Conv2d(1, 4, 3),
        new Conv2d(4, 4, 1),
        Conv2d.of(4, 4, 3).groups(4).build(),
        new ConvTranspose2d(3, 4, 2),
        new Conv3d(2, 3, 2),
        new ConvTranspose3d(2, 3, 2));
  }

  private static MemoryFormat format(Tensor weight) {
    return weight.dim() == 4 ? MemoryFormat.CHANNELS_LAST : MemoryFormat.CHANNELS_LAST_3D;
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void kernelsLieSoThroughCopiesLoadsAndTypes(Convolution layer) {
    layer.initialize(1);
    Tensor weight = layer.stateDict().get("weight");
    long[] strides = weight.stride();
    assertThat(strides[1]).isEqualTo(1);
    assertThat(weight.isContiguous(format(weight))).isTrue();
    assertThat(Layer.copyOf(layer).stateDict().get("weight").stride()).isEqualTo(strides);
    Map<String, Tensor> usual = new LinkedHashMap<>();
    layer
        .stateDict()
        .forEach((name, value) -> usual.put(name, value.detach().add(1).contiguous()));
    layer.load(usual);
    assertThat(layer.stateDict().get("weight").stride()).isEqualTo(strides);
    assertThat(layer.stateDict().get("weight").equal(usual.get("weight"))).isTrue();
    layer.to(DType.FLOAT64);
    assertThat(layer.stateDict().get("weight").stride()).isEqualTo(strides);
  }

  /** A seed means the numbers that it meant before kernels lay so. */
  @ParameterizedTest
  @MethodSource("convolutions")
  void initialValuesFollowTheShape(Convolution layer) {
    List<Init> inits =
        List.of(layer.weight.init(), Init.normal(0, 1), Init.kaimingNormal(Fan.IN, 1));
    for (Init init : inits) {
      layer.weight.init(init);
      layer.initialize(11);
      Tensor drawn = Tensor.empty(DType.FLOAT32, layer.weight.memory().shape());
      init.fill(drawn, RandomKey.of(11).fold("init").fold("weight").generator());
      assertThat(layer.stateDict().get("weight").toFloats()).containsExactly(drawn.toFloats());
    }
  }

  @Test
  void filesDoNotShowIt(@TempDir Path folder) throws IOException {
    Layer layer = new Sequential(new Conv2d(3, 4, 3), new Conv3d(2, 3, 2)).initialize(4);
    Map<String, Tensor> usual = new LinkedHashMap<>();
    layer.stateDict().forEach((name, value) -> usual.put(name, value.detach().contiguous()));
    layer.save(folder.resolve("network"));
    Safetensors.write(folder.resolve("usual"), usual, Map.of());
    assertThat(Files.readAllBytes(folder.resolve("network")))
        .isEqualTo(Files.readAllBytes(folder.resolve("usual")));
  }

  /** The same as the engine's operator on kernels and images in the usual order, also of one channel. */
  @Test
  void convolutionsAreThoseOfTheUsualOrder() {
    for (long channels : new long[] {1, 3, 8}) {
      Conv2d layer = new Conv2d(channels, 4, 3);
      layer.initialize(1);
      Tensor x = Tensor.randn(Generator.seeded(2), 5, channels, 9, 7);
      Tensor y = layer.apply(x);
      assertThat(y.isContiguous(MemoryFormat.CHANNELS_LAST)).isTrue();
      assertThat(y.isContiguous()).isFalse();
      long[] one = {1, 1};
      Tensor usual = Operator.named("aten::conv2d")
          .call(
              x,
              Tensor.of(layer.weight.value().toFloats(), layer.weight.value().shape()),
              layer.stateDict().get("bias"),
              one,
              new long[] {0, 0},
              one,
              1)
          .get(0);
      assertThat(y.allclose(usual, 1e-5, 1e-6)).isTrue();
    }
  }

  /** Their kernels are slower in channels-last. */
  @Test
  void groupsOfSeveralChannelsKeepTheUsualOrder() {
    Conv2d layer = Conv2d.of(4, 6, 3).groups(2).build();
    layer.initialize(1);
    assertThat(layer.stateDict().get("weight").isContiguous()).isTrue();
    assertThat(layer.imageFormat()).isEqualTo(MemoryFormat.CONTIGUOUS);
  }

  @Test
  void networksSayHowImagesAreToLie() {
    assertThat(new Sequential(new ReLU(), new Residual(new Conv2d(3, 3, 1))).imageFormat())
        .isEqualTo(MemoryFormat.CHANNELS_LAST);
    assertThat(new Sequential(new Flatten(), new Linear(4, 2)).imageFormat())
        .isEqualTo(MemoryFormat.CONTIGUOUS);
    assertThat(new Conv1d(3, 4, 3).imageFormat()).isEqualTo(MemoryFormat.CONTIGUOUS);
  }

  /** As penalties on gradients need it: through a pool whose output is flattened. */
  @Test
  void gradientsOfGradientsPassThroughPools() {
    Layer network =
        new Sequential(new Conv2d(2, 3, 3), new Tanh(), new MaxPool2d(2), new Flatten());
    network.to(DType.FLOAT64).initialize(3);
    double[][] gradients = new double[2][];
    for (int last = 0; last < 2; last++) {
      network.parameters().values().forEach(Parameter::clearGrad);
      Tensor x = Tensor.randn(Generator.seeded(6), 2, 2, 6, 6).to(DType.FLOAT64);
      x = x.contiguous(last == 1 ? MemoryFormat.CHANNELS_LAST : MemoryFormat.CONTIGUOUS)
          .requiresGrad(true);
      Tensor loss = network.apply(x).square().sum();
      loss.gradients(List.of(x), true).get(0).square().sum().backward();
      Tensor gradient = network.parameters().get("0.weight").grad();
      assertThat(gradient).isNotNull();
      gradients[last] = gradient.toDoubles();
    }
    assertThat(gradients[1]).usingComparatorWithPrecision(1e-10).containsExactly(gradients[0]);
    // against the difference quotient of the penalty along one weight
    double h = 1e-5;
    double[] penalty = new double[2];
    for (int side = 0; side < 2; side++) {
      Layer moved = Layer.copyOf(network);
      try (NoGrad off = NoGrad.on()) {
        moved
            .stateDict()
            .get("0.weight")
            .select(0, 1)
            .select(0, 1)
            .select(0, 0)
            .select(0, 2)
            .add_(side == 0 ? -h : h);
      }
      Tensor x = Tensor.randn(Generator.seeded(6), 2, 2, 6, 6).to(DType.FLOAT64).requiresGrad(true);
      Tensor loss = moved.apply(x).square().sum();
      penalty[side] = loss.gradients(List.of(x), false).get(0).square().sum().item();
    }
    int index = (1 * 2 + 1) * 9 + 2;
    assertThat(gradients[0][index])
        .isCloseTo((penalty[1] - penalty[0]) / (2 * h), withinPercentage(0.01));
  }
}
