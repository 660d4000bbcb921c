package org.ockham.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.Distribution;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.History;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/**
 * What this JVM knows of a study's trials. Finished ones are read once and kept; those under way here are asked, those of
 * other processes read again.
 */
final class Ledger {

  private final Storage storage;
  private final long study;

  private FrozenTrial[] finished = new FrozenTrial[16];
  private int finishedCount;
  private FrozenTrial[] prefix = new FrozenTrial[16];
  private int prefixCount;
  private final Map<Integer, FrozenTrial> beyondPrefix = new HashMap<>();
  private final TreeMap<Long, FrozenTrial> foreign = new TreeMap<>();
  private final TreeMap<Long, Trial> live = new TreeMap<>();
  private final Map<String, Distribution> distributions = new HashMap<>();
  private final Tally tally = new Tally();
  private final Set<Long> abandoned = new TreeSet<>();
  private long newest = -1;

  Ledger(Storage storage, long study) {
    this.storage = storage;
    this.study = study;
  }

  /** Reads what others did. */
  synchronized void sync() {
    for (FrozenTrial trial : storage.trials(study, foreign.keySet(), newest)) {
      newest = Math.max(newest, trial.id());
      if (live.containsKey(trial.id())) {
        continue;
      }
      if (trial.state().finished()) {
        foreign.remove(trial.id());
        keep(trial);
      } else {
        foreign.put(trial.id(), trial);
      }
    }
    notifyAll();
  }

  synchronized void open(Trial trial) {
    live.put(trial.id(), trial);
    foreign.remove(trial.id());
  }

  /** A trial of this JVM ended. */
  synchronized void close(FrozenTrial trial) {
    if (live.remove(trial.id()) != null && trial.state().finished()) {
      keep(trial);
    }
    notifyAll();
  }

  /** A trial of this JVM is queued again. */
  synchronized void release(FrozenTrial trial) {
    live.remove(trial.id());
    foreign.put(trial.id(), trial);
    notifyAll();
  }

  /** A trial of this JVM ought to be queued again, and the storage did not take that. */
  synchronized void abandon(Trial trial) {
    live.remove(trial.id());
    foreign.put(trial.id(), trial.freeze());
    abandoned.add(trial.id());
    notifyAll();
  }

  /** Queues the abandoned trials again, as far as the storage takes that now. */
  synchronized void releaseAbandoned() {
    for (var ids = abandoned.iterator(); ids.hasNext(); ids.remove()) {
      storage.release(ids.next());
    }
  }

  /** How many trials are in one of these states, by the storage as it is now. */
  int count(Set<TrialState> states) {
    sync();
    List<FrozenTrial> open = new ArrayList<>(foreign());
    live().forEach(trial -> open.add(trial.freeze()));
    synchronized (this) {
      return tally.count(
          states, open.stream().filter(t -> !t.state().finished()).toList());
    }
  }

  private void keep(FrozenTrial trial) {
    tally.add(trial);
    if (finishedCount == finished.length) {
      finished = Arrays.copyOf(finished, 2 * finishedCount);
    }
    finished[finishedCount++] = trial;
    beyondPrefix.put(trial.number(), trial);
    for (FrozenTrial next = beyondPrefix.remove(prefixCount);
        next != null;
        next = beyondPrefix.remove(prefixCount)) {
      if (prefixCount == prefix.length) {
        prefix = Arrays.copyOf(prefix, 2 * prefixCount);
      }
      prefix[prefixCount++] = next;
    }
    Parameters parameters = trial.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      distributions.putIfAbsent(parameters.name(i), parameters.distribution(i));
    }
  }

  /** Fails if the study knows the parameter by another kind of distribution. */
  synchronized void check(String name, Distribution distribution) {
    Distribution known = distributions.putIfAbsent(name, distribution);
    if (known != null && known != distribution) {
      known.requireCompatible(name, distribution);
    }
  }

  /** All that ended until now, and whoever is under way but one, if any is named. */
  synchronized History history(@Nullable Trial except) {
    return History.of(finished, finishedCount, () -> running(except));
  }

  /** Trials 0 to count − 1, once all of them have ended. */
  synchronized History prefix(int count) throws InterruptedException {
    while (prefixCount < count) {
      if (live.isEmpty() || !foreign.isEmpty()) {
        sync();
      }
      if (prefixCount < count) {
        wait(foreign.isEmpty() ? 1000 : 50);
      }
    }
    return History.of(prefix, count, List::of);
  }

  private List<FrozenTrial> running(@Nullable Trial except) {
    List<Trial> here;
    List<FrozenTrial> all = new ArrayList<>();
    synchronized (this) {
      here = new ArrayList<>(live.values());
      for (FrozenTrial trial : foreign.values()) {
        if (trial.state() == TrialState.RUNNING) {
          all.add(trial);
        }
      }
    }
    for (Trial trial : here) {
      if (trial != except) {
        all.add(trial.announced());
      }
    }
    all.sort((a, b) -> Integer.compare(a.number(), b.number()));
    return all;
  }

  synchronized List<Trial> live() {
    return new ArrayList<>(live.values());
  }

  synchronized List<FrozenTrial> foreign() {
    return new ArrayList<>(foreign.values());
  }

  synchronized @Nullable Trial live(long id) {
    return live.get(id);
  }

  synchronized List<FrozenTrial> finished() {
    return new ArrayList<>(Arrays.asList(finished).subList(0, finishedCount));
  }

  /** Every trial, by number. */
  List<FrozenTrial> all() {
    List<Trial> here;
    List<FrozenTrial> all;
    synchronized (this) {
      all = finished();
      all.addAll(foreign.values());
      here = live();
    }
    for (Trial trial : here) {
      FrozenTrial now = trial.freeze();
      if (!now.state().finished()) {
        all.add(now);
      }
    }
    all.sort((a, b) -> Integer.compare(a.number(), b.number()));
    return all;
  }
}
