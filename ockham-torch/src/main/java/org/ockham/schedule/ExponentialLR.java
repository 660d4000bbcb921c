package org.ockham.schedule;

import org.ockham.check.Check;

/**
 * Falls by a factor every step: ηₜ = η₀ · γᵗ.
 *
 * @param gamma γ
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html">ExponentialLR</a>
 */
public record ExponentialLR(double gamma) implements Curve {

  public ExponentialLR {
    Check.notNegative("gamma", gamma);
  }

  /** By this factor. */
  public static ExponentialLR of(double gamma) {
    return new ExponentialLR(gamma);
  }

  @Override
  public double rate(long step, double initial) {
    return initial * Math.pow(gamma, (double) step);
  }
}
