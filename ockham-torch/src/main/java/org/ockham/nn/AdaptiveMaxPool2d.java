package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link AdaptivePool} that takes the largest value, over [n, channels, height, width], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool2d.html">torch.nn.AdaptiveMaxPool2d</a>
 */
public final class AdaptiveMaxPool2d extends AdaptivePool {

  private static final Operator OPERATOR = Operator.named("aten::adaptive_max_pool2d");

  /** The output's size in every dimension. */
  public AdaptiveMaxPool2d(long output) {
    super(2, OPERATOR, output);
  }

  /** The output's sizes; {@link #KEEP} leaves one as it is. */
  public AdaptiveMaxPool2d(long height, long width) {
    super(2, OPERATOR, height, width);
  }
}
