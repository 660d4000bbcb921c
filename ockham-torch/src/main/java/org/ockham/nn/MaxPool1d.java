package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link MaxPool} over [n, channels, length], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool1d.html">torch.nn.MaxPool1d</a>
 */
public final class MaxPool1d extends MaxPool {

  private static final Operator OPERATOR = Operator.named("aten::max_pool1d");
  private static final Operator WITH_INDICES = Operator.named("aten::max_pool1d_with_indices");

  /** The stride is the window's size. */
  public MaxPool1d(long kernel) {
    this(of(kernel));
  }

  public MaxPool1d(long kernel, long stride, long padding) {
    this(of(kernel).stride(stride).padding(padding));
  }

  private MaxPool1d(Builder<MaxPool1d> builder) {
    super(builder, OPERATOR, WITH_INDICES);
  }

  /** The window's size, one for all dimensions or one for each; to be given further arguments. */
  public static Builder<MaxPool1d> of(long... kernel) {
    return new Builder<>(1, kernel, MaxPool1d::new);
  }
}
