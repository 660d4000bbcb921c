package org.ockham.watch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;

/** The trials of a study, of which those that have ended are read once. */
final class KnownTrials {

  private final long study;
  private final Map<Integer, FrozenTrial> byNumber = new TreeMap<>();
  private final Set<Long> open = new HashSet<>();
  private long newest = -1;

  KnownTrials(long study) {
    this.study = study;
  }

  /** Whether they are of the study of this key. */
  boolean isOf(long other) {
    return study == other;
  }

  /** All of them as they are now; those that a study of the same key had, which was deleted since, are forgotten. */
  List<FrozenTrial> read(Storage storage) {
    Set<Long> asked = new HashSet<>(open);
    if (newest >= 0) {
      asked.add(newest);
    }
    List<FrozenTrial> some = storage.trials(study, asked, newest);
    if (!some.stream().map(FrozenTrial::id).toList().containsAll(asked)) {
      byNumber.clear();
      newest = -1;
      some = storage.trials(study, List.of(), -1);
    }
    open.clear();
    for (FrozenTrial trial : some) {
      byNumber.put(trial.number(), trial);
      newest = Math.max(newest, trial.id());
      if (!trial.state().finished()) {
        open.add(trial.id());
      }
    }
    return new ArrayList<>(byNumber.values());
  }
}
