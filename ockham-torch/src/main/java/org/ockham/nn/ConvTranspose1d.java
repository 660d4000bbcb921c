package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link ConvTranspose} over [n, in, length], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose1d.html">torch.nn.ConvTranspose1d</a>
 */
public final class ConvTranspose1d extends ConvTranspose {

  private static final Operator OPERATOR = Operator.named("aten::conv_transpose1d");

  /** All arguments but these at their defaults. */
  public ConvTranspose1d(long in, long out, long kernel) {
    this(of(in, out, kernel));
  }

  private ConvTranspose1d(Builder<ConvTranspose1d> builder) {
    super(builder, OPERATOR);
  }

  /** To be given further arguments; the kernel has one size, or one for each dimension. */
  public static Builder<ConvTranspose1d> of(long in, long out, long... kernel) {
    return new Builder<>(1, in, out, kernel, ConvTranspose1d::new);
  }
}
