package org.ockham.search.pruner;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.ockham.search.check.Check;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/**
 * Stops a trial whose best value so far is worse than a percentile of what the complete trials had at the same step.
 *
 * @param percentile between 0 and 100: the share of trials that would go on
 * @param startup how many trials must be complete before any is stopped; 5 by default
 * @param warmup steps before this one are never pruned; 0 by default
 * @param interval looks once in so many steps; 1 by default
 * @param minTrials how many complete trials must have reported at the step; 1 by default
 */
public record Percentile(double percentile, int startup, int warmup, int interval, int minTrials)
    implements Pruner {

  /** Checks the numbers. */
  public Percentile {
    Check.between("percentile", percentile, 0, 100);
    Check.atLeast("startup", startup, 0);
    Check.positive("minTrials", minTrials);
    new Interval(warmup, interval);
  }

  /**
   * With the defaults.
   *
   * @param percentile between 0 and 100
   * @return the pruner
   */
  public static Percentile of(double percentile) {
    return new Percentile(percentile, 5, 0, 1, 1);
  }

  /**
   * The median rule: the better half goes on.
   *
   * @return the pruner
   */
  public static Percentile median() {
    return of(50);
  }

  /**
   * With other waiting times.
   *
   * @param trials how many trials must be complete before any is stopped
   * @param steps steps before this one are never pruned
   * @return a copy with them
   */
  public Percentile withWarmup(int trials, int steps) {
    return new Percentile(percentile, trials, steps, interval, minTrials);
  }

  @Override
  public boolean prune(RunningTrial running) {
    Integer step = running.step();
    if (step == null || !new Interval(warmup, interval).looksAt(running.trial(), step)) {
      return false;
    }
    List<FrozenTrial> complete = running.history().finished().stream()
        .filter(trial -> trial.state() == TrialState.COMPLETE)
        .toList();
    if (complete.isEmpty() || complete.size() < startup) {
      return false;
    }
    List<Double> peers = new ArrayList<>(running.losses(step, complete));
    peers.removeIf(loss -> loss.isNaN());
    if (peers.size() < minTrials) {
      return false;
    }
    OptionalDouble best = running.trial().intermediateValues().keySet().stream()
        .mapToDouble(at -> running.loss(at))
        .filter(loss -> !Double.isNaN(loss))
        .min();
    return best.isEmpty() || best.getAsDouble() > quantile(peers, percentile / 100);
  }

  /** Linear interpolation between the neighbours in order. */
  static double quantile(List<Double> values, double q) {
    double[] sorted = values.stream().mapToDouble(x -> x).sorted().toArray();
    double place = q * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(sorted.length - 1, below + 1);
    double share = place - below;
    return share == 0 ? sorted[below] : sorted[below] + share * (sorted[above] - sorted[below]);
  }
}
