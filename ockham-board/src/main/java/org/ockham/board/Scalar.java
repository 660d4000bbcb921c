package org.ockham.board;

/**
 * A number: a point of a curve. Files hold it as TensorBoard's fast loader reads it, with the seven digits of a float; what a float
 * cannot hold becomes infinite.
 *
 * @param value the number; NaN is a gap in the curve
 */
public record Scalar(double value) implements Value {}
