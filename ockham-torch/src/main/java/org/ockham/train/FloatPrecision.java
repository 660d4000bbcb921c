package org.ockham.train;

/** The numbers that a trainer computes with. */
public enum FloatPrecision {
  /** Single precision (Lightning's {@code 32-true}). */
  FLOAT32,
  /** Parameters in single precision, products of forward passes in BFLOAT16: {@link MixedPrecision} ({@code bf16-mixed}). */
  BF16_MIXED,
  /** Double precision: parameters, buffers, inputs and targets that are no classes ({@code 64-true}). The network stays so. */
  FLOAT64
}
