package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link AdaptivePool} that takes the mean, over [n, channels, length], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool1d.html">torch.nn.AdaptiveAvgPool1d</a>
 */
public final class AdaptiveAvgPool1d extends AdaptivePool {

  private static final Operator OPERATOR = Operator.named("aten::adaptive_avg_pool1d");

  /** The output's length. */
  public AdaptiveAvgPool1d(long output) {
    super(1, OPERATOR, output);
  }
}
