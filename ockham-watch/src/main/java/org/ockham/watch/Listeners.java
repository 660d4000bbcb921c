package org.ockham.watch;

import io.javalin.http.sse.SseClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The browsers that look on, each told when what it shows has changed. Nothing is looked at that nobody shows, and nothing more often than
 * twenty times a second; where nobody looks on, nothing is done. A change after a rest is told at once, so that it is seen soon; of what
 * changes all the time there is word once a second.
 */
final class Listeners implements AutoCloseable {

  private static final String ENDED = "ended";

  private static final long PERIOD = 50; // ms
  private static final long ALL = TimeUnit.SECONDS.toNanos(1);
  private static final long LAST = TimeUnit.SECONDS.toNanos(5);
  private static final long SIGN = TimeUnit.SECONDS.toNanos(10);

  private final Watch watch;
  private final Bodies bodies;
  private final Map<String, Set<SseClient>> clients = new ConcurrentHashMap<>();
  private final Map<String, Stamp> told = new ConcurrentHashMap<>();
  private final Map<String, Rest> rests = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ockham-watch");
        thread.setDaemon(true);
        return thread;
      });
  private final Allowance allowance = new Allowance();
  private @Nullable Future<?> looking;
  private volatile @Nullable String ended;
  private long nextAll = System.nanoTime();
  private long nextSign = System.nanoTime();

  Listeners(Watch watch, Bodies bodies) {
    this.watch = watch;
    this.bodies = bodies;
  }

  /** One more, of what has this id; of all there is if it is empty. */
  void add(String id, SseClient client) {
    client.keepAlive();
    client.onClose(() -> remove(id, client));
    clients.compute(id, (key, some) -> {
      // In one step: the last of the others may be leaving, and would take the set along.
      Set<SseClient> all = some == null ? ConcurrentHashMap.newKeySet() : some;
      all.add(client);
      return all;
    });
    String words = ended; // afterwards: whoever comes as it ends is told twice, not never
    if (words != null) {
      client.sendEvent(ENDED, words);
    }
    // Before the browser asks for what there is: it is told of whatever changes from here on.
    told.computeIfAbsent(id, key -> stamp(key, 0));
    begin();
  }

  private synchronized void begin() {
    if (looking == null && !clock.isShutdown()) {
      looking = clock.scheduleWithFixedDelay(this::tick, PERIOD, PERIOD, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void rest() {
    if (looking != null && clients.isEmpty()) {
      looking.cancel(false);
      looking = null;
    }
  }

  private void remove(String id, SseClient client) {
    clients.computeIfPresent(id, (key, some) -> {
      some.remove(client);
      return some.isEmpty() ? null : some;
    });
  }

  /** Whatever fails: a clock that threw once would not tick again, and nobody would see it. */
  @SuppressWarnings("CatchingThrowable") // memory may be short here, too, and is not for long
  private void tick() {
    try {
      look();
    } catch (Throwable e) {
      // The next look may have more luck.
    }
  }

  private void look() {
    if (clients.isEmpty()) {
      rest();
    }
    long now = System.nanoTime();
    boolean isSignDue = now - nextSign >= 0;
    if (isSignDue) {
      nextSign = now + SIGN;
    }
    boolean isAllDue = now - nextAll >= 0;
    told.keySet().retainAll(clients.keySet());
    rests.keySet().retainAll(clients.keySet());
    clients.forEach((id, some) -> {
      try {
        if (!id.isEmpty() || isAllDue) {
          look(id, now, some);
        }
        if (id.isEmpty() && isAllDue) {
          long end = System.nanoTime();
          allowance.spent(now, end);
          nextAll = Math.max(end + ALL, allowance.due());
        }
      } catch (RuntimeException e) {
        // What cannot be read now may be later; the page says why when it is asked for.
      }
      if (isSignDue) {
        some.forEach(client -> client.sendComment("here")); // finds out who is gone
      }
    });
  }

  private void look(String id, long now, Set<SseClient> some) {
    Rest rest = rests.get(id);
    if ((rest != null && !rest.isOver(now))
        || now - bodies.due(id, now) < 0
        || watch.known(id).map(watched -> now - watched.due() < 0).orElse(false)) {
      return;
    }
    Stamp stamp = stamp(id, ALL);
    Stamp before = told.put(id, stamp);
    if (before == null || before.equals(stamp)) {
      rests.remove(id);
      return;
    }
    rests.put(id, stamp.shows(before) ? Rest.after(rest, now) : Rest.first(now));
    // Browsers drop an event without data.
    some.forEach(client -> client.sendEvent("changed", "now"));
  }

  private Stamp stamp(String id, long most) {
    if (!id.isEmpty()) {
      return watch.known(id).map(Watched::stamp).orElse(new Stamp("gone"));
    }
    return new Stamp(watch.index(most).groups().stream()
        .map(Index.Group::toString)
        .collect(Collectors.joining()));
  }

  /**
   * Tells all that there will be no more, and waits a moment for those who fetch what there is at last: these leave when they have it.
   *
   * @param words in which it is told
   */
  void end(String words) {
    ended = words;
    clock.shutdown();
    try {
      var unused = clock.awaitTermination(LAST, TimeUnit.NANOSECONDS);
      each(client -> client.sendEvent(ENDED, words));
      long last = System.nanoTime() + LAST;
      while (!clients.isEmpty() && System.nanoTime() - last < 0) {
        TimeUnit.MILLISECONDS.sleep(PERIOD);
        each(client -> client.sendComment("here")); // finds out who is gone
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void each(Consumer<SseClient> told) {
    List.copyOf(clients.values()).forEach(some -> List.copyOf(some).forEach(told));
  }

  @Override
  public synchronized void close() {
    clock.shutdown();
    each(SseClient::close);
  }
}
