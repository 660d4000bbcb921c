package org.ockham.search.pruner;

import org.ockham.search.check.Check;

/**
 * Stops a trial that reports a value outside of bounds, or NaN.
 *
 * @param lower the smallest value allowed
 * @param upper the largest
 * @param warmup steps before this one are never pruned
 * @param interval looks once in so many steps
 */
public record Threshold(double lower, double upper, int warmup, int interval) implements Pruner {

  /** Checks the numbers. */
  public Threshold {
    Check.ordered("lower", lower, "upper", upper);
    new Interval(warmup, interval);
  }

  /**
   * From the first step on.
   *
   * @param lower the smallest value allowed
   * @param upper the largest
   * @return the pruner
   */
  public static Threshold between(double lower, double upper) {
    return new Threshold(lower, upper, 0, 1);
  }

  /** Looks at the first objective. */
  @Override
  public boolean prune(RunningTrial running) {
    Integer step = running.step();
    if (step == null || !new Interval(warmup, interval).looksAt(running.trial(), step)) {
      return false;
    }
    double value = running.trial().intermediateValues().getOrDefault(step, Double.NaN);
    return !(value >= lower && value <= upper);
  }
}
