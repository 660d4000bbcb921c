package org.ockham.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ockham.nn.AdaptiveAvgPool2d;
import org.ockham.nn.AdaptiveMaxPool3d;
import org.ockham.nn.AdaptivePool;
import org.ockham.nn.AttentionMask;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.ChannelShuffle;
import org.ockham.nn.ConvTranspose1d;
import org.ockham.nn.ConvTranspose2d;
import org.ockham.nn.CosineSimilarity;
import org.ockham.nn.Embedding;
import org.ockham.nn.EmbeddingBag;
import org.ockham.nn.Fold;
import org.ockham.nn.GRU;
import org.ockham.nn.GRUCell;
import org.ockham.nn.GroupNorm;
import org.ockham.nn.InstanceNorm2d;
import org.ockham.nn.LSTM;
import org.ockham.nn.LSTMCell;
import org.ockham.nn.Layer;
import org.ockham.nn.LayerNorm;
import org.ockham.nn.MaxPool1d;
import org.ockham.nn.MaxPool2d;
import org.ockham.nn.MaxPool3d;
import org.ockham.nn.MaxUnpool1d;
import org.ockham.nn.MaxUnpool2d;
import org.ockham.nn.MaxUnpool3d;
import org.ockham.nn.MultiheadAttention;
import org.ockham.nn.PairwiseDistance;
import org.ockham.nn.RNNCell;
import org.ockham.nn.Recurrent;
import org.ockham.nn.Transformer;
import org.ockham.nn.TransformerDecoder;
import org.ockham.nn.TransformerDecoderLayer;
import org.ockham.nn.TransformerEncoderLayer;
import org.ockham.nn.Unfold;
import org.ockham.nn.Upsample;
import org.ockham.nn.Wrapped;
import org.ockham.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/** Arguments, and layers of several inputs, against values from PyTorch 2.13 ({@code arguments.py}). */
final class MoreArgumentsTest {

  private static final Map<String, Supplier<Layer>> LAYERS = layers();

  @TestFactory
  Stream<DynamicTest> asPyTorch() {
    return ReferenceFile.ownCases("arguments.json").stream()
        .map(each -> DynamicTest.dynamicTest(
            each.get("name").asString(),
            () -> LayerCase.check(LAYERS.get(each.get("name").asString()).get(), each)));
  }

  @Test
  void everyCaseHasItsLayer() {
    List<String> names = ReferenceFile.ownCases("arguments.json").stream()
        .map((JsonNode each) -> each.get("name").asString())
        .toList();
    assertThat(names).containsExactlyElementsOf(LAYERS.keySet());
  }

  private static Tensor joined(@Nullable Tensor... tensors) {
    return Tensor.cat(
        Arrays.stream(tensors)
            .filter(each -> each != null)
            .map(each -> each.reshape(-1))
            .toList(),
        0);
  }

  private static Tensor flat(MultiheadAttention.Result result, boolean averaged) {
    return joined(result.output(), averaged ? result.averagedWeights() : result.weights());
  }

  private static Tensor flat(Recurrent.Result result) {
    return joined(result.output(), result.state().hidden(), result.state().cell());
  }

  private static Tensor padding() {
    return Tensor.ofBooleans(new boolean[] {false, false, true, false, true, true}, 2, 3);
  }

