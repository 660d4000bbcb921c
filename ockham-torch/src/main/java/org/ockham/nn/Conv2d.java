package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link Convolution} over [n, in, height, width], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html">torch.nn.Conv2d</a>
 */
public final class Conv2d extends Convolution {

  private static final Operator OPERATOR = Operator.named("aten::conv2d");

  /** All arguments but these at their defaults. */
  public Conv2d(long in, long out, long kernel) {
    this(of(in, out, kernel));
  }

  private Conv2d(Config<Conv2d> config) {
    super(config, OPERATOR);
  }

  /** All arguments but these at their defaults; the kernel has one size, or one for each dimension. */
  public static Config<Conv2d> of(long in, long out, long... kernel) {
    return Config.defaults(2, false, in, out, kernel, Conv2d::new);
  }
}
