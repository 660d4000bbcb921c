package org.ockham.schedule;

import org.ockham.check.Check;
import org.ockham.check.Copy;

/**
 * Falls to 0 as a power of what is left: ηₜ = η₀ · (1 − min(t, T) / T)^p.
 *
 * @param totalSteps T; default 5
 * @param power p; default 1
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.PolynomialLR.html">PolynomialLR</a>
 */
public record PolynomialLR(long totalSteps, double power) implements Curve {

  public PolynomialLR {
    Check.atLeast("totalSteps", totalSteps, 1);
    Check.notNegative("power", power);
  }

  /** In so many steps, on a line. */
  public static PolynomialLR over(long totalSteps) {
    return new PolynomialLR(totalSteps, 1);
  }

  /** The same with this power. */
  public PolynomialLR power(double power) {
    return Copy.of(this, "power", power);
  }

  @Override
  public double rate(long step, double initial) {
    double left = 1 - (double) Math.min(step, totalSteps) / totalSteps;
    return initial * Math.pow(left, power);
  }
}