  private static Map<String, Supplier<Layer>> layers() {
    Map<String, Supplier<Layer>> all = new LinkedHashMap<>();
    AttentionMask none = AttentionMask.NONE;
    all.put(
        "attention, averaged weights",
        () -> Wrapped.of(
            MultiheadAttention.of(4, 2).batchFirst(true).build(),
            (layer, x) -> flat(layer.applyWithWeights(x, x, x, none), true)));
    all.put(
        "attention, weights of each head",
        () -> Wrapped.of(
            new MultiheadAttention(4, 2),
            (layer, x) -> flat(layer.applyWithWeights(x, x, x, none), false)));
    all.put(
        "attention, weights of one sequence",
        () -> Wrapped.of(
            new MultiheadAttention(4, 2),
            (layer, x) -> flat(layer.applyWithWeights(x, x, x, none), true)));
    all.put(
        "attention, other keys and values",
        () -> Wrapped.of(
            MultiheadAttention.of(4, 2).kdim(3).vdim(5).build(),
            (layer, x) -> layer.apply(x.narrow(-1, 0, 4), x.narrow(-1, 4, 3), x.narrow(-1, 7, 5))));
    all.put(
        "attention, causal",
        () -> Wrapped.of(
            MultiheadAttention.of(4, 2).batchFirst(true).build(),
            (layer, x) -> layer.apply(x, x, x, AttentionMask.causal())));
    all.put(
        "attention, causal and padded",
        () -> Wrapped.of(
            MultiheadAttention.of(4, 2).batchFirst(true).build(),
            (layer, x) -> layer.apply(x, x, x, AttentionMask.causal().keyPadding(padding()))));
    all.put(
        "conv transpose 1d, output size",
        () -> Wrapped.of(
            ConvTranspose1d.of(2, 3, 3).stride(3).build(), (layer, x) -> layer.apply(x, 14)));
    all.put(
        "conv transpose 2d, output size",
        () -> Wrapped.of(
            ConvTranspose2d.of(2, 3, 3).stride(2).padding(1).build(),
            (layer, x) -> layer.apply(x, 6, 7)));
    all.put(
        "upsample nearest exact 1d",
        () -> Upsample.by(1.5).mode(Upsample.Mode.NEAREST_EXACT).build());
    all.put(
        "upsample nearest exact 2d",
        () -> Upsample.to(5, 3).mode(Upsample.Mode.NEAREST_EXACT).build());
    all.put(
        "upsample nearest exact 3d",
        () -> Upsample.by(2).mode(Upsample.Mode.NEAREST_EXACT).build());
    all.put(
        "adaptive avg pool 2d, one size kept", () -> new AdaptiveAvgPool2d(AdaptivePool.KEEP, 3));
    all.put(
        "adaptive max pool 3d, two sizes kept",
        () -> new AdaptiveMaxPool3d(2, AdaptivePool.KEEP, AdaptivePool.KEEP));
    all.put("max unpool 1d", () -> Wrapped.unpooled(new MaxPool1d(2), new MaxUnpool1d(2)));
    all.put(
        "max unpool 2d, output size",
        () -> Wrapped.unpooled(new MaxPool2d(2), new MaxUnpool2d(2), 5, 7));
    all.put("max unpool 3d", () -> Wrapped.unpooled(new MaxPool3d(2), new MaxUnpool3d(2)));
    all.put(
        "embedding, scaled by frequency",
        () -> Embedding.of(5, 3).scaleGradByFreq(true).build());
    all.put(
        "embedding, bounded in the 1-norm",
        () -> Embedding.of(5, 3).maxNorm(0.5).normType(1).build());
    all.put("embedding bag, mean", () -> EmbeddingBag.of(5, 3).paddingIndex(0).build());
    all.put(
        "embedding bag, weighted sum",
        () -> Wrapped.of(
            EmbeddingBag.of(5, 3).mode(EmbeddingBag.Mode.SUM).build(),
            (layer, x) ->
                layer.applyWeighted(x, Tensor.of(new float[] {0.5f, -1, 2, 0.25f}, 2, 2))));
    all.put(
        "embedding bag, largest, several lengths",
        () -> Wrapped.of(
            EmbeddingBag.of(5, 3).mode(EmbeddingBag.Mode.MAX).build(),
            (layer, x) -> layer.apply(x, Tensor.ofLongs(0, 3))));
    all.put("batch norm 1d, no bias", () -> BatchNorm1d.of(3).bias(false).build());
    all.put(
        "instance norm 2d, no bias",
        () -> InstanceNorm2d.of(2).affine(true).bias(false).build());
    all.put("group norm, no bias", () -> GroupNorm.of(2, 4).bias(false).build());
    all.put(
        "rnn cell",
        () -> Wrapped.of(
            new RNNCell(3, 2), (layer, x) -> layer.apply(x.narrow(-1, 0, 3), x.narrow(-1, 3, 2))));
    all.put("rnn cell, relu, no bias", () -> RNNCell.relu(3, 2, false));
    all.put(
        "lstm cell",
        () -> Wrapped.of(new LSTMCell(3, 2), (layer, x) -> {
          LSTMCell.State state = layer.apply(
              x.narrow(-1, 0, 3), new LSTMCell.State(x.narrow(-1, 3, 2), x.narrow(-1, 5, 2)));
          return Tensor.cat(List.of(state.hidden(), state.cell()), 1);
        }));
    all.put(
        "gru cell",
        () -> Wrapped.of(
            new GRUCell(3, 2), (layer, x) -> layer.apply(x.narrow(-1, 0, 3), x.narrow(-1, 3, 2))));
    all.put(
        "lstm, several lengths",
        () -> Wrapped.of(
            LSTM.of(3, 2).numLayers(2).bidirectional(true).batchFirst(true).build(),
            (layer, x) -> flat(layer.run(x, null, 2, 4, 1))));
    all.put(
        "gru, several lengths",
        () -> Wrapped.of(new GRU(3, 2), (layer, x) -> flat(layer.run(x, null, 1, 3))));
    all.put(
        "unfold",
        () -> Unfold.of(2, 3).dilation(1, 2).padding(1, 2).stride(2, 1).build());
    all.put(
        "fold",
        () -> Fold.of(new long[] {4, 5}, 2, 3)
            .dilation(1, 2)
            .padding(1, 2)
            .stride(2, 1)
            .build());
    all.put(
        "cosine similarity",
        () -> Wrapped.of(new CosineSimilarity(), (layer, x) -> layer.apply(x.get(0), x.get(1))));
    all.put(
        "pairwise distance",
        () -> Wrapped.of(new PairwiseDistance(), (layer, x) -> layer.apply(x.get(0), x.get(1))));
    all.put(
        "pairwise distance, absolute, kept",
        () -> Wrapped.of(
            new PairwiseDistance(1, 1e-6, true), (layer, x) -> layer.apply(x.get(0), x.get(1))));
    all.put("channel shuffle", () -> new ChannelShuffle(2));
    all.put(
        "decoder layer",
        () -> Wrapped.of(
            TransformerDecoderLayer.of(4, 2).dimFeedforward(6).dropout(0).build(),
            (layer, x) ->
                layer.apply(x.narrow(0, 0, 3), x.narrow(0, 3, 4), AttentionMask.causal(), none)));
    all.put(
        "decoder, norms first, gelu, no bias",
        () -> Wrapped.of(
            new TransformerDecoder(
                TransformerDecoderLayer.of(4, 2)
                    .dimFeedforward(6)
                    .dropout(0)
                    .gelu(true)
                    .batchFirst(true)
                    .normFirst(true)
                    .bias(false),
                2,
                new LayerNorm(4)),
            (layer, x) -> layer.apply(
                x.narrow(1, 0, 3), x.narrow(1, 3, 3), none, none.keyPadding(padding()))));
    all.put(
        "transformer",
        () -> Wrapped.of(
            new Transformer(TransformerEncoderLayer.of(4, 2).dimFeedforward(6).dropout(0), 1, 2),
            (layer, x) -> layer.apply(
                x.narrow(0, 0, 4), x.narrow(0, 4, 3), none, AttentionMask.causal(), none)));
    return all;
  }
}
