package org.ockham.schedule;

import java.util.Map;

/**
 * A schedule at work on an optimiser. After every step, or after every epoch, it is told so:
 *
 * <pre>{@code
 * Scheduler scheduler = OneCycleLR.upTo(0.5, steps).over(optimizer);
 * for (int step = 0; step < steps; step++) {
 *     optimizer.step();
 *     scheduler.advance();
 * }
 * }</pre>
 */
public interface Scheduler {

  /**
   * Goes on to the next step or epoch, and sets its rates.
   *
   * @param metric what was measured, for a schedule that {@linkplain Schedule#followsMetric follows a metric}; else unused
   */
  void advance(double metric);

  /** {@link #advance(double)} without a metric. */
  default void advance() {
    advance(Double.NaN);
  }

  /** What it remembers. */
  Map<String, Double> state();

  /** Takes up a saved {@link #state}, and sets the rates that were in force. */
  void restore(Map<String, Double> saved);
}
