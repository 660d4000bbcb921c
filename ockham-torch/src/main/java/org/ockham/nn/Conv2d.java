package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link Convolution} over [n, in, height, width], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html">torch.nn.Conv2d</a>
 */
public final class Conv2d extends Convolution {

  private static final Operator OPERATOR = Operator.named("aten::conv2d");

  /** All arguments but these at their defaults. */
  public Conv2d(long in, long out, long kernel) {
    this(of(in, out, kernel));
  }

  private Conv2d(Builder<Conv2d> builder) {
    super(builder, OPERATOR);
  }

  /** To be given further arguments; the kernel has one size, or one for each dimension. */
  public static Builder<Conv2d> of(long in, long out, long... kernel) {
    return new Builder<>(2, in, out, kernel, Conv2d::new);
  }
}
