package org.ockham.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ockham.search.sampler.Proposer;
import org.ockham.search.space.Distribution;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/**
 * What this process knows of a study's trials: finished ones are read once and kept, those under way here are looked at,
 * those of other processes read again. All handles of a study share one, and with it what its sampler remembers.
 */
final class TrialCache {

  /** One part in so many of the time may go into reading again and again. */
  private static final long SPARING = 20;

  private final Storage storage;
  private final long study;

  /** Finished trials as they became known, and by number those before which none is missing. */
  private TrialOrder asKnown;

  private final TrialOrder byNumber;
  private final Map<Integer, FrozenTrial> beyond = new HashMap<>();

  private final TreeMap<Long, FrozenTrial> foreign = new TreeMap<>();
  private final TreeMap<Long, LiveTrial> live = new TreeMap<>();
  private final Map<String, Distribution> distributions = new HashMap<>();
  private final Tally tally = new Tally();
  private long newest = -1;
  private int numbers;
  private long lastSync = System.nanoTime();
  private long syncTook;

  TrialCache(Storage storage, long study, Supplier<Proposer> sampler) {
    this.storage = storage;
    this.study = study;
    this.asKnown = new TrialOrder(sampler);
    this.byNumber = new TrialOrder(sampler);
    asKnown.proposer(); // refuses here a study that the sampler cannot serve
  }

  /** Reads what others did, unless that was read a moment ago: they write but once a second, and where many do, reading takes long. */
  synchronized void syncIfLate() {
    long start = System.nanoTime();
    if (start - lastSync > Math.max(LiveTrial.LATE, SPARING * syncTook)) {
      sync();
      syncTook = System.nanoTime() - start;
    }
  }

  /** Reads what others did. */
  synchronized void sync() {
    lastSync = System.nanoTime();
    for (FrozenTrial trial : storage.trials(study, foreign.keySet(), newest)) {
      newest = Math.max(newest, trial.id());
      numbers = Math.max(numbers, trial.number() + 1);
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

  /** A trial is evaluated by this process from now on. */
  synchronized LiveTrial open(FrozenTrial claimed) {
    LiveTrial trial = new LiveTrial(storage, claimed);
    numbers = Math.max(numbers, claimed.number() + 1);
    live.put(claimed.id(), trial);
    foreign.remove(claimed.id());
    return trial;
  }

  /** A trial is not evaluated by this process any more: it ended, is queued again, or is left to others. */
  synchronized void close(FrozenTrial trial) {
    boolean here = live.remove(trial.id()) != null;
    if (!trial.state().finished()) {
      foreign.put(trial.id(), trial);
    } else if (here) {
      keep(trial);
    }
    notifyAll();
  }

  private void keep(FrozenTrial trial) {
    tally.add(trial);
    asKnown.add(trial);
    beyond.put(trial.number(), trial);
    for (FrozenTrial next = beyond.remove(byNumber.size());
        next != null;
        next = beyond.remove(byNumber.size())) {
      byNumber.add(next);
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

  /** Fails if the study knows one of the parameters by another kind of distribution, or its value cannot be. */
  void check(Parameters parameters) {
    for (int i = 0; i < parameters.size(); i++) {
      String name = parameters.name(i);
      Distribution distribution = parameters.distribution(i);
      check(name, distribution);
      distribution.toInternal(name, distribution.toExternal(parameters.internal(i)));
    }
  }

  /**
   * A study's trials, counted.
   *
   * @param numbers how many there are: the next one's number
   * @param counted how many are in the states that were asked for
   * @param elsewhere how many another process has under way, and says of that they live
   * @param queued how many are queued
   */
  record Census(int numbers, int counted, int elsewhere, int queued) {}

  /** How many trials there are, and how many of them in one of these states, by the storage as it is now. */
  synchronized Census census(Set<TrialState> states) {
    sync();
    List<FrozenTrial> others = new ArrayList<>(foreign.values());
    live.values().forEach(trial -> others.add(trial.now())); // one may have ended a moment ago
    int elsewhere = 0;
    int queued = 0;
    for (FrozenTrial trial : foreign.values()) {
      if (trial.state() == TrialState.WAITING) {
        queued++;
      } else if (WorkerId.isOther(trial.systemAttributes().get(WorkerId.KEY))) {
        elsewhere++;
      }
    }
    return new Census(numbers, tally.count(states, others), elsewhere, queued);
  }

  /**
   * Begins as a study does that was read from its storage: where trials became known in another order than that of their
   * numbers, the sampler meets them anew.
   */
  synchronized void arrange() {
    sync();
    if (!asKnown.isByNumber()) {
      asKnown = asKnown.sorted();
    }
  }

  /** For a trial that learns from all that ended until now, and from who else is under way or has ended since. */
  synchronized Sampling sampling(@Nullable LiveTrial trial) {
    TrialOrder order = asKnown;
    int ended = order.size();
    return order.first(ended, () -> others(trial, order, ended));
  }

  /** For a trial that learns from trials 0 to count − 1 and no others, once all of them have ended. */
  synchronized Sampling sampling(int count) throws InterruptedException {
    while (byNumber.size() < count) {
      if (live.isEmpty() || !foreign.isEmpty()) {
        sync();
      }
      if (byNumber.size() < count) {
        wait(foreign.isEmpty() ? 1000 : 50);
      }
    }
    return byNumber.first(count, List::of);
  }

  /** Whether there is nothing left to propose, for those who go by number or for the others. */
  boolean exhausted(boolean ordered) {
    Proposer proposer;
    Sampling all;
    synchronized (this) {
      all = sampling(null);
      proposer = ordered ? byNumber.proposer() : all.proposer();
    }
    return proposer.exhausted(all.history());
  }

  /** Who is under way or has ended since: a trial that ends meanwhile is in one list or the other, never in none. */
  private List<FrozenTrial> others(@Nullable LiveTrial except, TrialOrder order, int ended) {
    List<FrozenTrial> others = new ArrayList<>();
    synchronized (this) {
      others.addAll(order.since(ended));
      for (FrozenTrial trial : foreign.values()) {
        if (trial.state() == TrialState.RUNNING) {
          others.add(trial);
        }
      }
      for (LiveTrial trial : live.values()) {
        if (trial != except) {
          others.add(trial.announced());
        }
      }
    }
    others.sort(Comparator.comparingInt(FrozenTrial::number));
    return others;
  }

  synchronized List<LiveTrial> live() {
    return new ArrayList<>(live.values());
  }

  /** The trial of this key, if this process evaluates it. */
  synchronized @Nullable LiveTrial live(long id) {
    return live.get(id);
  }

  /** The trials that have not ended and that this process does not evaluate. */
  synchronized List<FrozenTrial> foreign() {
    return new ArrayList<>(foreign.values());
  }

  /** Every trial, by number. */
  synchronized List<FrozenTrial> all() {
    List<FrozenTrial> all = asKnown.all();
    all.addAll(foreign.values());
    live.values().forEach(trial -> all.add(trial.now()));
    all.sort(Comparator.comparingInt(FrozenTrial::number));
    return all;
  }
}
