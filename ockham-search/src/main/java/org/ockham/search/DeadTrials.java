package org.ockham.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.search.storage.Log;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StorageException;
import org.ockham.search.storage.TrialWrite;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;
import org.slf4j.Logger;

/** The trials of a study whose process died: those that nobody evaluates any more, and that are to be tried again. */
final class DeadTrials {

  /** How often a dead worker's trial is tried again. */
  private static final int RETRIES = 3;

  private static final Logger LOG = Log.of(DeadTrials.class);

  private final Storage storage;
  private final long study;
  private final TrialCache cache;
  private final Duration interval;
  private final Duration silence;
  private long lastLook;

  /** With the time between two beats: a trial is dead after twice that. */
  DeadTrials(Storage storage, long study, TrialCache cache, Duration interval) {
    this.storage = storage;
    this.study = study;
    this.cache = cache;
    this.interval = interval;
    this.silence = interval.multipliedBy(2);
    this.lastLook = System.nanoTime() - interval.toNanos();
  }

  /** The trials under way whose process died. */
  List<FrozenTrial> find() {
    cache.sync();
    List<Long> silent = storage.stale(study, silence);
    List<FrozenTrial> dead = new ArrayList<>();
    for (FrozenTrial trial : cache.foreign()) {
      if (trial.state() == TrialState.RUNNING
          && (silent.contains(trial.id())
              || WorkerId.dead(trial.systemAttributes().get(WorkerId.KEY)))) {
        dead.add(trial);
      }
    }
    return dead;
  }

  /** As {@link #retry}, once in the time between two beats: for whoever asks often. */
  void retryIfDue() {
    synchronized (this) {
      if (System.nanoTime() - lastLook < interval.toNanos()) {
        return;
      }
      lastLook = System.nanoTime();
    }
    retry();
  }

  /** Fails them and queues them again, each in one step that a kill does not divide. */
  void retry() {
    for (FrozenTrial trial : find()) {
      try {
        TrialWrite again = again(trial);
        if (storage.replace(
            trial.id(),
            TrialWrite.NOTHING
                .withState(TrialState.FAIL, List.of())
                .withSystemAttribute(Tally.DIED, true),
            again)) {
          LOG.info(
              "trial {} died with its process and is {}",
              trial.number(),
              again == null ? "not tried again" : "queued again");
        }
      } catch (StorageException e) {
        LOG.warn("trial {} of a dead process stays as it is: {}", trial.number(), e.getMessage());
      }
    }
  }

  /** What to queue in the place of a dead trial; null if it died too often. */
  private static @Nullable TrialWrite again(FrozenTrial trial) {
    List<@Nullable Object> past = new ArrayList<>();
    if (trial.systemAttributes().get(FrozenTrial.RETRY_HISTORY) instanceof List<?> list) {
      past.addAll(list);
    }
    past.add(trial.number());
    if (past.size() > RETRIES) {
      LOG.warn(
          "trial {} died {} times with its process and is not tried again",
          past.get(0),
          past.size());
      return null;
    }
    Map<String, @Nullable Object> params = FixedParams.of(trial);
    params.putAll(trial.params());
    return FixedParams.queued(params, trial.userAttributes())
        .withSystemAttribute(FrozenTrial.FAILED_TRIAL, past.get(0))
        .withSystemAttribute(FrozenTrial.RETRY_HISTORY, past);
  }
}
