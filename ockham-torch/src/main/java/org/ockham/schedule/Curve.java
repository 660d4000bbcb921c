package org.ockham.schedule;

import org.ockham.optim.Optimizer;

/**
 * A schedule that is a function of the step: it remembers nothing but where it is. Write your own as a lambda:
 *
 * <pre>{@code
 * Curve halving = (step, initial) -> initial * Math.pow(0.5, step / 1000);
 * }</pre>
 */
@FunctionalInterface
public interface Curve extends Schedule {

  /**
   * The rate in force during a step.
   *
   * @param step from 0; an epoch, if it is advanced every epoch
   * @param initial the rate that the optimiser, or the group of parameters, was made with
   */
  double rate(long step, double initial);

  /** The momentum in force during a step; as it is unless {@link #cyclesMomentum}. */
  default double momentum(long step, double initial) {
    return initial;
  }

  /** Whether it sets the momentum too. */
  default boolean cyclesMomentum() {
    return false;
  }

  /**
   * This curve for one of an optimiser's groups of parameters: with the group's own values where it has one a group, as a list
   * has in PyTorch. {@link #rate} and {@link #momentum} are those of the first group.
   *
   * @param group from 0
   * @param groups how many there are
   * @throws IllegalArgumentException if it has values for another number of groups
   */
  default Curve ofGroup(int group, int groups) {
    return this;
  }

  /** The rates of the first steps, to draw. */
  default double[] rates(double initial, int steps) {
    double[] rates = new double[steps];
    for (int step = 0; step < steps; step++) {
      rates[step] = rate(step, initial);
    }
    return rates;
  }

  /** The momenta of the first steps, to draw. */
  default double[] momenta(double initial, int steps) {
    double[] momenta = new double[steps];
    for (int step = 0; step < steps; step++) {
      momenta[step] = momentum(step, initial);
    }
    return momenta;
  }

  /** This curve after a rise to its first rate, on a line, in so many steps. */
  default Warmup afterWarmup(long steps) {
    return new Warmup(steps, 1.0 / Math.max(1, steps), this);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if it cycles the momentum and the optimiser has none, or has values for another number of
   *     groups
   */
  @Override
  default Scheduler over(Optimizer optimizer) {
    return new CurveScheduler(this, optimizer);
  }
}
