package org.ockham.schedule;

import org.ockham.check.Check;
import org.ockham.check.Copy;

/**
 * Half a cosine down again and again, each time for longer: ηₜ = m + (η₀ − m) · (1 + cos(π · t′ / T′)) / 2, where t′ counts from
 * the last restart and T′ = T₀, T₀k, T₀k² … is how long it is to the next (Loshchilov, Hutter 2017, <a
 * href="https://arxiv.org/abs/1608.03983">arXiv:1608.03983</a>).
 *
 * @param firstSteps T₀
 * @param multiplier k, at least 1; default 1
 * @param minRate m ({@code eta_min}); default 0
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingWarmRestarts.html">CosineAnnealingWarmRestarts</a>
 */
public record CosineAnnealingWarmRestarts(long firstSteps, long multiplier, double minRate)
    implements Curve {

  public CosineAnnealingWarmRestarts {
    Check.atLeast("firstSteps", firstSteps, 1);
    Check.atLeast("multiplier", multiplier, 1);
    Check.notNegative("minRate", minRate);
  }

  /** A restart every so many steps. */
  public static CosineAnnealingWarmRestarts every(long steps) {
    return new CosineAnnealingWarmRestarts(steps, 1, 0);
  }

  /** The same, each run so many times as long as the one before. */
  public CosineAnnealingWarmRestarts multiplier(long multiplier) {
    return Copy.of(this, "multiplier", multiplier);
  }

  /** The same down to this rate. */
  public CosineAnnealingWarmRestarts minRate(double minRate) {
    return Copy.of(this, "minRate", minRate);
  }

  @Override
  public double rate(long step, double initial) {
    long length = firstSteps;
    long since = step;
    if (multiplier == 1) {
      since %= length;
    }
    while (since >= length) {
      since -= length;
      length = length > Long.MAX_VALUE / multiplier ? Long.MAX_VALUE : length * multiplier;
    }
    return CosineAnnealingLR.between(initial, minRate, (double) since / length);
  }
}
