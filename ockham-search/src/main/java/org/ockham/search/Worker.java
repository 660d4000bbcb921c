package org.ockham.search;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StorageException;
import org.ockham.search.storage.StudyRecord;
import org.ockham.search.storage.TrialWrite;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** The part of a study that evaluates its trials in this process: claims them, lets them begin, and ends them. */
final class Worker {

  private final StudyRecord study;
  private final Storage storage;
  private final Pruner pruner;
  private final TrialCache cache;
  private final Heartbeat heartbeat;

  /** Trials that ought to be queued again, which the storage did not take. */
  private final Set<Long> abandoned = new TreeSet<>();

  Worker(StudyRecord study, Storage storage, Pruner pruner, TrialCache cache, Heartbeat heartbeat) {
    this.study = study;
    this.storage = storage;
    this.pruner = pruner;
    this.cache = cache;
    this.heartbeat = heartbeat;
  }

  private static Map<String, @Nullable Object> signature() {
    return Map.of(WorkerId.KEY, WorkerId.SELF.text());
  }

  /** A queued trial, or a new one. */
  LiveTrial claim() {
    releaseAbandoned();
    return watched(storage.start(study.id(), signature()));
  }

  /** A queued trial, or a new one of a number below this; null if there is neither. */
  @Nullable
  LiveTrial claimBelow(int number) {
    releaseAbandoned();
    return storage
        .start(study.id(), signature(), true, number)
        .map(this::watched)
        .orElse(null);
  }

  /** A dead trial, to be evaluated anew under its number; null if it ended meanwhile. */
  @Nullable
  LiveTrial claim(FrozenTrial dead) {
    releaseAbandoned();
    return storage.restart(dead.id(), signature()) ? watched(stored(dead.id())) : null;
  }

  private LiveTrial watched(FrozenTrial claimed) {
    LiveTrial trial = cache.open(claimed);
    heartbeat.start();
    return synced(trial);
  }

  /** A queued trial, or a new one, of which nobody says that it lives. */
  LiveTrial claimUnwatched() {
    return synced(cache.open(storage.start(study.id(), Map.of(), false)));
  }

  private LiveTrial synced(LiveTrial trial) {
    try {
      cache.sync();
    } catch (StorageException e) {
      giveBack(trial, e);
      throw e;
    }
    return trial;
  }

  /** Lets a trial begin that learns from all that ended until now; given back if the sampler fails. */
  Trial begin(LiveTrial trial) {
    try {
      return new Trial(study, pruner, cache, trial, cache.sampling(trial));
    } catch (Throwable e) {
      giveBack(trial, e);
      throw e;
    }
  }

  /** Lets a trial begin that learns from those of smaller numbers but for the last of so many, once they have ended. */
  Trial begin(LiveTrial trial, int lag) throws InterruptedException {
    int others = Math.max(0, trial.now().number() - lag + 1);
    try {
      return new Trial(study, pruner, cache, trial, cache.sampling(others));
    } catch (Throwable e) {
      giveBack(trial, e);
      throw e;
    }
  }

  /** Takes part in a trial that another process has under way; null if none has. */
  @Nullable
  Trial join(int number) {
    cache.sync();
    for (FrozenTrial trial : cache.foreign()) {
      if (trial.number() == number && trial.state() == TrialState.RUNNING) {
        LiveTrial joined = cache.open(trial);
        try {
          Trial begun = new Trial(study, pruner, cache, joined, cache.sampling(joined), true);
          heartbeat.start();
          return begun;
        } catch (RuntimeException | Error e) {
          cache.close(joined.now()); // it is the other's to give back
          throw e;
        }
      }
    }
    return null;
  }

  /** Takes in what those who joined a trial of this process wrote to it. */
  FrozenTrial takeBack(LiveTrial trial) {
    trial.flush();
    trial.refresh(stored(trial.id()));
    return trial.now();
  }

  /** Ends a trial of this process; the trial as somebody else ended it, if he was first. */
  FrozenTrial end(LiveTrial trial, Outcome outcome) {
    boolean first = trial.end(
        outcome.state(), outcome.values(trial.now(), study.directions().size()));
    FrozenTrial ended = first ? trial.now() : stored(trial.id());
    cache.close(ended);
    return ended;
  }

  /** Ends a trial of any process, or leaves one that has ended as it is if that is wanted. */
  FrozenTrial end(int number, Outcome outcome, boolean lenient) {
    cache.sync();
    FrozenTrial trial = cache.all().stream()
        .filter(known -> known.number() == number)
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("study \"" + study.name() + "\" has no trial " + number));
    if (trial.state().finished() && lenient) {
      return trial;
    }
    if (trial.state() != TrialState.RUNNING) {
      throw new IllegalStateException("trial " + number + " is " + trial.state()
          + " and not under way: "
          + (trial.state() == TrialState.WAITING
              ? "ask for it first"
              : "a finished trial never changes"));
    }
    LiveTrial here = cache.live(trial.id());
    if (here != null) {
      return end(here, outcome);
    }
    List<Double> values = outcome.values(trial, study.directions().size());
    boolean first =
        storage.write(trial.id(), TrialWrite.NOTHING.withState(outcome.state(), values));
    cache.sync();
    if (!first && !lenient) {
      throw new IllegalStateException(
          "trial " + number + " ended meanwhile: a finished trial never changes");
    }
    return stored(trial.id());
  }

  /** Leaves a trial to whoever ends it. */
  FrozenTrial leave(LiveTrial trial) {
    try {
      trial.flush();
    } finally {
      cache.close(trial.now());
    }
    return trial.now();
  }

  /** Queues a trial again whose evaluation was cut short, for whoever goes on with the study. */
  void giveBack(LiveTrial trial, Throwable cause) {
    try {
      trial.release();
      cache.close(stored(trial.id()));
    } catch (StorageException e) {
      synchronized (abandoned) {
        abandoned.add(trial.id());
      }
      cache.close(trial.now());
      cause.addSuppressed(e);
    }
  }

  /** Queues the trials that could not be given back, as far as the storage takes that now. */
  private void releaseAbandoned() {
    synchronized (abandoned) {
      for (var ids = abandoned.iterator(); ids.hasNext(); ids.remove()) {
        storage.release(ids.next());
      }
    }
  }

  private FrozenTrial stored(long trial) {
    return storage.trials(study.id(), List.of(trial), Long.MAX_VALUE).get(0);
  }

  /** Whether the other evaluates the same study. */
  boolean isOfSameStudy(Worker other) {
    return storage == other.storage && study.id() == other.study.id();
  }
}
