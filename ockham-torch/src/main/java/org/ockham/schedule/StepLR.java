package org.ockham.schedule;

import org.ockham.check.Check;
import org.ockham.check.Copy;

/**
 * Falls by a factor every so many steps: ηₜ = η₀ · γ^⌊t / stepSize⌋.
 *
 * @param stepSize steps at one rate
 * @param gamma γ; default 0.1
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html">StepLR</a>
 */
public record StepLR(long stepSize, double gamma) implements Curve {

  public StepLR {
    Check.atLeast("stepSize", stepSize, 1);
    Check.notNegative("gamma", gamma);
  }

  /** A tenth every so many steps. */
  public static StepLR every(long stepSize) {
    return new StepLR(stepSize, 0.1);
  }

  /** The same with this factor. */
  public StepLR gamma(double gamma) {
    return Copy.of(this, "gamma", gamma);
  }

  @Override
  public double rate(long step, double initial) {
    long fallen = step / stepSize;
    return initial * Math.pow(gamma, (double) fallen);
  }
}
