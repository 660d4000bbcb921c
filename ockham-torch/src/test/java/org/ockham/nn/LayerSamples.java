package org.ockham.nn;

import java.util.List;
import java.util.Map;
import org.ockham.tensor.Tensor;

/** One sample or more of every layer. */
final class LayerSamples {

  private LayerSamples() {}

  static List<LayerSample> all() {
    return List.of(
        LayerSample.of(() -> new Linear(5, 3), 4, 5).refuses(4, 6),
        LayerSample.of(() -> new Linear(5, 3, false), 2, 4, 5).refuses(2, 4),
        LayerSample.of(() -> new Bilinear(5, 5, 3), 4, 5).refuses(4, 6),
        LayerSample.of(() -> new DropConnect(5, 3, 0.4, true), 4, 5).refuses(4, 6),
        LayerSample.of(() -> Embedding.of(7, 3).paddingIndex(0).build(), 4)
            .takes(() -> Tensor.ofLongs(1, 3, 6, 3))
            .refuses(4),
        LayerSample.of(() -> Embedding.of(7, 3).paddingIndex(-1).maxNorm(100).build(), 4)
            .takes(() -> Tensor.ofLongs(0, 3, 5, 3)),
        LayerSample.of(() -> new EmbeddingBag(7, 3), 2, 2)
            .takes(() -> Tensor.ofLongs(new long[] {0, 3, 5, 3}, 2, 2))
            .refuses(2, 2),
        LayerSample.of(() -> EmbeddingBag.of(7, 3).mode(EmbeddingBag.Mode.SUM).build(), 2, 2)
            .takes(() -> Tensor.ofLongs(new long[] {0, 3, 5, 3}, 2, 2)),
        LayerSample.of(
                () -> EmbeddingBag.of(7, 3)
                    .mode(EmbeddingBag.Mode.MAX)
                    .paddingIndex(0)
                    .build(),
                2,
                2)
            .takes(() -> Tensor.ofLongs(new long[] {0, 3, 5, 3}, 2, 2)),
        LayerSample.of(() -> new Identity(), 4, 5),
        LayerSample.of(() -> new Flatten(), 4, 5, 2),
        LayerSample.of(() -> new Flatten(0, 1), 4, 5, 2).refuses(4),
        LayerSample.of(() -> new Unflatten(1, 2, 3), 4, 6, 2).refuses(4, 5),
        LayerSample.of(() -> new Sequential(new Linear(5, 4), new Tanh(), new Linear(4, 2)), 3, 5)
            .refuses(3, 4),
        LayerSample.of(() -> new Sequential(Map.of("fc", new Linear(5, 4))), 3, 5)
            .refuses(3, 4),
        LayerSample.of(() -> new Residual(new Linear(5, 5)), 3, 5).refuses(3, 4),
        LayerSample.of(() -> new Residual(new Linear(5, 2), new Linear(5, 2)), 3, 5)
            .refuses(3, 4),
        // convolutions
        LayerSample.of(() -> new Conv1d(3, 4, 3), 2, 3, 9).refuses(2, 2, 9),
        LayerSample.of(() -> Conv1d.of(3, 4, 2).samePadding().build(), 2, 3, 9).refuses(3),
        LayerSample.of(() -> new Conv2d(3, 4, 3), 2, 3, 7, 6).refuses(2, 4, 7, 6),
        LayerSample.of(
                () -> Conv2d.of(4, 6, 3, 1)
                    .stride(2, 1)
                    .padding(2, 0)
                    .dilation(2)
                    .groups(2)
                    .bias(false)
                    .build(),
                2,
                4,
                9,
                8)
            .refuses(2, 4, 9, 8, 1),
        LayerSample.of(
                () -> Conv2d.of(2, 2, 3)
                    .padding(1)
                    .paddingMode(PaddingMode.REFLECT)
                    .build(),
                2,
                2,
                5,
                4)
            .refuses(2, 3, 5, 4),
        LayerSample.of(
                () -> Conv2d.of(2, 2, 3)
                    .samePadding()
                    .paddingMode(PaddingMode.CIRCULAR)
                    .build(),
                2,
                5,
                4)
            .refuses(3, 5, 4),
        LayerSample.of(() -> new Conv3d(2, 3, 2), 2, 2, 4, 3, 3).refuses(2, 4, 3),
        LayerSample.of(() -> new ConvTranspose1d(3, 2, 3), 2, 3, 5).refuses(2, 2, 5),
        LayerSample.of(
                () -> ConvTranspose2d.of(3, 2, 3)
                    .stride(2)
                    .padding(1)
                    .outputPadding(1)
                    .build(),
                2,
                3,
                4,
                5)
            .refuses(2, 2, 4, 5),
        LayerSample.of(() -> ConvTranspose3d.of(2, 4, 2).groups(2).build(), 2, 2, 3, 3, 2)
            .refuses(2, 3, 3, 3, 2),
        // pools
        LayerSample.of(() -> new MaxPool1d(2), 2, 3, 8).refuses(8),
        LayerSample.of(() -> new MaxPool2d(3, 2, 1), 2, 3, 7, 6).refuses(7, 6),
        LayerSample.of(() -> MaxPool2d.of(2).dilation(2).ceilMode(true).build(), 2, 3, 7, 6)
            .refuses(7, 6),
        LayerSample.of(() -> new MaxPool3d(2), 2, 3, 4, 4, 4).refuses(4, 4),
        LayerSample.of(() -> new AvgPool1d(2), 2, 3, 8).refuses(8),
        LayerSample.of(() -> new AvgPool2d(3, 2, 1), 2, 3, 7, 6).refuses(7, 6),
        LayerSample.of(
                () -> AvgPool2d.of(3)
                    .padding(1)
                    .ceilMode(true)
                    .countIncludePad(false)
                    .build(),
                2,
                3,
                7,
                6)
            .refuses(7, 6),
        LayerSample.of(() -> new AvgPool3d(2), 2, 3, 4, 4, 4).refuses(4, 4),
        LayerSample.of(() -> new AdaptiveAvgPool1d(3), 2, 3, 8).refuses(8),
        LayerSample.of(() -> new AdaptiveAvgPool2d(2, 3), 2, 3, 7, 6).refuses(7),
        LayerSample.of(() -> new AdaptiveAvgPool3d(2), 2, 3, 4, 4, 4).refuses(7),
        LayerSample.of(() -> new AdaptiveMaxPool1d(3), 2, 3, 8).refuses(8),
        LayerSample.of(() -> new AdaptiveMaxPool2d(2), 2, 3, 7, 6).refuses(7),
        LayerSample.of(() -> new AdaptiveMaxPool3d(2, 1, 2), 2, 3, 4, 4, 4).refuses(7),
        LayerSample.of(() -> new AdaptiveAvgPool2d(AdaptivePool.KEEP, 3), 2, 3, 7, 6)
            .refuses(7),
        LayerSample.of(
                () -> Wrapped.unpooled(
                    new MaxPool1d(2, 2, 1), MaxUnpool1d.of(2).padding(1).build()),
                2,
                2,
                6)
            .refuses(7),
        LayerSample.of(
                () -> Wrapped.unpooled(new MaxPool2d(2), new MaxUnpool2d(2), 5, 6), 2, 2, 5, 6)
            .refuses(2, 2, 5, 8),
        LayerSample.of(() -> Wrapped.unpooled(new MaxPool3d(2), new MaxUnpool3d(2)), 2, 4, 4, 2)
            .refuses(4, 4),
        // pads and shuffles
        LayerSample.of(() -> Unfold.of(2, 3).padding(1).build(), 2, 2, 4, 3).refuses(4),
        LayerSample.of(() -> new Fold(3, 4, 2), 2, 8, 6).refuses(2, 7, 6),
        LayerSample.of(() -> new ChannelShuffle(3), 2, 6, 2, 2).refuses(2, 5, 2, 2),
        LayerSample.of(
                () -> Wrapped.of(
                    new CosineSimilarity(),
                    (layer, x) -> layer.apply(x.get(0), x.get(1)),
                    (layer, x) -> layer.apply(Wrapped.row(x, 0), Wrapped.row(x, 1))),
                2,
                3,
                4)
            .refuses(2, 3),
        LayerSample.of(
            () -> Wrapped.of(
                new PairwiseDistance(3),
                (layer, x) -> layer.apply(x.get(0), x.get(1)),
                (layer, x) -> layer.apply(Wrapped.row(x, 0), Wrapped.row(x, 1))),
            2,
            3,
            4),
        LayerSample.of(() -> Padding.zeros(1, 2), 2, 3),
        LayerSample.of(() -> Padding.constant(3, 1, 2, 0, 1), 2, 3).refuses(3),
        LayerSample.of(() -> Padding.reflection(1, 2), 2, 3).refuses(2, 2),
        LayerSample.of(() -> Padding.replication(1, 2, 3, 4), 1, 2, 3).refuses(2),
        LayerSample.of(() -> Padding.circular(1, 2), 1, 2, 3).refuses(1, 1, 1),
        LayerSample.of(() -> new PixelShuffle(2), 1, 8, 2, 3).refuses(1, 3, 2, 3),
        LayerSample.of(() -> new PixelUnshuffle(2), 1, 2, 4, 6).refuses(1, 2, 3, 3),
        LayerSample.of(() -> Upsample.by(2).build(), 1, 2, 4).refuses(4),
        LayerSample.of(() -> Upsample.by(2, 1.5).mode(Upsample.Mode.LINEAR).build(), 1, 2, 4, 4)
            .refuses(4),
        LayerSample.of(
                () -> Upsample.to(7, 5)
                    .mode(Upsample.Mode.BICUBIC)
                    .alignCorners(true)
                    .build(),
                1,
                2,
                4,
                4)
            .refuses(1, 2, 4),
        LayerSample.of(() -> Upsample.to(3).mode(Upsample.Mode.LINEAR).build(), 1, 2, 2, 2, 2)
            .refuses(4),
        // norms
        LayerSample.of(() -> new BatchNorm1d(4), 6, 4).refuses(6, 5),
        LayerSample.of(
                () -> BatchNorm1d.of(4).affine(false).trackRunningStats(false).build(), 6, 4, 2)
            .refuses(6, 5),
        LayerSample.of(() -> BatchNorm2d.of(3).momentum(null).eps(1e-3).build(), 4, 3, 2, 2)
            .refuses(4, 3, 2),
        LayerSample.of(() -> new BatchNorm3d(2), 4, 2, 2, 2, 2).refuses(4, 3, 2),
        LayerSample.of(() -> new InstanceNorm1d(3), 2, 3, 5).refuses(2, 4, 5),
        LayerSample.of(
                () -> InstanceNorm2d.of(3).affine(true).trackRunningStats(true).build(), 2, 3, 4, 5)
            .refuses(2, 4, 4, 5),
        LayerSample.of(() -> BatchNorm1d.of(4).bias(false).build(), 6, 4),
        LayerSample.of(() -> new InstanceNorm3d(3), 3, 2, 3, 2).refuses(2, 4),
        LayerSample.of(() -> new LayerNorm(6), 4, 6).refuses(4, 5),
        LayerSample.of(() -> LayerNorm.of(3, 2).eps(1e-3).bias(false).build(), 4, 3, 2)
            .refuses(4, 5),
        LayerSample.of(() -> LayerNorm.of(3).eps(1e-3).affine(false).build(), 4, 3)
            .refuses(4, 5),
        LayerSample.of(() -> new GroupNorm(2, 6), 2, 6, 4).refuses(2, 5, 4),
        LayerSample.of(() -> GroupNorm.of(1, 3).eps(1e-3).affine(false).build(), 2, 3, 4)
            .refuses(2),
        LayerSample.of(() -> new RMSNorm(6), 4, 6).refuses(4, 5),
        LayerSample.of(() -> RMSNorm.of(3, 2).eps(1e-6).affine(false).build(), 4, 3, 2)
            .refuses(4, 5),
        LayerSample.of(() -> new LocalResponseNorm(3), 2, 6, 4, 4).refuses(2, 6),
        // what drops and disturbs
        LayerSample.of(() -> new Dropout(0.3), 4, 5),
        LayerSample.of(() -> new Dropout1d(0.3), 4, 5, 2).refuses(4),
        LayerSample.of(() -> new Dropout2d(0.3), 5, 2, 2).refuses(4),
        LayerSample.of(() -> new Dropout3d(0.3), 4, 5, 2, 2, 2).refuses(4),
        LayerSample.of(() -> new AlphaDropout(0.3), 4, 5),
        LayerSample.of(() -> new FeatureAlphaDropout(0.3), 4, 5, 2).refuses(4),
        LayerSample.of(() -> new StochasticDepth(0.5), 6, 3).refuses(),
        LayerSample.of(() -> new StochasticDepth(0.5, StochasticDepth.Mode.BATCH), 6, 3),
        LayerSample.of(() -> new GaussianNoise(0.1), 4, 5),
        // activations
        LayerSample.of(() -> new ReLU(), 3, 7),
        LayerSample.of(() -> new ReLU6(), 3, 7),
        LayerSample.of(() -> new LeakyReLU(), 3, 7),
        LayerSample.of(() -> new PReLU(), 3, 7),
        LayerSample.of(() -> new PReLU(7, 0.1), 3, 7).refuses(3, 6),
        LayerSample.of(() -> new RReLU(), 3, 7),
        LayerSample.of(() -> new ELU(), 3, 7),
        LayerSample.of(() -> new CELU(), 3, 7),
        LayerSample.of(() -> new SELU(), 3, 7),
        LayerSample.of(() -> new GELU(), 3, 7),
        LayerSample.of(() -> new GELU(GELU.Approximation.TANH), 3, 7),
        LayerSample.of(() -> new SiLU(), 3, 7),
        LayerSample.of(() -> new Mish(), 3, 7),
        LayerSample.of(() -> new Sigmoid(), 3, 7),
        LayerSample.of(() -> new LogSigmoid(), 3, 7),
        LayerSample.of(() -> new Hardsigmoid(), 3, 7),
        LayerSample.of(() -> new Hardswish(), 3, 7),
        LayerSample.of(() -> new Tanh(), 3, 7),
        LayerSample.of(() -> new Hardtanh(), 3, 7),
        LayerSample.of(() -> new Tanhshrink(), 3, 7),
        LayerSample.of(() -> new Softplus(), 3, 7),
        LayerSample.of(() -> new Softsign(), 3, 7),
        LayerSample.of(() -> new Softshrink(), 3, 7),
        LayerSample.of(() -> new Hardshrink(), 3, 7),
        LayerSample.of(() -> new Threshold(0.1, 0.1), 3, 7),
        LayerSample.of(() -> new Softmax(1), 3, 7).refuses(3),
        LayerSample.of(() -> new Softmax2d(), 3, 7, 2, 2).refuses(3),
        LayerSample.of(() -> new Softmin(1), 3, 7).refuses(3),
        LayerSample.of(() -> new LogSoftmax(1), 3, 7).refuses(3),
        LayerSample.of(() -> new GLU(), 3, 8).refuses(3, 7),
        // sequences
        LayerSample.of(() -> RNN.of(3, 4).numLayers(2).dropout(0.3).build(), 5, 2, 3)
            .refuses(5, 2, 4),
        LayerSample.of(() -> RNN.relu(3, 4).bias(false).build(), 5, 3).refuses(5),
        LayerSample.of(() -> LSTM.of(3, 2).bidirectional(true).batchFirst(true).build(), 2, 4, 3)
            .refuses(2, 4, 2),
        LayerSample.of(() -> new GRU(3, 2), 4, 2, 3).refuses(2, 4, 2),
        LayerSample.of(
                () -> Wrapped.of(
                    LSTM.of(3, 2).numLayers(2).dropout(0.3).bidirectional(true).build(),
                    (layer, x) -> layer.run(x, null, 2, 4, 1).output()),
                4,
                3,
                3)
            .refuses(4, 2, 3),
        LayerSample.of(() -> new RNNCell(3, 2), 4, 3).refuses(4, 2),
        LayerSample.of(() -> RNNCell.relu(3, 2, false), 3).refuses(4, 2),
        LayerSample.of(() -> new LSTMCell(3, 2), 4, 3).refuses(4, 2),
        LayerSample.of(() -> new GRUCell(3, 2, false), 4, 3).refuses(4, 2),
        LayerSample.of(() -> new MultiheadAttention(4, 2), 3, 2, 4).refuses(3, 2, 5),
        LayerSample.of(
                () -> MultiheadAttention.of(4, 2).dropout(0.3).batchFirst(true).build(), 3, 2, 4)
            .refuses(4),
        LayerSample.of(() -> TransformerEncoderLayer.of(4, 2).dimFeedforward(6).build(), 3, 2, 4)
            .refuses(3, 2, 5),
        LayerSample.of(
                () -> new TransformerEncoder(
                    TransformerEncoderLayer.of(4, 2)
                        .dimFeedforward(6)
                        .gelu(true)
                        .normFirst(true),
                    2),
                3,
                2,
                4)
            .refuses(3, 2, 5),
        LayerSample.of(
                () -> new TransformerDecoder(
                    TransformerDecoderLayer.of(4, 2).dimFeedforward(6), 2, new LayerNorm(4)),
                3,
                2,
                4)
            .refuses(3, 2, 5),
        LayerSample.of(
                () -> new Transformer(
                    TransformerEncoderLayer.of(4, 2).dimFeedforward(6).bias(false), 1, 1),
                3,
                2,
                4)
            .refuses(3, 2, 5),
        // parametrized
        LayerSample.of(() -> WeightNorm.on(new Linear(5, 3)), 4, 5).refuses(4, 6),
        LayerSample.of(() -> WeightNorm.on(new LSTM(3, 2), "weight_hh_l0", 0), 4, 2, 3)
            .refuses(4, 2, 2),
        LayerSample.of(() -> SpectralNorm.on(new Conv1d(2, 3, 2)), 4, 2, 5).refuses(4, 3, 5));
  }
}
