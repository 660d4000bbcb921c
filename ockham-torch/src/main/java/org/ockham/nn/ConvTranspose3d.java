package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link ConvTranspose} over [n, in, depth, height, width], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose3d.html">torch.nn.ConvTranspose3d</a>
 */
public final class ConvTranspose3d extends ConvTranspose {

  private static final Operator OPERATOR = Operator.named("aten::conv_transpose3d.input");

  /** All arguments but these at their defaults. */
  public ConvTranspose3d(long in, long out, long kernel) {
    this(of(in, out, kernel));
  }

  private ConvTranspose3d(Builder<ConvTranspose3d> builder) {
    super(builder, OPERATOR);
  }

  /** To be given further arguments; the kernel has one size, or one for each dimension. */
  public static Builder<ConvTranspose3d> of(long in, long out, long... kernel) {
    return new Builder<>(3, in, out, kernel, ConvTranspose3d::new);
  }
}
