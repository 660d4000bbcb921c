package org.ockham.schedule;

import org.ockham.check.Check;

/**
 * A fraction of the rate for some steps, then all of it: ηₜ = η₀ · factor where t &lt; totalSteps, else η₀.
 *
 * @param factor the fraction; default 1/3
 * @param totalSteps how many; default 5
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ConstantLR.html">ConstantLR</a>
 */
public record ConstantLR(double factor, long totalSteps) implements Curve {

  public ConstantLR {
    Check.notNegative("factor", factor);
    Check.atLeast("totalSteps", totalSteps, 0);
  }

  /** This fraction for so many steps. */
  public static ConstantLR of(double factor, long totalSteps) {
    return new ConstantLR(factor, totalSteps);
  }

  @Override
  public double rate(long step, double initial) {
    return step < totalSteps ? initial * factor : initial;
  }
}
