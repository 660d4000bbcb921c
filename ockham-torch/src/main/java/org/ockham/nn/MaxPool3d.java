package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link MaxPool} over [n, channels, depth, height, width], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool3d.html">torch.nn.MaxPool3d</a>
 */
public final class MaxPool3d extends MaxPool {

  private static final Operator OPERATOR = Operator.named("aten::max_pool3d");
  private static final Operator WITH_INDICES = Operator.named("aten::max_pool3d_with_indices");

  /** The stride is the window's size. */
  public MaxPool3d(long kernel) {
    this(of(kernel));
  }

  public MaxPool3d(long kernel, long stride, long padding) {
    this(of(kernel).stride(stride).padding(padding));
  }

  private MaxPool3d(Builder<MaxPool3d> builder) {
    super(builder, OPERATOR, WITH_INDICES);
  }

  /** The window's size, one for all dimensions or one for each; to be given further arguments. */
  public static Builder<MaxPool3d> of(long... kernel) {
    return new Builder<>(3, kernel, MaxPool3d::new);
  }
}
