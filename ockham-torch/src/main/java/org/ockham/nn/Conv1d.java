package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link Convolution} over [n, in, length], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv1d.html">torch.nn.Conv1d</a>
 */
public final class Conv1d extends Convolution {

  private static final Operator OPERATOR = Operator.named("aten::conv1d");

  /** All arguments but these at their defaults. */
  public Conv1d(long in, long out, long kernel) {
    this(of(in, out, kernel));
  }

  private Conv1d(Config<Conv1d> config) {
    super(config, OPERATOR);
  }

  /** All arguments but these at their defaults; the kernel has one size, or one for each dimension. */
  public static Config<Conv1d> of(long in, long out, long... kernel) {
    return Config.defaults(1, false, in, out, kernel, Conv1d::new);
  }
}
