/**
 * Layers and networks of layers: start at {@link org.ockham.nn.Layer}, of which a user's own network is written exactly as
 * the layers here are. Names, arguments, defaults, initial values and state dicts are those of {@code torch.nn}, so that
 * weights go both ways.
 *
 * <p>A layer is made by its constructor, with the arguments it cannot do without first ({@code new Linear(784, 256)}, {@code
 * new Conv2d(3, 16, 5)}). One that has many more is built: {@code of} takes the same arguments, each further one is named, and
 * {@code build} ends it: {@code Conv2d.of(3, 16, 5).padding(2).bias(false).build()}. Where another layer is given as a pattern to
 * be made several times, as to {@link org.ockham.nn.TransformerEncoder}, it is the builder.
 *
 * <p>What differs only in its number of dimensions shares a base and its builder: {@link org.ockham.nn.Convolution}, {@link
 * org.ockham.nn.ConvTranspose}, {@link org.ockham.nn.MaxPool}, {@link org.ockham.nn.MaxUnpool}, {@link org.ockham.nn.AvgPool},
 * {@link org.ockham.nn.AdaptivePool}, {@link org.ockham.nn.BatchNorm}, {@link org.ockham.nn.InstanceNorm}, {@link
 * org.ockham.nn.ChannelDropout}; so do the {@link org.ockham.nn.Recurrent} layers, their {@linkplain org.ockham.nn.RecurrentCell
 * cells}, the {@linkplain org.ockham.nn.TransformerLayer layers of transformers} and the {@linkplain org.ockham.nn.EmbeddingTable
 * tables of words}. {@link org.ockham.nn.Init} fills parameters; {@link org.ockham.nn.WeightNorm} and {@link
 * org.ockham.nn.SpectralNorm} compute them from others.
 *
 * <p>A layer that takes more than one tensor, or gives more, has an {@code apply} of its own; observers are told of {@link
 * org.ockham.nn.Layer#apply(org.ockham.tensor.Tensor)} only.
 *
 * <p>Of {@code torch.nn} there is not: LPPool, FractionalMaxPool, AdaptiveLogSoftmaxWithLoss, an LSTM's projections, sparse
 * gradients of embeddings, attention with a learnt or a zero place more ({@code add_bias_kv}, {@code add_zero_attn}), lazy modules,
 * {@code SyncBatchNorm} and what is for quantisation.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.nn;
