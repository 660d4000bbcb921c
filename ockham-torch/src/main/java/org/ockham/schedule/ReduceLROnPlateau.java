package org.ockham.schedule;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.optim.Optimizer;
import org.ockham.optim.ParameterGroup;

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
 * @param minRate the least rate, one for all groups or one a group; default 0
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
    List<Double> minRate,
    double eps)
    implements Schedule {

  public ReduceLROnPlateau {
    if (!(factor >= 0 && factor < 1)) {
      throw new IllegalArgumentException("factor is " + factor + ": it must lie in [0, 1)");
    }
    Check.atLeast("patience", patience, 0);
    Check.notNegative("threshold", threshold);
    Check.atLeast("cooldown", cooldown, 0);
    minRate = PerGroup.rates("minRate", minRate);
    Check.notNegative("eps", eps);
  }

  /** For a metric of which less is better: a loss. */
  public static ReduceLROnPlateau minimizing() {
    return new ReduceLROnPlateau(false, 0.1, 10, 1e-4, true, 0, List.of(0.0), 1e-8);
  }

  /** For a metric of which more is better: an accuracy. */
  public static ReduceLROnPlateau maximizing() {
    return new ReduceLROnPlateau(true, 0.1, 10, 1e-4, true, 0, List.of(0.0), 1e-8);
  }

  /** The same with this factor. */
  public ReduceLROnPlateau factor(double factor) {
    return Copy.of(this, "factor", factor);
  }

  /** The same with this patience. */
  public ReduceLROnPlateau patience(int patience) {
    return Copy.of(this, "patience", patience);
  }

  /** The same with a threshold that is a part of the best. */
  public ReduceLROnPlateau threshold(double part) {
    return Copy.of(this, Map.of("threshold", part, "relative", true));
  }

  /** The same with a threshold that is a number. */
  public ReduceLROnPlateau absoluteThreshold(double number) {
    return Copy.of(this, Map.of("threshold", number, "relative", false));
  }

  /** The same with this cooldown. */
  public ReduceLROnPlateau cooldown(int cooldown) {
    return Copy.of(this, "cooldown", cooldown);
  }

  /** The same with this least rate, or with one a group. */
  public ReduceLROnPlateau minRate(double... minRate) {
    return Copy.of(this, "minRate", PerGroup.values(minRate));
  }

  @Override
  public boolean followsMetric() {
    return true;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if it has least rates for another number of groups
   */
  @Override
  public Scheduler over(Optimizer optimizer) {
    return new AtWork(optimizer.groups());
  }

  /** The rates in force while these were measured, to draw: one each. */
  public double[] rates(double initial, double[] metrics) {
    double[] rates = new double[metrics.length];
    Plateau plateau = new Plateau();
    double rate = initial;
    for (int i = 0; i < metrics.length; i++) {
      rates[i] = rate;
      rate = plateau.isReached(metrics[i]) ? lowered(rate, minRate.get(0)) : rate;
    }
    return rates;
  }

  private double lowered(double rate, double least) {
    double lower = Math.max(rate * factor, least);
    return rate - lower > eps ? lower : rate;
  }

  /** Tells when a metric has stopped becoming better. */
  private final class Plateau {
    private double best = maximize ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    private int waited;
    private int cooling;

    /** Takes in a measurement; whether the rate is to be lowered now. */
    boolean isReached(double metric) {
      if (isBetter(metric)) {
        best = metric;
        waited = 0;
      } else {
        waited++;
      }
      if (cooling > 0) {
        cooling--;
        waited = 0;
      }
      if (waited > patience) {
        cooling = cooldown;
        waited = 0;
        return true;
      }
      return false;
    }

    private boolean isBetter(double metric) {
      if (Double.isInfinite(best)) {
        return maximize ? metric > best : metric < best;
      }
      double margin = relative ? threshold * Math.abs(best) : threshold;
      return maximize ? metric > best + margin : metric < best - margin;
    }
  }

  private final class AtWork implements Scheduler {
    private final List<ParameterGroup> groups;
    private final Plateau plateau = new Plateau();

    AtWork(List<ParameterGroup> groups) {
      this.groups = groups;
      PerGroup.of("minRate", minRate, 0, groups.size());
    }

    @Override
    public void advance() {
      throw new IllegalStateException(
          "ReduceLROnPlateau follows a metric: call advance(metric) after each measurement");
    }

    @Override
    public void advance(double metric) {
      if (plateau.isReached(metric)) {
        for (int i = 0; i < groups.size(); i++) {
          ParameterGroup group = groups.get(i);
          double least = PerGroup.of("minRate", minRate, i, groups.size()).get(0);
          group.rate(lowered(group.rate(), least));
        }
      }
    }

    @Override
    public Map<String, Double> state() {
      Map<String, Double> state = new LinkedHashMap<>();
      state.put("best", plateau.best);
      state.put("waited", (double) plateau.waited);
      state.put("cooling", (double) plateau.cooling);
      for (int i = 0; i < groups.size(); i++) {
        state.put("rate." + i, groups.get(i).rate());
      }
      return state;
    }

    @Override
    public void restore(Map<String, Double> saved) {
      if (!state().keySet().equals(saved.keySet())) {
        throw new IllegalArgumentException("the saved state of a schedule has " + saved.keySet()
            + " where " + state().keySet() + " is expected: it is another schedule's");
      }
      plateau.best = requireNonNull(saved.get("best"));
      plateau.waited = requireNonNull(saved.get("waited")).intValue();
      plateau.cooling = requireNonNull(saved.get("cooling")).intValue();
      for (int i = 0; i < groups.size(); i++) {
        groups.get(i).rate(requireNonNull(saved.get("rate." + i)));
      }
    }
  }
}
