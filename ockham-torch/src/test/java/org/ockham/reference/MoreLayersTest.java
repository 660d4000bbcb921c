package org.ockham.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ockham.nn.AdaptiveAvgPool1d;
import org.ockham.nn.AdaptiveAvgPool3d;
import org.ockham.nn.AdaptiveMaxPool1d;
import org.ockham.nn.AdaptiveMaxPool2d;
import org.ockham.nn.AdaptiveMaxPool3d;
import org.ockham.nn.AvgPool1d;
import org.ockham.nn.AvgPool2d;
import org.ockham.nn.AvgPool3d;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.BatchNorm3d;
import org.ockham.nn.Bilinear;
import org.ockham.nn.Conv1d;
import org.ockham.nn.Conv2d;
import org.ockham.nn.Conv3d;
import org.ockham.nn.ConvTranspose1d;
import org.ockham.nn.ConvTranspose3d;
import org.ockham.nn.GLU;
import org.ockham.nn.GRU;
import org.ockham.nn.GroupNorm;
import org.ockham.nn.Hardshrink;
import org.ockham.nn.InstanceNorm1d;
import org.ockham.nn.InstanceNorm3d;
import org.ockham.nn.LSTM;
import org.ockham.nn.Layer;
import org.ockham.nn.LayerNorm;
import org.ockham.nn.Linear;
import org.ockham.nn.LocalResponseNorm;
import org.ockham.nn.LogSigmoid;
import org.ockham.nn.MaxPool1d;
import org.ockham.nn.MaxPool2d;
import org.ockham.nn.MaxPool3d;
import org.ockham.nn.MultiheadAttention;
import org.ockham.nn.PReLU;
import org.ockham.nn.Padding;
import org.ockham.nn.PaddingMode;
import org.ockham.nn.PixelShuffle;
import org.ockham.nn.PixelUnshuffle;
import org.ockham.nn.RMSNorm;
import org.ockham.nn.RNN;
import org.ockham.nn.RReLU;
import org.ockham.nn.Softmax2d;
import org.ockham.nn.Softmin;
import org.ockham.nn.Softshrink;
import org.ockham.nn.SpectralNorm;
import org.ockham.nn.Tanhshrink;
import org.ockham.nn.Threshold;
import org.ockham.nn.TransformerEncoder;
import org.ockham.nn.TransformerEncoderLayer;
import org.ockham.nn.TransformerLayer;
import org.ockham.nn.Upsample;
import org.ockham.nn.WeightNorm;
import tools.jackson.databind.JsonNode;

/** Layers and arguments that {@code shared/reference/layers.json} lacks, against values from PyTorch 2.13. */
final class MoreLayersTest {

  private static final Map<String, Supplier<Layer>> LAYERS = layers();

  @TestFactory
  Stream<DynamicTest> asPyTorch() {
    return ReferenceFile.ownCases("layers.json").stream()
        .map(each -> DynamicTest.dynamicTest(
            each.get("name").asString(),
            () -> LayerCase.check(LAYERS.get(each.get("name").asString()).get(), each)));
  }

  @Test
  void everyCaseHasItsLayer() {
    List<String> names = ReferenceFile.ownCases("layers.json").stream()
        .map((JsonNode each) -> each.get("name").asString())
        .toList();
    assertThat(names).containsExactlyElementsOf(LAYERS.keySet());
  }

  private static TransformerLayer.Builder<TransformerEncoderLayer> encoder() {
    return TransformerEncoderLayer.of(4, 2).dimFeedforward(6).dropout(0);
  }

