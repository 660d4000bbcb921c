package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link AdaptivePool} that takes the mean, over [n, channels, height, width], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html">torch.nn.AdaptiveAvgPool2d</a>
 */
public final class AdaptiveAvgPool2d extends AdaptivePool {

  private static final Operator OPERATOR = Operator.named("aten::adaptive_avg_pool2d");

  /** The output's size in every dimension. */
  public AdaptiveAvgPool2d(long output) {
    super(2, OPERATOR, output);
  }

  /** The output's sizes; {@link #KEEP} leaves one as it is. */
  public AdaptiveAvgPool2d(long height, long width) {
    super(2, OPERATOR, height, width);
  }
}
