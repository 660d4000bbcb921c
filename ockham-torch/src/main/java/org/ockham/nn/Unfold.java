package org.ockham.nn;

import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * The windows that a convolution would see, each a column: [n, channels, height, width] → [n, channels · elements of the kernel,
 * windows], the first dimension optional. See {@link Patches} for the defaults.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Unfold.html">torch.nn.Unfold</a>
 */
public final class Unfold extends Patches {

  private static final Operator OPERATOR = Operator.named("aten::im2col");

  /** All arguments but this one at their defaults. */
  public Unfold(long kernel) {
    this(of(kernel));
  }

  private Unfold(Builder<Unfold> builder) {
    super(builder, OPERATOR);
  }

  /** The window's size, one for both dimensions or one for each; to be given further arguments. */
  public static Builder<Unfold> of(long... kernel) {
    return new Builder<>(kernel, Unfold::new);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return operator.call(x, kernel, dilation, padding, stride).get(0);
  }
}
