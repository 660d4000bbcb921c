package org.ockham.schedule;

import org.ockham.check.Check;

/**
 * From one fraction of the rate to another on a line, then on at that: ηₜ = η₀ · (a + (b − a) · min(t, T) / T).
 *
 * @param startFactor a; default 1/3
 * @param endFactor b; default 1
 * @param totalSteps T; default 5
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LinearLR.html">LinearLR</a>
 */
public record LinearLR(double startFactor, double endFactor, long totalSteps) implements Curve {

  public LinearLR {
    Check.notNegative("startFactor", startFactor);
    Check.notNegative("endFactor", endFactor);
    Check.atLeast("totalSteps", totalSteps, 1);
  }

  /** Between these fractions, in so many steps. */
  public static LinearLR between(double startFactor, double endFactor, long totalSteps) {
    return new LinearLR(startFactor, endFactor, totalSteps);
  }

  @Override
  public double rate(long step, double initial) {
    double done = (double) Math.min(step, totalSteps) / totalSteps;
    return initial * (startFactor + (endFactor - startFactor) * done);
  }
}
