package org.ockham.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ockham.tensor.DType;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;

/** What layers refuse when they are built, and how they describe themselves. */
final class LayerArgumentsTest {

  private static DynamicTest refused(String sentence, ThrowingCallable call) {
    return DynamicTest.dynamicTest(
        sentence,
        () -> assertThatThrownBy(call)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith(sentence));
  }

  @TestFactory
  Stream<DynamicTest> argumentsOutOfBoundsAreRefused() {
    return Stream.of(
        refused("in is 0: it must be at least 1", () -> new Linear(0, 1)),
        refused("out is -3: it must be at least 1", () -> new Linear(1, -3)),
        refused("in_channels is 0", () -> new Conv2d(0, 1, 1)),
        refused(
            "groups is 2: it must divide in_channels (3)",
            () -> Conv2d.of(3, 4, 1).groups(2).build()),
        refused("kernel_size is [1, 2, 3]: give 1 number", () -> Conv2d.of(1, 1, 1, 2, 3)),
        refused("kernel_size is [1, 2]: give 1 number", () -> Conv1d.of(1, 1, 1, 2)),
        refused("stride is 0", () -> Conv2d.of(1, 1, 1).stride(0)),
        refused("padding is -1", () -> Conv2d.of(1, 1, 1).padding(-1)),
        refused(
            "stride is [2, 2]", () -> Conv2d.of(1, 1, 3).stride(2).samePadding().build()),
        refused(
            "output_padding is [1]", () -> Conv1d.of(1, 1, 3).outputPadding(1).build()),
        refused(
            "padding_mode is reflect",
            () -> ConvTranspose1d.of(1, 1, 3).paddingMode(PaddingMode.REFLECT).build()),
        refused(
            "padding_mode is constant and same",
            () -> ConvTranspose1d.of(1, 1, 3).samePadding().build()),
        refused("padding is 2: it must lie between 0 and half", () -> new MaxPool2d(3, 1, 2)),
        refused("padding is 1: it must lie between 0 and half", () -> new AvgPool1d(1, 1, 1)),
        refused("output_size is 0", () -> new AdaptiveAvgPool2d(0)),
        refused("padding is [1]: give two numbers", () -> Padding.zeros(1)),
        refused("size is 0", () -> Upsample.to(0)),
        refused("scale_factor is -1.0", () -> Upsample.by(-1)),
        refused("upscale_factor is 0", () -> new PixelShuffle(0)),
        refused("unflattened_size is empty", () -> new Unflatten(1)),
        refused("padding_idx is 7", () -> Embedding.of(7, 3).paddingIndex(7)),
        refused("max_norm is 0.0", () -> Embedding.of(7, 3).maxNorm(0)),
        refused("in2_features is 0", () -> new Bilinear(1, 0, 1)),
        refused("features is 0", () -> new BatchNorm1d(0)),
        refused("eps is 0.0: it must be above 0", () -> BatchNorm1d.of(1).eps(0)),
        refused("eps is Infinity", () -> GroupNorm.of(1, 1).eps(Double.POSITIVE_INFINITY)),
        refused("momentum is 2.0", () -> BatchNorm2d.of(1).momentum(2.0)),
        refused("num_groups is 2: it must divide num_channels (3)", () -> new GroupNorm(2, 3)),
        refused("normalized_shape is empty", () -> new LayerNorm()),
        refused("normalized_shape is 0", () -> new LayerNorm(0)),
        refused("normalized_shape is empty", () -> new RMSNorm()),
        refused("size is 0", () -> new LocalResponseNorm(0)),
        refused("std is -1.0", () -> new GaussianNoise(-1)),
        refused("alpha is 0.0: it must not be 0", () -> new CELU(0)),
        refused("max_val is -1.0: it must be above min_val", () -> new Hardtanh(0, -1)),
        refused("lambd is -1.0", () -> new Softshrink(-1)),
        refused("beta is 0.0", () -> new Softplus(0, 1)),
        refused("lower is 2.0", () -> new RReLU(2, 1)),
        refused("upper is Infinity", () -> new RReLU(1, Double.POSITIVE_INFINITY)),
        refused("alpha is NaN", () -> new CELU(Double.NaN)),
        refused("alpha is NaN", () -> new ELU(Double.NaN)),
        refused("negative_slope is NaN", () -> new LeakyReLU(Double.NaN)),
        refused("threshold is NaN", () -> new Threshold(Double.NaN, 0)),
        refused("lambd is NaN", () -> new Hardshrink(Double.NaN)),
        refused("threshold is NaN", () -> new Softplus(1, Double.NaN)),
        refused("k is NaN", () -> new LocalResponseNorm(2, 1, 1, Double.NaN)),
        refused("num_parameters is 0", () -> new PReLU(0, 1)),
        refused("hidden_size is 0", () -> new LSTM(1, 0)),
        refused("num_layers is 0", () -> GRU.of(1, 1).numLayers(0)),
        refused("num_heads is 3: it must divide embed_dim (4)", () -> new MultiheadAttention(4, 3)),
        refused("nhead is 3: it must divide d_model (4)", () -> TransformerEncoderLayer.of(4, 3)),
        refused("kdim is 0", () -> MultiheadAttention.of(4, 2).kdim(0)),
        refused("d_model is 0", () -> new Transformer(0, 1)),
        refused(
            "num_layers is 0", () -> new TransformerDecoder(TransformerDecoderLayer.of(4, 2), 0)),
        refused("hidden_size is 0", () -> new GRUCell(1, 0)),
        refused(
            "output_size is [1, 2, 3]: give 1 number",
            () -> Fold.of(new long[] {1, 2, 3}, 1).build()),
        refused(
            "padding is 2: it must lie between 0 and half",
            () -> MaxUnpool1d.of(3).padding(2).build()),
        refused("norm_type is 0.0", () -> Embedding.of(1, 1).normType(0)),
        refused("the type is INT64", () -> new Linear(1, 1).to(DType.INT64)),
        refused("dim is 5", () -> WeightNorm.on(new Linear(2, 2), "weight", 5)),
        refused("dim is 5", () -> SpectralNorm.on(new Linear(2, 2), "weight", 1, 5, 1e-12)),
        refused("ReLU() has no parameter 'weight' of its own", () -> WeightNorm.on(new ReLU())),
        refused(
            "Linear(in_features=2, out_features=2, bias=true): the parameter 'bias' has 1",
            () -> WeightNorm.on(new Linear(2, 2), "bias", 0)),
        refused(
            "Linear(in_features=2, out_features=2, bias=true) has no parameter 'weight'",
            () -> WeightNorm.on(WeightNorm.on(new Linear(2, 2)))));
  }

