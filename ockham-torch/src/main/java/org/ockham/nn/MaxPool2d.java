package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link MaxPool} over [n, channels, height, width], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html">torch.nn.MaxPool2d</a>
 */
public final class MaxPool2d extends MaxPool {

  private static final Operator OPERATOR = Operator.named("aten::max_pool2d");
  private static final Operator WITH_INDICES = Operator.named("aten::max_pool2d_with_indices");

  /** The stride is the window's size. */
  public MaxPool2d(long kernel) {
    this(of(kernel));
  }

  public MaxPool2d(long kernel, long stride, long padding) {
    this(of(kernel).stride(stride).padding(padding));
  }

  private MaxPool2d(Builder<MaxPool2d> builder) {
    super(builder, OPERATOR, WITH_INDICES);
  }

  /** The window's size, one for all dimensions or one for each; to be given further arguments. */
  public static Builder<MaxPool2d> of(long... kernel) {
    return new Builder<>(2, kernel, MaxPool2d::new);
  }
}
