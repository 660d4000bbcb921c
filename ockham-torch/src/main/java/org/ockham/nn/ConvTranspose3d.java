package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * A transposed {@link Convolution} over [n, in, depth, height, width], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose3d.html">torch.nn.ConvTranspose3d</a>
 */
public final class ConvTranspose3d extends Convolution {

  private static final Operator OPERATOR = Operator.named("aten::conv_transpose3d.input");

  /** All arguments but these at their defaults. */
  public ConvTranspose3d(long in, long out, long kernel) {
    this(of(in, out, kernel));
  }

  private ConvTranspose3d(Config<ConvTranspose3d> config) {
    super(config, OPERATOR);
  }

  /** All arguments but these at their defaults; the kernel has one size, or one for each dimension. */
  public static Config<ConvTranspose3d> of(long in, long out, long... kernel) {
    return Config.defaults(3, true, in, out, kernel, ConvTranspose3d::new);
  }
}