  @Test
  void layersDescribeThemselves() {
    assertThat(Conv2d.of(4, 6, 3, 1)
            .stride(2, 1)
            .padding(2, 0)
            .dilation(2)
            .groups(2)
            .bias(false)
            .build())
        .hasToString("Conv2d(4, 6, kernel_size=(3, 1), stride=(2, 1), padding=(2, 0), dilation=2,"
            + " groups=2, bias=false)");
    assertThat(
            Conv2d.of(1, 2, 3).samePadding().paddingMode(PaddingMode.CIRCULAR).build())
        .hasToString("Conv2d(1, 2, kernel_size=3, stride=1, padding=same, padding_mode=circular)");
    assertThat(ConvTranspose1d.of(1, 2, 3).stride(2).outputPadding(1).build())
        .hasToString("ConvTranspose1d(1, 2, kernel_size=3, stride=2, output_padding=1)");
    assertThat(MaxPool2d.of(2).dilation(2).ceilMode(true).build())
        .hasToString("MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=2, ceil_mode=true)");
    assertThat(BatchNorm2d.of(3)
            .momentum(null)
            .affine(false)
            .trackRunningStats(false)
            .build())
        .hasToString(
            "BatchNorm2d(3, eps=1.0E-5, momentum=null, affine=false, track_running_stats=false)");
    assertThat(LSTM.of(3, 2)
            .numLayers(2)
            .bias(false)
            .batchFirst(true)
            .dropout(0.1)
            .bidirectional(true)
            .build())
        .hasToString("LSTM(3, 2, num_layers=2, bias=false, batch_first=true, dropout=0.1,"
            + " bidirectional=true)");
    assertThat(MultiheadAttention.of(4, 2).kdim(3).vdim(5).bias(false).build().describe())
        .isEqualTo("MultiheadAttention(4, 2, bias=false, kdim=3, vdim=5)");
    assertThat(new AdaptiveAvgPool2d(AdaptivePool.KEEP, 3))
        .hasToString("AdaptiveAvgPool2d(output_size=(keep, 3))");
    assertThat(BatchNorm1d.of(2).bias(false).build())
        .hasToString("BatchNorm1d(2, eps=1.0E-5, momentum=0.1, bias=false)");
    assertThat(new Fold(4, 5, 2))
        .hasToString("Fold(output_size=(4, 5), kernel_size=2, dilation=1, padding=0, stride=1)");
    assertThat(RNNCell.relu(3, 2, false))
        .hasToString("RNNCell(3, 2, bias=false, nonlinearity=relu)");
    assertThat(RNN.relu(3, 2).build()).hasToString("RNN(3, 2, nonlinearity=relu)");
    assertThat(new StochasticDepth(0.1)).hasToString("StochasticDepth(p=0.1, mode=row)");
  }

