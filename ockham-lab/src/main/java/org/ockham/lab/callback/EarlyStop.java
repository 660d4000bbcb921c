package org.ockham.lab.callback;

import org.jspecify.annotations.Nullable;
import org.ockham.callback.EarlyStopping;
import org.ockham.train.Callback;
import org.ockham.train.Monitor;

/**
 * Ends training early: {@link EarlyStopping}.
 *
 * @param monitor the metric that is watched; default val/loss
 * @param patience how many validations after the best one training ends; default 3
 * @param minDelta what counts as better must be better by more than this; default 0
 * @param stoppingThreshold training ends as soon as the metric is better than this; default never
 * @param divergenceThreshold training ends as soon as the metric is worse than this; default never
 */
public record EarlyStop(
    String monitor,
    int patience,
    double minDelta,
    @Nullable Double stoppingThreshold,
    @Nullable Double divergenceThreshold)
    implements CallbackPlan {

  public EarlyStop {
    config(monitor, patience, minDelta, stoppingThreshold, divergenceThreshold);
  }

  /** Watches this metric with the defaults. */
  public static EarlyStop on(String monitor) {
    return new EarlyStop(monitor, 3, 0, null, null);
  }

  private static EarlyStopping.Config config(
      String monitor,
      int patience,
      double minDelta,
      @Nullable Double stoppingThreshold,
      @Nullable Double divergenceThreshold) {
    return new EarlyStopping.Config(
        Monitor.of(monitor),
        patience,
        minDelta,
        stoppingThreshold == null ? Double.NaN : stoppingThreshold,
        divergenceThreshold == null ? Double.NaN : divergenceThreshold,
        true);
  }

  @Override
  public Callback callback() {
    return new EarlyStopping(
        config(monitor, patience, minDelta, stoppingThreshold, divergenceThreshold));
  }

  @Override
  public boolean isLogging() {
    return false;
  }
}
