package org.ockham.schedule;

import org.ockham.check.Check;
import org.ockham.optim.Optimizer;

/**
 * Lowers the rate by a factor when a metric has not become better for more than {@code patience} measurements. Better is: less
 * (or more, maximising) than the best so far by more than the threshold, a part of the best's size or a number. The first number
 * is better than none; what is no number never is, nor what is infinite on the bad side.
 *
 * @param maximize whether more is better; default false
 * @param factor what rates are multiplied by, in [0, 1); default 0.1
 * @param patience measurements that may pass without becoming better; default 10
 * @param threshold what counts as better; default 1e-4
 * @param relative whether the threshold is a part of the best's absolute value; default true
 * @param cooldown measurements after a reduction that are not counted; default 0
 * @param minRate the least rate; default 0
 * @param eps a change of the rate below this is left out; default 1e-8
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html">ReduceLROnPlateau</a>
 */
public record ReduceLROnPlateau(
    boolean maximize,
    double factor,
    int patience,
    double threshold,
    boolean relative,
    int cooldown,
    double minRate,
    double eps)
    implements Schedule {

  public ReduceLROnPlateau {
    if (!(factor >= 0 && factor < 1)) {
      throw new IllegalArgumentException("factor is " + factor + ": it must lie in [0, 1)");
    }
    Check.atLeast("patience", patience, 0);
    Check.notNegative("threshold", threshold);
    Check.atLeast("cooldown", cooldown, 0);
    Check.notNegative("minRate", minRate);
    Check.notNegative("eps", eps);
  }

  /** For a metric of which less is better: a loss. */
  public static ReduceLROnPlateau minimizing() {
    return new ReduceLROnPlateau(false, 0.1, 10, 1e-4, true, 0, 0, 1e-8);
  }

  /** For a metric of which more is better: an accuracy. */
  public static ReduceLROnPlateau maximizing() {
    return new ReduceLROnPlateau(true, 0.1, 10, 1e-4, true, 0, 0, 1e-8);
  }

  /** The same with this factor. */
  public ReduceLROnPlateau factor(double factor) {
    return new ReduceLROnPlateau(
        maximize, factor, patience, threshold, relative, cooldown, minRate, eps);
  }

  /** The same with this patience. */
  public ReduceLROnPlateau patience(int patience) {
    return new ReduceLROnPlateau(
        maximize, factor, patience, threshold, relative, cooldown, minRate, eps);
  }

  /** The same with a threshold that is a part of the best. */
  public ReduceLROnPlateau threshold(double part) {
    return new ReduceLROnPlateau(maximize, factor, patience, part, true, cooldown, minRate, eps);
  }

  /** The same with a threshold that is a number. */
  public ReduceLROnPlateau absoluteThreshold(double number) {
    return new ReduceLROnPlateau(maximize, factor, patience, number, false, cooldown, minRate, eps);
  }

  /** The same with this cooldown. */
  public ReduceLROnPlateau cooldown(int cooldown) {
    return new ReduceLROnPlateau(
        maximize, factor, patience, threshold, relative, cooldown, minRate, eps);
  }

  /** The same with this least rate. */
  public ReduceLROnPlateau minRate(double minRate) {
    return new ReduceLROnPlateau(
        maximize, factor, patience, threshold, relative, cooldown, minRate, eps);
  }

  @Override
  public boolean followsMetric() {
    return true;
  }

  @Override
  public Scheduler over(Optimizer optimizer) {
    return new PlateauScheduler(this, optimizer.groups());
  }

  /** The rates in force while these were measured, to draw: one each. */
  public double[] rates(double initial, double[] metrics) {
    double[] rates = new double[metrics.length];
    Plateau plateau = new Plateau(this);
    double rate = initial;
    for (int i = 0; i < metrics.length; i++) {
      rates[i] = rate;
      rate = plateau.isReached(metrics[i]) ? lowered(rate) : rate;
    }
    return rates;
  }

  double lowered(double rate) {
    double lower = Math.max(rate * factor, minRate);
    return rate - lower > eps ? lower : rate;
  }

  /** What every number is better than. */
  double worst() {
    return maximize ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  boolean isBetter(double metric, double best) {
    if (Double.isInfinite(best)) {
      return maximize ? metric > best : metric < best;
    }
    double margin = relative ? threshold * Math.abs(best) : threshold;
    return maximize ? metric > best + margin : metric < best - margin;
  }
}
