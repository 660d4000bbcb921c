package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link AvgPool} over [n, channels, length], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool1d.html">torch.nn.AvgPool1d</a>
 */
public final class AvgPool1d extends AvgPool {

  private static final Operator OPERATOR = Operator.named("aten::avg_pool1d");

  /** The stride is the window's size. */
  public AvgPool1d(long kernel) {
    this(of(kernel));
  }

  public AvgPool1d(long kernel, long stride, long padding) {
    this(of(kernel).stride(stride).padding(padding));
  }

  private AvgPool1d(Builder<AvgPool1d> builder) {
    super(builder, OPERATOR);
  }

  /** The window's size, one for all dimensions or one for each; to be given further arguments. */
  public static Builder<AvgPool1d> of(long... kernel) {
    return new Builder<>(1, kernel, AvgPool1d::new);
  }
}
