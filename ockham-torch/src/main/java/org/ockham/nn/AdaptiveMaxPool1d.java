package org.ockham.nn;

import org.ockham.tensor.Operator;

/**
 * {@link AdaptivePool} that takes the largest value, over [n, channels, length], the first dimension optional.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveMaxPool1d.html">torch.nn.AdaptiveMaxPool1d</a>
 */
public final class AdaptiveMaxPool1d extends AdaptivePool {

  private static final Operator OPERATOR = Operator.named("aten::adaptive_max_pool1d");

  /** The output's length. */
  public AdaptiveMaxPool1d(long output) {
    super(1, OPERATOR, output);
  }
}
