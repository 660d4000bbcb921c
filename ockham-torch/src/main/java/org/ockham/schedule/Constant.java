package org.ockham.schedule;

/**
 * A fraction of the rate for some steps, then all of it: ηₜ = η₀ · factor where t &lt; totalSteps, else η₀.
 *
 * @param factor the fraction; default 1/3
 * @param totalSteps how many; default 5
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ConstantLR.html">ConstantLR</a>
 */
public record Constant(double factor, long totalSteps) implements Curve {

  public Constant {
    Check.notNegative("factor", factor);
    Check.atLeast("totalSteps", totalSteps, 0);
  }

  /** This fraction for so many steps. */
  public static Constant of(double factor, long totalSteps) {
    return new Constant(factor, totalSteps);
  }

  @Override
  public double rate(long step, double initial) {
    return step < totalSteps ? initial * factor : initial;
  }
}
