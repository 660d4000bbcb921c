package org.ockham.search.pruner;

import org.ockham.search.check.Check;
import org.ockham.search.trial.FrozenTrial;

/**
 * At which steps a pruner looks: after a warm-up, once in each interval.
 *
 * @param warmup steps before this one are never pruned; at least 0
 * @param every the interval's length in steps, at least 1
 */
record Interval(int warmup, int every) {

  Interval {
    Check.atLeast("warmup", warmup, 0);
    Check.positive("interval", every);
  }

  /** Whether the step is the first reported one of its interval. */
  boolean looksAt(FrozenTrial trial, int step) {
    if (step < warmup) {
      return false;
    }
    int start = (step - warmup) / every * every + warmup;
    return trial.intermediateValues().subMap(start, step).isEmpty();
  }
}
