package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link AvgPool} over [n, channels, height, width], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html">torch.nn.AvgPool2d</a>
 */
public final class AvgPool2d extends AvgPool {

  private static final Operator OPERATOR = Operator.named("aten::avg_pool2d");

  /** The stride is the window's size. */
  public AvgPool2d(long kernel) {
    this(of(kernel));
  }

  public AvgPool2d(long kernel, long stride, long padding) {
    this(of(kernel).stride(stride).padding(padding));
  }

  private AvgPool2d(Builder<AvgPool2d> builder) {
    super(builder, OPERATOR);
  }

  /** The window's size, one for all dimensions or one for each; to be given further arguments. */
  public static Builder<AvgPool2d> of(long... kernel) {
    return new Builder<>(2, kernel, AvgPool2d::new);
  }
}
