package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link Convolution} over [n, in, depth, height, width], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv3d.html">torch.nn.Conv3d</a>
 */
public final class Conv3d extends Convolution {

  private static final Operator OPERATOR = Operator.named("aten::conv3d");

  /** All arguments but these at their defaults. */
  public Conv3d(long in, long out, long kernel) {
    this(of(in, out, kernel));
  }

  private Conv3d(Builder<Conv3d> builder) {
    super(builder, OPERATOR);
  }

  /** To be given further arguments; the kernel has one size, or one for each dimension. */
  public static Builder<Conv3d> of(long in, long out, long... kernel) {
    return new Builder<>(3, in, out, kernel, Conv3d::new);
  }
}
