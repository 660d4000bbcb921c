/**
 * Layers and networks of layers: start at {@link org.ockham.nn.Layer}, of which a user's own network is written exactly as
 * the layers here are. Names, arguments, defaults, initial values and state dicts are those of {@code torch.nn}, so that
 * weights go both ways.
 *
 * <p>What differs only in its number of dimensions shares a base and its config: {@link org.ockham.nn.Convolution}, {@link
 * org.ockham.nn.MaxPool}, {@link org.ockham.nn.AvgPool}, {@link org.ockham.nn.AdaptivePool}, {@link
 * org.ockham.nn.BatchNorm}, {@link org.ockham.nn.InstanceNorm}, {@link org.ockham.nn.ChannelDropout}; so do the {@link
 * org.ockham.nn.Recurrent} layers. {@link org.ockham.nn.Init} fills parameters; {@link org.ockham.nn.WeightNorm} and {@link
 * org.ockham.nn.SpectralNorm} compute them from others.
 */
@org.jspecify.annotations.NullMarked
package org.ockham.nn;
