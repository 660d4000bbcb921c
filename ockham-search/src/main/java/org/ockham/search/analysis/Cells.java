package org.ockham.search.analysis;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ockham.search.space.Distribution;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;

/** The parameters that all trials have. */
final class Cells {

  private Cells() {}

  /** By name; numeric ranges that moved are taken as they were last. */
  static Map<String, Distribution> shared(List<FrozenTrial> trials) {
    Map<String, Distribution> shared = new TreeMap<>();
    if (trials.isEmpty()) {
      return shared;
    }
    Parameters last = trials.get(trials.size() - 1).parameters();
    for (int i = 0; i < last.size(); i++) {
      String name = last.name(i);
      if (!last.distribution(i).single()
          && trials.stream().allMatch(trial -> trial.parameters().has(name))) {
        shared.put(name, last.distribution(i));
      }
    }
    return shared;
  }

  /** Where a trial's value lies in the parameter's range, 0 to 1. */
  static double position(FrozenTrial trial, String name, Distribution distribution) {
    double position = distribution.position(trial.parameters().internal(name));
    return Math.min(1, Math.max(0, Double.isNaN(position) ? 0 : position));
  }
}
