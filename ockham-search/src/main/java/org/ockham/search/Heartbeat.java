package org.ockham.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ockham.search.storage.Log;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StorageException;
import org.ockham.search.storage.TrialWrite;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;
import org.slf4j.Logger;

/**
 * Says that this process's trials live, writes what they keep waiting, and finds the trials of processes that died.
 */
final class Heartbeat {

  /** The time between two beats; a trial is dead after twice that. */
  static final Duration INTERVAL = Duration.ofSeconds(60);

  /** How often a dead worker's trial is tried again. */
  private static final int RETRIES = 3;

  private static final Logger LOG = Log.of(Heartbeat.class);

  /** One thread for all studies: a beat is one short write. */
  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "ockham-heartbeat");
        thread.setDaemon(true);
        return thread;
      });

  private final Storage storage;
  private final long study;
  private final Ledger ledger;
  private final Duration interval;
  private @Nullable ScheduledFuture<?> beating;
  private long lastBeat = System.nanoTime();

  Heartbeat(Storage storage, long study, Ledger ledger, Duration interval) {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException(
          "heartbeat interval " + interval + ": give a positive duration");
    }
    this.storage = storage;
    this.study = study;
    this.ledger = ledger;
    this.interval = interval;
  }

  synchronized void start() {
    if (beating == null) {
      long tick = Math.max(10, Math.min(1000, interval.toMillis() / 2));
      beating = CLOCK.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.MILLISECONDS);
    }
  }

  private void tick() {
    try {
      List<Trial> live = ledger.live();
      if (live.isEmpty()) {
        rest();
        return;
      }
      if (System.nanoTime() - lastBeat >= interval.toNanos()) {
        lastBeat = System.nanoTime();
        storage.beat(live.stream().map(Trial::id).toList());
      }
      live.forEach(Trial::flush);
    } catch (RuntimeException e) {
      // The trial's own writes meet the same trouble and tell the user.
      LOG.warn("heartbeat: {}", e.getMessage());
    }
  }

  private synchronized void rest() {
    if (beating != null && ledger.live().isEmpty()) {
      beating.cancel(false);
      beating = null;
    }
  }

  /** The trials under way whose process died. */
  List<FrozenTrial> dead() {
    ledger.sync();
    List<Long> silent = storage.stale(study, interval.multipliedBy(2));
    List<FrozenTrial> dead = new ArrayList<>();
    for (FrozenTrial trial : ledger.foreign()) {
      if (trial.state() == TrialState.RUNNING
          && (silent.contains(trial.id())
              || WorkerId.dead(trial.systemAttributes().get(WorkerId.KEY)))) {
        dead.add(trial);
      }
    }
    return dead;
  }

  /** Fails the trials of processes that died and queues them again, each in one step that a kill does not divide. */
  void retryDead() {
    for (FrozenTrial trial : dead()) {
      try {
        TrialWrite again = retry(trial);
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
  private static @Nullable TrialWrite retry(FrozenTrial trial) {
    List<@Nullable Object> past = new ArrayList<>();
    if (trial.systemAttributes().get("retry_history") instanceof List<?> list) {
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
    Map<String, @Nullable Object> params = new LinkedHashMap<>();
    if (trial.systemAttributes().get(FrozenTrial.FIXED_PARAMS) instanceof Map<?, ?> fixed) {
      fixed.forEach((key, value) -> params.put(String.valueOf(key), value));
    }
    params.putAll(trial.params());
    return new TrialWrite(
            TrialState.WAITING,
            List.of(),
            Parameters.NONE,
            TrialWrite.NOTHING.intermediateValues(),
            trial.userAttributes(),
            Map.of())
        .withSystemAttribute("failed_trial", past.get(0))
        .withSystemAttribute("retry_history", past)
        .withSystemAttribute(FrozenTrial.FIXED_PARAMS, params);
  }
}
