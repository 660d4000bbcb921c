package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link MaxPool} over [n, channels, height, width], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html">torch.nn.MaxPool2d</a>
 */
public final class MaxPool2d extends MaxPool {

  private static final Operator OPERATOR = Operator.named("aten::max_pool2d");

  /** The stride is the window's size. */
  public MaxPool2d(long kernel) {
    this(of(kernel));
  }

  public MaxPool2d(long kernel, long stride, long padding) {
    this(of(kernel).stride(stride).padding(padding));
  }

  private MaxPool2d(Config<MaxPool2d> config) {
    super(config, OPERATOR);
  }

  /** The window's size, one for all dimensions or one for each; the other arguments at their defaults. */
  public static Config<MaxPool2d> of(long... kernel) {
    return Config.defaults(2, kernel, MaxPool2d::new);
  }
}
