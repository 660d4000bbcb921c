package org.ockham.search.analysis;

import java.util.ArrayList;
import java.util.List;
import org.ockham.search.StudyResult;
import org.ockham.search.check.Check;
import org.ockham.search.trial.FrozenTrial;

/** The complete trials within their ranges and with a finite value of one objective, as losses. */
record Target(List<FrozenTrial> trials, List<Double> losses) {

  static Target of(StudyResult result, int objective) {
    int last = result.directions().size() - 1;
    Check.require(
        0 <= objective && objective <= last, "objective", objective, "lie in [0, " + last + "]");
    List<FrozenTrial> trials = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    for (FrozenTrial trial : result.complete()) {
      double loss = result.directions().get(objective).loss(trial.values().get(objective));
      if (Double.isFinite(loss) && trial.parameters().within()) {
        trials.add(trial);
        losses.add(loss);
      }
    }
    return new Target(trials, losses);
  }
}
