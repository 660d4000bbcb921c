package org.ockham.schedule;

import org.ockham.optim.Optimizer;

/** How the rate of an optimiser changes: a value. {@link #over} an optimiser it gets to work. */
public interface Schedule {

  /** Puts the optimiser at the rate of the first step, and goes on from there. */
  Scheduler over(Optimizer optimizer);

  /** Whether it follows a metric, which {@link Scheduler#advance(double)} is then given. */
  default boolean followsMetric() {
    return false;
  }
}
