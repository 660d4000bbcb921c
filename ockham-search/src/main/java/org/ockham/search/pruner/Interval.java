package org.ockham.search.pruner;

import org.ockham.search.trial.FrozenTrial;

/**
 * At which steps a pruner looks: after a warm-up, once in each interval.
 *
 * @param warmup steps before this one are never pruned; at least 0
 * @param every the interval's length in steps, at least 1
 */
record Interval(int warmup, int every) {

  Interval {
    if (warmup < 0) {
      throw new IllegalArgumentException("warm-up " + warmup + ": give at least 0");
    }
    if (every < 1) {
      throw new IllegalArgumentException("interval " + every + ": give at least 1");
    }
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
