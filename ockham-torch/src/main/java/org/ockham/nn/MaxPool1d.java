package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link MaxPool} over [n, channels, length], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool1d.html">torch.nn.MaxPool1d</a>
 */
public final class MaxPool1d extends MaxPool {

  private static final Operator OPERATOR = Operator.named("aten::max_pool1d");

  /** The stride is the window's size. */
  public MaxPool1d(long kernel) {
    this(of(kernel));
  }

  public MaxPool1d(long kernel, long stride, long padding) {
    this(of(kernel).stride(stride).padding(padding));
  }

  private MaxPool1d(Config<MaxPool1d> config) {
    super(config, OPERATOR);
  }

  /** The window's size, one for all dimensions or one for each; the other arguments at their defaults. */
  public static Config<MaxPool1d> of(long... kernel) {
    return Config.defaults(1, kernel, MaxPool1d::new);
  }
}
