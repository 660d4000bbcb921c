package org.ockham.schedule;

/**
 * Falls by a factor every step: ηₜ = η₀ · γᵗ.
 *
 * @param gamma γ
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html">ExponentialLR</a>
 */
public record Exponential(double gamma) implements Curve {

  public Exponential {
    Check.notNegative("gamma", gamma);
  }

  /** By this factor. */
  public static Exponential of(double gamma) {
    return new Exponential(gamma);
  }

  @Override
  public double rate(long step, double initial) {
    return initial * Math.pow(gamma, (double) step);
  }
}