  private static Map<String, Supplier<Layer>> layers() {
    Map<String, Supplier<Layer>> all = new LinkedHashMap<>();
    all.put("rnn, two layers", () -> RNN.of(3, 4).numLayers(2).build());
    all.put(
        "rnn, relu, no bias, both ways",
        () -> RNN.relu(3, 2).bias(false).bidirectional(true).build());
    all.put(
        "lstm, two layers, both ways, batch first",
        () -> LSTM.of(3, 2).numLayers(2).bidirectional(true).batchFirst(true).build());
    all.put("lstm, one sequence", () -> new LSTM(3, 2));
    all.put("gru, two layers", () -> GRU.of(3, 2).numLayers(2).build());
    all.put("attention", () -> new MultiheadAttention(4, 2));
    all.put(
        "attention, batch first, no bias",
        () -> MultiheadAttention.of(4, 2).bias(false).batchFirst(true).build());
    all.put("attention, one sequence", () -> new MultiheadAttention(4, 1));
    all.put("encoder layer", () -> encoder().build());
    all.put(
        "encoder layer, norms first, gelu",
        () -> encoder().gelu(true).normFirst(true).batchFirst(true).build());
    all.put(
        "encoder layer, no bias", () -> encoder().bias(false).layerNormEps(1e-5).build());
    all.put("encoder", () -> new TransformerEncoder(encoder(), 2, new LayerNorm(4)));
    all.put("weight norm of linear", () -> WeightNorm.on(new Linear(4, 3)));
    all.put("weight norm of conv, dim 1", () -> WeightNorm.on(new Conv1d(2, 3, 2), "weight", 1));
    all.put("spectral norm of linear", () -> SpectralNorm.on(new Linear(4, 3)));
    all.put("spectral norm of linear, evaluation", () -> SpectralNorm.on(new Linear(4, 3)));
    all.put(
        "spectral norm of transposed conv",
        () -> SpectralNorm.on(new ConvTranspose1d(2, 3, 2), "weight", 2, 1, 1e-12));
    all.put("rms norm", () -> new RMSNorm(3, 4));
    all.put("rms norm, eps, plain", () -> RMSNorm.of(4).eps(1e-3).affine(false).build());
    all.put("layer norm, no bias", () -> LayerNorm.of(4).eps(1e-3).bias(false).build());
    all.put("layer norm, plain", () -> LayerNorm.of(4).affine(false).build());
    all.put(
        "group norm, plain", () -> GroupNorm.of(2, 4).eps(1e-3).affine(false).build());
    all.put("local response norm", () -> new LocalResponseNorm(2, 0.1, 0.5, 2));
    all.put("batch norm 3d", () -> new BatchNorm3d(2));
    all.put("batch norm 1d, sequences", () -> new BatchNorm1d(2));
    all.put("instance norm 1d", () -> InstanceNorm1d.of(2).affine(true).build());
    all.put(
        "instance norm 1d, running, one sample, evaluation",
        () -> InstanceNorm1d.of(2).affine(true).trackRunningStats(true).build());
    all.put("instance norm 3d", () -> new InstanceNorm3d(2));
    all.put("bilinear", () -> new Bilinear(3, 3, 2));
    all.put("conv 1d, same", () -> Conv1d.of(2, 2, 4).samePadding().dilation(2).build());
    all.put(
        "conv 2d, oblong, reflected",
        () -> Conv2d.of(2, 2, 3, 2)
            .stride(2, 1)
            .padding(2, 1)
            .paddingMode(PaddingMode.REFLECT)
            .build());
    all.put(
        "conv 2d, circular",
        () -> Conv2d.of(1, 2, 3).padding(1).paddingMode(PaddingMode.CIRCULAR).build());
    all.put(
        "conv 2d, replicated, one image",
        () -> Conv2d.of(1, 2, 3).padding(1).paddingMode(PaddingMode.REPLICATE).build());
    all.put("conv 3d", () -> Conv3d.of(2, 2, 2).groups(2).build());
    all.put(
        "conv transpose 1d",
        () -> ConvTranspose1d.of(2, 4, 3)
            .stride(2)
            .padding(1)
            .outputPadding(1)
            .groups(2)
            .dilation(2)
            .build());
    all.put("conv transpose 3d", () -> ConvTranspose3d.of(1, 2, 2).bias(false).build());
    all.put("max pool 1d", () -> new MaxPool1d(3, 2, 1));
    all.put(
        "max pool 2d, oblong",
        () -> MaxPool2d.of(2, 3).stride(1, 2).dilation(2, 1).ceilMode(true).build());
    all.put("max pool 3d", () -> new MaxPool3d(2));
    all.put("avg pool 1d", () -> new AvgPool1d(3, 2, 1));
    all.put(
        "avg pool 2d, padding not counted",
        () -> AvgPool2d.of(3)
            .stride(2)
            .padding(1)
            .ceilMode(true)
            .countIncludePad(false)
            .build());
    all.put("avg pool 3d", () -> new AvgPool3d(2));
    all.put("adaptive avg pool 1d", () -> new AdaptiveAvgPool1d(3));
    all.put("adaptive avg pool 3d", () -> new AdaptiveAvgPool3d(1, 2, 2));
    all.put("adaptive max pool 1d", () -> new AdaptiveMaxPool1d(3));
    all.put("adaptive max pool 2d", () -> new AdaptiveMaxPool2d(2, 3));
    all.put("adaptive max pool 3d", () -> new AdaptiveMaxPool3d(2));
    all.put("pad with a constant", () -> Padding.constant(3.5, 1, 2, 0, 1));
    all.put("pad reflected", () -> Padding.reflection(1, 2));
    all.put("pad replicated", () -> Padding.replication(1, 2, 2, 0));
    all.put("pad circular", () -> Padding.circular(1, 2));
    all.put("upsample nearest", () -> Upsample.by(2).build());
    all.put("upsample nearest 3d", () -> Upsample.to(3, 2, 4).build());
    all.put("upsample linear", () -> Upsample.to(5).mode(Upsample.Mode.LINEAR).build());
    all.put(
        "upsample bilinear",
        () -> Upsample.by(2, 1.5).mode(Upsample.Mode.LINEAR).alignCorners(true).build());
    all.put(
        "upsample trilinear", () -> Upsample.by(2).mode(Upsample.Mode.LINEAR).build());
    all.put(
        "upsample bicubic", () -> Upsample.to(5, 4).mode(Upsample.Mode.BICUBIC).build());
    all.put("pixel shuffle", () -> new PixelShuffle(2));
    all.put("pixel unshuffle", () -> new PixelUnshuffle(2));
    all.put("log sigmoid", LogSigmoid::new);
    all.put("tanhshrink", Tanhshrink::new);
    all.put("hardshrink", () -> new Hardshrink(0.7));
    all.put("softshrink", () -> new Softshrink(0.3));
    all.put("threshold", () -> new Threshold(0.2, -1));
    all.put("softmin", () -> new Softmin(1));
    all.put("softmax 2d", Softmax2d::new);
    all.put("rrelu, evaluation", () -> new RReLU(0.1, 0.4));
    all.put("prelu, a slope a channel", () -> new PReLU(3, 0.3));
    all.put("glu, last", GLU::new);
    return all;
  }
}
