package org.ockham.tensor;

/**
 * Elements put in order.
 *
 * @param values the elements
 * @param indices where each was along the dimension, INT64
 */
public record Ranked(Tensor values, Tensor indices) {}