  @Test
  void layersOfMoreThanOneInputSaySo() {
    Tensor x = Tensor.ones(1, 1, 2);
    assertThatThrownBy(() -> new MaxUnpool1d(2).apply(x))
        .hasMessage("MaxUnpool1d(kernel_size=2, stride=2, padding=0): the indices are missing: call"
            + " apply(x, indices)");
    assertThatThrownBy(() -> new PairwiseDistance().apply(x))
        .hasMessageContaining("call apply(x1, x2)");
    assertThatThrownBy(() -> new CosineSimilarity().apply(x))
        .hasMessageContaining("call apply(x1, x2)");
  }

  @Test
  void sizesThatAStrideDoesNotLeadToAreRefused() {
    ConvTranspose1d up = ConvTranspose1d.of(1, 1, 3).stride(2).build();
    up.initialize(1);
    assertThat(up.apply(Tensor.ones(1, 1, 4), 10).shape()).containsExactly(1, 1, 10);
    for (long[] size : new long[][] {{8}, {11}, {9, 9}}) {
      assertThatThrownBy(() -> up.apply(Tensor.ones(1, 1, 4), size))
          .hasMessageContaining("from [9] on there are as many sizes as the stride [2]");
    }
    assertThatThrownBy(() -> new MaxUnpool1d(2)
            .apply(Tensor.ones(1, 1, 2), Tensor.ofLongs(new long[] {0, 2}, 1, 1, 2), 6))
        .hasMessageContaining("each must lie less than the stride [2] from [4]");
  }

