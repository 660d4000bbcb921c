package org.ockham.watch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;

/** The trials of a study, of which those that have ended are read once. */
final class KnownTrials {

  /** As many as are read in a few tens of milliseconds. */
  static final int PIECE = 2000;

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

  /**
   * Reads what is not known yet; those that a study of the same key had, which was deleted since, are forgotten.
   *
   * @param piece takes all trials that are known so far whenever their number has doubled, while there are more to read
   * @return all of them as they are now
   */
  List<FrozenTrial> read(Storage storage, Consumer<List<FrozenTrial>> piece) {
    Set<Long> asked = new HashSet<>(open);
    if (newest >= 0) {
      asked.add(newest);
      List<FrozenTrial> some = storage.trials(study, asked, newest);
      if (some.stream().map(FrozenTrial::id).collect(Collectors.toSet()).containsAll(asked)) {
        open.clear();
        add(some);
        return all();
      }
      byNumber.clear();
      open.clear();
      newest = -1;
    }
    int told = 0;
    List<FrozenTrial> some = storage.next(study, newest, PIECE);
    while (!some.isEmpty()) {
      add(some);
      if (some.size() < PIECE) {
        break;
      }
      if (byNumber.size() >= 2 * told) {
        told = byNumber.size();
        piece.accept(all());
      }
      some = storage.next(study, newest, PIECE);
    }
    return all();
  }

  private List<FrozenTrial> all() {
    return new ArrayList<>(byNumber.values());
  }

  private void add(List<FrozenTrial> some) {
    for (FrozenTrial trial : some) {
      byNumber.put(trial.number(), trial);
      newest = Math.max(newest, trial.id());
      if (!trial.state().finished()) {
        open.add(trial.id());
      }
    }
  }
}
