package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * A transposed {@link Convolution} over [n, in, length], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose1d.html">torch.nn.ConvTranspose1d</a>
 */
public final class ConvTranspose1d extends Convolution {

  private static final Operator OPERATOR = Operator.named("aten::conv_transpose1d");

  /** All arguments but these at their defaults. */
  public ConvTranspose1d(long in, long out, long kernel) {
    this(of(in, out, kernel));
  }

  private ConvTranspose1d(Config<ConvTranspose1d> config) {
    super(config, OPERATOR);
  }

  /** All arguments but these at their defaults; the kernel has one size, or one for each dimension. */
  public static Config<ConvTranspose1d> of(long in, long out, long... kernel) {
    return Config.defaults(1, true, in, out, kernel, ConvTranspose1d::new);
  }
}
