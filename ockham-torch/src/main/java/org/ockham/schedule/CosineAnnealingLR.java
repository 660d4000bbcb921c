package org.ockham.schedule;

import org.ockham.check.Check;
import org.ockham.check.Copy;

/**
 * Half a cosine from the rate down to the least one, and up again after: ηₜ = m + (η₀ − m) · (1 + cos(πt / T)) / 2 (Loshchilov,
 * Hutter 2017, <a href="https://arxiv.org/abs/1608.03983">arXiv:1608.03983</a>, without restarts).
 *
 * @param totalSteps T, where it is least ({@code T_max})
 * @param minRate m ({@code eta_min}); default 0
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html">CosineAnnealingLR</a>
 */
public record CosineAnnealingLR(long totalSteps, double minRate) implements Curve {

  public CosineAnnealingLR {
    Check.atLeast("totalSteps", totalSteps, 1);
    Check.notNegative("minRate", minRate);
  }

  /** Down to 0 in so many steps. */
  public static CosineAnnealingLR over(long totalSteps) {
    return new CosineAnnealingLR(totalSteps, 0);
  }

  /** The same down to this rate. */
  public CosineAnnealingLR minRate(double minRate) {
    return Copy.of(this, "minRate", minRate);
  }

  @Override
  public double rate(long step, double initial) {
    return between(initial, minRate, (double) step / totalSteps);
  }

  /** From {@code top} at 0 to {@code bottom} at 1, by half a cosine. */
  static double between(double top, double bottom, double done) {
    return bottom + (top - bottom) * (1 + Math.cos(Math.PI * done)) / 2;
  }
}
