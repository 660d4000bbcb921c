package org.ockham.data;

import org.ockham.tensor.Tensor;

/**
 * Some samples, ready for a network. Its tensors belong to the {@link org.ockham.tensor.Scope} in which it was taken.
 *
 * @param input FLOAT32 of shape {@code [size, ...]}, the data set's input shape after the first dimension
 * @param target INT64 {@code [size]} for classes, FLOAT32 {@code [size, width]} for values
 * @param size how many samples
 */
public record Batch(Tensor input, Tensor target, int size) {}
