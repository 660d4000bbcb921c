package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link AvgPool} over [n, channels, depth, height, width], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool3d.html">torch.nn.AvgPool3d</a>
 */
public final class AvgPool3d extends AvgPool {

  private static final Operator OPERATOR = Operator.named("aten::avg_pool3d");

  /** The stride is the window's size. */
  public AvgPool3d(long kernel) {
    this(of(kernel));
  }

  public AvgPool3d(long kernel, long stride, long padding) {
    this(of(kernel).stride(stride).padding(padding));
  }

  private AvgPool3d(Builder<AvgPool3d> builder) {
    super(builder, OPERATOR);
  }

  /** The window's size, one for all dimensions or one for each; to be given further arguments. */
  public static Builder<AvgPool3d> of(long... kernel) {
    return new Builder<>(3, kernel, AvgPool3d::new);
  }
}
