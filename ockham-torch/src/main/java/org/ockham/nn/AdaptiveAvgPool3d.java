package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link AdaptivePool} that takes the mean, over [n, channels, depth, height, width], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool3d.html">torch.nn.AdaptiveAvgPool3d</a>
 */
public final class AdaptiveAvgPool3d extends AdaptivePool {

  private static final Operator OPERATOR = Operator.named("aten::adaptive_avg_pool3d");

  /** The output's size in every dimension. */
  public AdaptiveAvgPool3d(long output) {
    super(3, OPERATOR, output);
  }

  /** The output's sizes; {@link #KEEP} leaves one as it is. */
  public AdaptiveAvgPool3d(long depth, long height, long width) {
    super(3, OPERATOR, depth, height, width);
  }
}
