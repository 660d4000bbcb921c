package org.ockham.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ockham.search.check.Check;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/**
 * How an evaluation ended.
 *
 * @param state COMPLETE with values, PRUNED or FAIL without
 * @param values one for each objective, or none
 */
record Outcome(TrialState state, List<Double> values) {

  /** The values of a trial; one that is NaN makes it fail. */
  static Outcome of(int trial, int objectives, double... values) {
    Check.onePerObjective("end of trial " + trial, values.length, objectives);
    List<Double> list = new ArrayList<>(values.length);
    for (double value : values) {
      if (Double.isNaN(value)) {
        return new Outcome(TrialState.FAIL, List.of());
      }
      list.add(value);
    }
    return new Outcome(TrialState.COMPLETE, list);
  }

  /** An end without values of its own. */
  static Outcome without(TrialState state) {
    if (state != TrialState.PRUNED && state != TrialState.FAIL) {
      throw new IllegalArgumentException(
          "state " + state + " without values: give PRUNED or FAIL, or the values");
    }
    return new Outcome(state, List.of());
  }

  /** The values that a trial ends with: a pruned one has the last that were reported, unless one of them is NaN. */
  List<Double> values(FrozenTrial trial, int objectives) {
    Integer step = trial.lastStep();
    if (state != TrialState.PRUNED || step == null) {
      return values;
    }
    if (objectives == 1) {
      double last = trial.intermediateValues().getOrDefault(step, Double.NaN);
      return Double.isNaN(last) ? List.of() : List.of(last);
    }
    List<Double> reported = new ArrayList<>();
    if (trial.systemAttributes().get(FrozenTrial.VECTORS) instanceof Map<?, ?> vectors
        && vectors.get(step.toString()) instanceof List<?> vector) {
      for (Object value : vector) {
        if (value instanceof Number number) {
          reported.add(number.doubleValue());
        }
      }
    }
    return reported.size() == objectives ? reported : List.of();
  }
}
