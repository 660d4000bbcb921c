package org.ockham.callback;

import java.util.Locale;
import java.util.Map;
import org.ockham.train.Callback;
import org.ockham.train.Fit;
import org.ockham.train.Monitor;

/**
 * Ends training when a metric has not become better for some validations. Which epoch's weights are taken is another
 * question: see {@link Checkpoint}. (Prechelt 1998, "Early stopping, but when?")
 */
public final class EarlyStopping implements Callback {

  private final Monitor monitor;
  private final int patience;
  private final double minDelta;
  private double best;
  private int waited;

  private EarlyStopping(Monitor monitor, int patience, double minDelta) {
    if (patience < 1) {
      throw new IllegalArgumentException("patience is " + patience + ": it must be at least 1");
    }
    if (!(minDelta >= 0 && minDelta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "minDelta is " + minDelta + ": it must be finite and at least 0");
    }
    this.monitor = monitor;
    this.patience = patience;
    this.minDelta = minDelta;
  }

  /** Watches this tag with a patience of 3; whether less or more is better follows from its name. */
  public static EarlyStopping on(String tag) {
    return on(Monitor.of(tag));
  }

  public static EarlyStopping on(Monitor monitor) {
    return new EarlyStopping(monitor, 3, 0);
  }

  /** Stops at the validation that is this many after the best one. */
  public EarlyStopping patience(int validations) {
    return new EarlyStopping(monitor, validations, minDelta);
  }

  /** What counts as better must be better by more than this; default 0. */
  public EarlyStopping minDelta(double minDelta) {
    return new EarlyStopping(monitor, patience, minDelta);
  }

  @Override
  public void onFitStart(Fit fit) {
    monitor.check(fit);
    best = Double.NaN;
    waited = 0;
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    Double value = metrics.get(monitor.tag());
    if (value == null) {
      return;
    }
    double bar = monitor.maximize() ? best + minDelta : best - minDelta;
    if (monitor.isBetter(value, bar)) {
      best = value;
      waited = 0;
    } else if (++waited >= patience) {
      fit.stop(String.format(
          Locale.ROOT,
          "%s has not become better than %.4f for %d validations",
          monitor.tag(),
          best,
          waited));
    }
  }
}
