package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link Convolution} over [n, in, length], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv1d.html">torch.nn.Conv1d</a>
 */
public final class Conv1d extends Convolution {

  private static final Operator OPERATOR = Operator.named("aten::conv1d");

  /** All arguments but these at their defaults. */
  public Conv1d(long in, long out, long kernel) {
    this(of(in, out, kernel));
  }

  private Conv1d(Builder<Conv1d> builder) {
    super(builder, OPERATOR);
  }

  /** To be given further arguments; the kernel has one size, or one for each dimension. */
  public static Builder<Conv1d> of(long in, long out, long... kernel) {
    return new Builder<>(1, in, out, kernel, Conv1d::new);
  }
}