  private static void lacksReach(Layer pool, long... shape) {
    assertThatThrownBy(() -> pool.apply(Tensor.zeros(shape)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("lies wholly in the padding");
  }

  /** libtorch does not look: it would write outside its memory. */
  @Test
  void windowsWhollyInThePaddingAreRefused() {
    lacksReach(MaxPool1d.of(2).stride(1).padding(1).dilation(2).build(), 3, 1, 1);
    lacksReach(MaxPool1d.of(2).stride(1).padding(1).dilation(2).build(), 3, 1);
    lacksReach(
        MaxPool2d.of(2).stride(1, 3).padding(1, 0).ceilMode(true).dilation(2, 1).build(),
        5,
        3,
        1,
        9);
    lacksReach(MaxPool3d.of(2).padding(1).dilation(1, 1, 4).build(), 1, 1, 4, 4, 3);
  }

  @Test
  void dilatedWindowsThatReachTheInputPool() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5}, 1, 1, 5);
    assertThat(MaxPool1d.of(2).stride(1).padding(1).dilation(2).build().apply(x).toFloats())
        .containsExactly(2, 3, 4, 5, 4);
    assertThat(MaxPool1d.of(2)
            .stride(3)
            .dilation(2)
            .ceilMode(true)
            .build()
            .apply(x)
            .toFloats())
        .containsExactly(3, 4);
  }

  @TestFactory
  Stream<DynamicTest> poolingNothingIsRefused() {
    return Stream.of(
            new AdaptiveAvgPool1d(1),
            new AdaptiveAvgPool2d(1),
            new AdaptiveAvgPool3d(1),
            new AdaptiveMaxPool1d(1),
            new AdaptiveMaxPool2d(1),
            new AdaptiveMaxPool3d(1),
            new MaxPool1d(2),
            new AvgPool1d(2, 1, 1),
            new AvgPool2d(2, 1, 1))
        .map(pool -> DynamicTest.dynamicTest(pool.toString(), () -> {
          int spatial = pool.getClass().getSimpleName().replaceAll("\\D", "").charAt(0) - '0';
          long[] shape = new long[spatial + 2];
          java.util.Arrays.fill(shape, 3);
          shape[2] = 0;
          assertThatThrownBy(() -> pool.apply(Tensor.zeros(shape)))
              .isInstanceOf(EngineException.class);
        }));
  }

  private static void lacksValues(Layer norm, long... shape) {
    norm.initialize(1).eval();
    assertThatThrownBy(() -> norm.apply(Tensor.ones(shape)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("one value for each mean");
  }

  @Test
  void oneValueForEachMeanCannotBeNormalisedInEvaluationEither() {
    lacksValues(new InstanceNorm1d(2), 1, 2, 1);
    lacksValues(new InstanceNorm1d(2), 2, 1);
    lacksValues(new InstanceNorm2d(2), 3, 2, 1, 1);
    lacksValues(new InstanceNorm3d(2), 3, 2, 1, 1, 1);
    lacksValues(BatchNorm1d.of(2).trackRunningStats(false).build(), 1, 2);
    lacksValues(BatchNorm2d.of(2).trackRunningStats(false).build(), 1, 2, 1, 1);
    lacksValues(new GroupNorm(2, 2), 1, 2);
    lacksValues(new GroupNorm(2, 2), 4, 2, 1);
    Layer tracked = InstanceNorm1d.of(2).trackRunningStats(true).build().eval();
    assertThat(tracked.apply(Tensor.ones(1, 2, 1)).shape()).containsExactly(1, 2, 1);
    assertThat(new GroupNorm(2, 4).initialize(1).eval().apply(Tensor.ones(1, 4)).shape())
        .containsExactly(1, 4);
    // a summary looks at a network that cannot be asked about one sample alone
    assertThat(new Sequential(
                new Linear(3, 2), BatchNorm1d.of(2).trackRunningStats(false).build())
            .summary(3)
            .rows())
        .hasSize(3);
  }

  @Test
  void oneValueForEachMeanCannotTrain() {
    Layer norm = new BatchNorm1d(3).initialize(1);
    assertThatThrownBy(() -> norm.apply(Tensor.ones(1, 3)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("one value for each mean: training needs more of them");
    assertThat(norm.eval().apply(Tensor.ones(1, 3)).shape()).containsExactly(1, 3);
    assertThatThrownBy(() -> new InstanceNorm1d(3).apply(Tensor.ones(2, 3, 1)))
        .hasMessageContaining("one value for each mean");
  }

  @Test
  void branchesMustKeepTheShape() {
    Layer residual = new Residual(new Linear(3, 1)).initialize(1);
    assertThatThrownBy(() -> residual.apply(Tensor.ones(2, 3)))
        .hasMessageContaining("the branch gives shape [2, 1] and the shortcut [2, 3]");
  }

  @Test
  void sizesOfUpsamplingMustMatchTheInput() {
    assertThatThrownBy(() -> Upsample.by(2, 2, 2).build().apply(Tensor.ones(1, 1, 2, 2)))
        .hasMessageContaining("scale_factor is [2.0, 2.0, 2.0]");
    assertThat(Upsample.by(2).build().describe()).contains("mode=nearest");
    assertThat(Upsample.to(2, 3).alignCorners(true).build().describe())
        .isEqualTo("Upsample(size=(2, 3), mode=nearest, align_corners=true)");
  }
}
