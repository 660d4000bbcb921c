package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link ConvTranspose} over [n, in, height, width], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html">torch.nn.ConvTranspose2d</a>
 */
public final class ConvTranspose2d extends ConvTranspose {

  private static final Operator OPERATOR = Operator.named("aten::conv_transpose2d.input");

  /** All arguments but these at their defaults. */
  public ConvTranspose2d(long in, long out, long kernel) {
    this(of(in, out, kernel));
  }

  private ConvTranspose2d(Builder<ConvTranspose2d> builder) {
    super(builder, OPERATOR);
  }

  /** To be given further arguments; the kernel has one size, or one for each dimension. */
  public static Builder<ConvTranspose2d> of(long in, long out, long... kernel) {
    return new Builder<>(2, in, out, kernel, ConvTranspose2d::new);
  }
}
