package org.ockham.search;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ockham.search.check.Check;
import org.ockham.search.storage.Log;
import org.ockham.search.storage.Storage;
import org.slf4j.Logger;

/** Says that this process's trials live, and writes what they keep waiting. */
final class Heartbeat {

  /** The time between two beats; a trial is dead after twice that. */
  static final Duration INTERVAL = Duration.ofSeconds(60);

  private static final Logger LOG = Log.of(Heartbeat.class);

  /** One thread for all studies: a beat is one short write. */
  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "ockham-heartbeat");
        thread.setDaemon(true);
        return thread;
      });

  private final Storage storage;
  private final TrialCache cache;
  private final Duration interval;
  private @Nullable ScheduledFuture<?> beating;
  private long lastBeat = System.nanoTime();
  private boolean troubled;

  Heartbeat(Storage storage, TrialCache cache, Duration interval) {
    Check.positive("heartbeat interval", interval);
    this.storage = storage;
    this.cache = cache;
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
      List<LiveTrial> live = cache.live();
      if (live.isEmpty()) {
        rest();
        return;
      }
      if (System.nanoTime() - lastBeat >= interval.toNanos()) {
        lastBeat = System.nanoTime();
        storage.beat(live.stream().map(LiveTrial::id).toList());
      }
      live.forEach(LiveTrial::flush);
      troubled = false;
    } catch (RuntimeException e) {
      // The trial's own writes meet the same trouble and tell the user.
      if (!troubled) {
        LOG.warn("heartbeat: {}", e.getMessage());
      }
      troubled = true;
    }
  }

  private synchronized void rest() {
    if (beating != null && cache.live().isEmpty()) {
      beating.cancel(false);
      beating = null;
    }
  }
}
