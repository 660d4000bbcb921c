package org.ockham.search.sampler;

import java.util.List;
import java.util.Map;
import org.ockham.search.space.Distribution;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.History;
import org.ockham.search.trial.TrialState;

/** The parameters that all trials of a history share, learnt as the history grows. */
final class SharedSpace {

  private final Spaces spaces = new Spaces(false);
  private int read;

  /** The shared parameters that have more than one value, by name. */
  synchronized Map<String, Distribution> of(History history) {
    List<FrozenTrial> finished = history.finished();
    for (; read < finished.size(); read++) {
      if (finished.get(read).state() != TrialState.FAIL) {
        spaces.add(read, finished.get(read));
      }
    }
    List<Map<String, Distribution>> groups = spaces.after(finished.size());
    return groups.isEmpty() ? Map.of() : groups.get(0);
  }
}
