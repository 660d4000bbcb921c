package org.ockham.callback;

import java.util.Locale;
import java.util.Map;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.state.SavedState;
import org.ockham.train.Callback;
import org.ockham.train.Fit;
import org.ockham.train.Monitor;

/**
 * Ends training when a metric has not become better for some validations, has become as good as was asked for, or has gone astray.
 * Which epoch's weights are taken is another question: see {@link Checkpoint}. (Prechelt 1998, "Early stopping, but when?")
 *
 * <pre>{@code
 * EarlyStopping.on("val/loss").patience(5).minDelta(1e-3).divergenceThreshold(10)
 * }</pre>
 *
 * What is measured in validation is judged once a validation, within an epoch or at its end; all else once an epoch. Where the metric
 * was not measured, nothing is judged, and a warning says so.
 *
 * @see <a
 *     href="https://lightning.ai/docs/pytorch/stable/api/lightning.pytorch.callbacks.EarlyStopping.html">Lightning's EarlyStopping</a>
 */
public final class EarlyStopping implements Callback {

  /**
   * The settings.
   *
   * @param monitor what is watched, and which way is better
   * @param patience how many validations after the best one training ends, at least 1; default 3
   * @param minDelta what counts as better must be better by more than this; default 0
   * @param stoppingThreshold training ends as soon as the metric is better than this; NaN, the default, for never
   * @param divergenceThreshold training ends as soon as the metric is worse than this; NaN, the default, for never
   * @param checkFinite whether training ends when the metric is NaN or infinite; default true. Otherwise that is not better
   */
  public record Config(
      Monitor monitor,
      int patience,
      double minDelta,
      double stoppingThreshold,
      double divergenceThreshold,
      boolean checkFinite) {

    public Config {
      Check.positive("patience", patience);
      Check.notNegative("minDelta", minDelta);
    }
  }

  private final Config config;
  private final Measured measured;
  private double best = Double.NaN;
  private int waited;

  /** With these settings. */
  public EarlyStopping(Config config) {
    this.config = config;
    measured = new Measured(config.monitor.tag());
  }

  /** Watches this tag with a patience of 3; whether less or more is better follows from its name. */
  public static EarlyStopping on(String tag) {
    return on(Monitor.of(tag));
  }

  /** Watches this with a patience of 3. */
  public static EarlyStopping on(Monitor monitor) {
    return new EarlyStopping(new Config(monitor, 3, 0, Double.NaN, Double.NaN, true));
  }

  /** Stops at the validation that is this many after the best one; at the epoch, if the metric is none of validation. */
  public EarlyStopping patience(int validations) {
    return new EarlyStopping(Copy.of(config, "patience", validations));
  }

  /** What counts as better must be better by more than this; default 0. */
  public EarlyStopping minDelta(double minDelta) {
    return new EarlyStopping(Copy.of(config, "minDelta", minDelta));
  }

  /** Stops as soon as the metric is better than this. */
  public EarlyStopping stoppingThreshold(double threshold) {
    return new EarlyStopping(Copy.of(config, "stoppingThreshold", threshold));
  }

  /** Stops as soon as the metric is worse than this. */
  public EarlyStopping divergenceThreshold(double threshold) {
    return new EarlyStopping(Copy.of(config, "divergenceThreshold", threshold));
  }

  /** Whether to stop when the metric is NaN or infinite; default true. */
  public EarlyStopping checkFinite(boolean checkFinite) {
    return new EarlyStopping(Copy.of(config, "checkFinite", checkFinite));
  }

  /** The settings. */
  public Config config() {
    return config;
  }

  @Override
  public void onFitStart(Fit fit) {
    config.monitor.check(fit);
    best = Double.NaN;
    waited = 0;
  }

  @Override
  public void onValidationEnd(Fit fit, Map<String, Double> metrics) {
    measured.atValidation(fit, metrics, value -> judge(fit, value));
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    measured.atEpoch(fit, metrics, value -> judge(fit, value));
  }

  private void judge(Fit fit, double value) {
    Monitor monitor = config.monitor;
    String tag = monitor.tag();
    double bar = monitor.maximize() ? best + config.minDelta : best - config.minDelta;
    boolean isBetter = monitor.isBetter(value, bar);
    if (isBetter) {
      best = value;
      waited = 0;
    } else {
      waited++;
    }
    if (config.checkFinite && !Double.isFinite(value)) {
      fit.stop(tag + " is " + value + ", which is not finite");
    } else if (isBeyond(value, config.stoppingThreshold)) {
      fit.stop(text(
          "%s is %.4f, better than the threshold of %s", tag, value, config.stoppingThreshold));
    } else if (isBeyond(config.divergenceThreshold, value)) {
      fit.stop(text(
          "%s is %.4f, worse than the threshold of %s", tag, value, config.divergenceThreshold));
    } else if (waited >= config.patience) {
      fit.stop(
          text("%s has not become better than %.4f for %d %s", tag, best, waited, measured.unit()));
    }
  }

  private boolean isBeyond(double value, double than) {
    return !Double.isNaN(than) && config.monitor.isBetter(value, than);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  @Override
  public SavedState state() {
    return SavedState.of(Map.of("best", best, "waited", (long) waited));
  }

  @Override
  public void restore(SavedState saved) {
    double best = saved.number("best");
    waited = Math.toIntExact(saved.whole("waited"));
    this.best = best;
  }
}
