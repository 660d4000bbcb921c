package org.ockham.search.pruner;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.search.check.Check;

/**
 * Lets another pruner decide only when a trial has not become better for some reports; without another, stops it then.
 *
 * @param wrapped who decides then, or null to stop
 * @param patience how many reports without getting better are allowed
 * @param minDelta how much better counts
 */
public record Patient(@Nullable Pruner wrapped, int patience, double minDelta) implements Pruner {

  /** Checks the numbers. */
  public Patient {
    Check.atLeast("patience", patience, 0);
    Check.notNegative("minDelta", minDelta);
  }

  /**
   * With any improvement counting.
   *
   * @param wrapped who decides
   * @param patience how many reports without getting better are allowed
   * @return the pruner
   */
  public static Patient of(Pruner wrapped, int patience) {
    return new Patient(wrapped, patience, 0);
  }

  @Override
  public boolean prune(RunningTrial running) {
    List<Integer> steps = new ArrayList<>(running.trial().intermediateValues().keySet());
    if (steps.size() <= patience + 1) {
      return false;
    }
    int cut = steps.size() - patience - 1;
    boolean stuck = best(running, steps.subList(0, cut)) + minDelta
        < best(running, steps.subList(cut, steps.size()));
    return stuck && (wrapped == null || wrapped.prune(running));
  }

  private static double best(RunningTrial running, List<Integer> steps) {
    return steps.stream()
        .mapToDouble(step -> running.loss(step))
        .filter(loss -> !Double.isNaN(loss))
        .min()
        .orElse(Double.NaN);
  }
}
