package org.ockham.schedule;

/**
 * Falls by a factor every so many steps: ηₜ = η₀ · γ^⌊t / stepSize⌋.
 *
 * @param stepSize steps at one rate
 * @param gamma γ; default 0.1
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html">StepLR</a>
 */
public record Stairs(long stepSize, double gamma) implements Curve {

  public Stairs {
    Check.atLeast("stepSize", stepSize, 1);
    Check.notNegative("gamma", gamma);
  }

  /** A tenth every so many steps. */
  public static Stairs every(long stepSize) {
    return new Stairs(stepSize, 0.1);
  }

  /** The same with this factor. */
  public Stairs gamma(double gamma) {
    return new Stairs(stepSize, gamma);
  }

  @Override
  public double rate(long step, double initial) {
    long fallen = step / stepSize;
    return initial * Math.pow(gamma, (double) fallen);
  }
}
