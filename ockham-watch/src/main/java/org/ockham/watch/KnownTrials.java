package org.ockham.watch;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.ockham.search.trial.FrozenTrial;

/** The trials of a study, of which those that have ended are read once. */
final class KnownTrials {

  /** As many as are read in a few tens of milliseconds. */
  static final int PIECE = 2000;

  private static final int LEAST = 50;

  private final long study;
  private final Map<Integer, FrozenTrial> byNumber = new TreeMap<>();
  private final Set<Long> open = new HashSet<>();
  private List<FrozenTrial> all = List.of();
  private boolean isChanged;
  private long newest = -1;
  private long ended = -1;
  private int size = PIECE;

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
   * @return all of them as they are now; the same list as before if they are the same
   */
  synchronized List<FrozenTrial> read(Reads reads, Consumer<List<FrozenTrial>> piece) {
    int told = readOpen(reads) ? byNumber.size() : 0;
    boolean isMore = true;
    while (isMore) {
      Piece some = next(reads);
      add(some.trials);
      isMore = some.trials.size() >= some.asked;
      if (isMore && byNumber.size() >= 2 * told) {
        told = byNumber.size();
        piece.accept(all());
      }
    }
    return all();
  }

  /** Reads those again that had not ended, and the newest; gives whether what was known is still so. */
  private boolean readOpen(Reads reads) {
    if (newest < 0) {
      return false;
    }
    Set<Long> asked = new HashSet<>(open);
    asked.add(newest);
    if (ended >= 0) {
      asked.add(ended);
    }
    List<FrozenTrial> some = reads.of(storage -> storage.trials(study, asked, Long.MAX_VALUE));
    open.clear();
    if (some.size() == asked.size() && some.stream().allMatch(this::isKnown)) {
      add(some);
      return true;
    }
    forget();
    return false;
  }

  /** Whether it is one of those that are known, and may have gone on since: another study's trials may have the same keys. */
  private boolean isKnown(FrozenTrial now) {
    FrozenTrial before = byNumber.get(now.number());
    if (before == null || before.id() != now.id()) {
      return false;
    }
    return before.state().finished()
        ? before.equals(now)
        : before.start() == null || before.start().equals(now.start());
  }

  private void forget() {
    byNumber.clear();
    newest = -1;
    ended = -1;
    isChanged = true;
  }

  /** Some trials, and how many were asked for. */
  record Piece(List<FrozenTrial> trials, int asked) {}

  /** The next ones; fewer each time that a writer came between, for whom all of them took too long. */
  private Piece next(Reads reads) {
    int[] most = {2 * size};
    Piece next = reads.of(storage -> {
      most[0] = Math.max(LEAST, most[0] / 2);
      return new Piece(storage.next(study, newest, most[0]), most[0]);
    });
    size = Math.min(PIECE, 2 * next.asked);
    return next;
  }

  private List<FrozenTrial> all() {
    if (isChanged) {
      all = List.copyOf(byNumber.values());
      isChanged = false;
    }
    return all;
  }

  private void add(List<FrozenTrial> some) {
    for (FrozenTrial trial : some) {
      // What is the same stays the same object: nothing is found out of it again.
      if (!trial.equals(byNumber.get(trial.number()))) {
        byNumber.put(trial.number(), trial);
        isChanged = true;
      }
      newest = Math.max(newest, trial.id());
      if (trial.state().finished()) {
        ended = Math.max(ended, trial.id());
      } else {
        open.add(trial.id());
      }
    }
  }
}
