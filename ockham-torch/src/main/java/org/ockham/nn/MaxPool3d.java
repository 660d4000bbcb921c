package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link MaxPool} over [n, channels, depth, height, width], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool3d.html">torch.nn.MaxPool3d</a>
 */
public final class MaxPool3d extends MaxPool {

  private static final Operator OPERATOR = Operator.named("aten::max_pool3d");

  /** The stride is the window's size. */
  public MaxPool3d(long kernel) {
    this(of(kernel));
  }

  public MaxPool3d(long kernel, long stride, long padding) {
    this(of(kernel).stride(stride).padding(padding));
  }

  private MaxPool3d(Config<MaxPool3d> config) {
    super(config, OPERATOR);
  }

  /** The window's size, one for all dimensions or one for each; the other arguments at their defaults. */
  public static Config<MaxPool3d> of(long... kernel) {
    return Config.defaults(3, kernel, MaxPool3d::new);
  }
}
