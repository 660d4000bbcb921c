package org.ockham.search;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/**
 * How a study's trials ended, counted. A trial that died with its process counts as the one that was queued in its place does,
 * and once; not at all where none was queued.
 */
final class Tally {

  /** The system attribute of a trial that failed because its process died. */
  static final String DIED = "ockham:died";

  private final Map<Integer, @Nullable TrialState> ends = new HashMap<>();
  private final Map<TrialState, Integer> counts = new EnumMap<>(TrialState.class);

  /** Takes a trial that ended. */
  void add(FrozenTrial trial) {
    TrialState end = trial.systemAttributes().containsKey(DIED) ? null : trial.state();
    TrialState before = ends.put(origin(trial), end);
    if (before != null) {
      counts.merge(before, -1, Integer::sum);
    }
    if (end != null) {
      counts.merge(end, 1, Integer::sum);
    }
  }

  /** How many are in one of these states, given those that were not added, whatever their state. */
  int count(Set<TrialState> states, Collection<FrozenTrial> others) {
    int sum = 0;
    for (TrialState state : states) {
      sum += counts.getOrDefault(state, 0);
    }
    for (FrozenTrial trial : others) {
      TrialState before = ends.get(origin(trial));
      if (before != null && states.contains(before)) {
        sum--;
      }
      if (states.contains(trial.state())) {
        sum++;
      }
    }
    return sum;
  }

  /** The number of the trial in whose place this one was queued, or its own. */
  private static int origin(FrozenTrial trial) {
    return trial.systemAttributes().get(FrozenTrial.FAILED_TRIAL) instanceof Number first
        ? first.intValue()
        : trial.number();
  }
}
