package org.ockham.search;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.ockham.search.check.Check;
import org.ockham.search.storage.Log;
import org.ockham.search.storage.StorageException;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;
import org.slf4j.Logger;

/** One run of a plan over an objective: threads that claim, evaluate and end trials until the plan is done. */
final class Optimization {

  private static final Logger LOG = Log.of(Optimization.class);

  /** The studies whose trials a thread evaluates: an objective may search another study, but not its own. */
  private static final ThreadLocal<Deque<Worker>> SEARCHED =
      ThreadLocal.withInitial(ArrayDeque::new);

  private final Study study;
  private final Worker worker;
  private final TrialCache cache;
  private final DeadTrials dead;
  private final VectorObjective objective;
  private final Plan plan;
  private final boolean ordered;

  private final long begun = System.nanoTime();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Deque<FrozenTrial> startedOver = new ArrayDeque<>();
  private final Object telling = new Object();
  private volatile boolean stopped;
  private int left;
  private int underWay;
  private int waiting;
  private boolean toldOfWaiting;

  /** Fails inside an objective or a callback of the same study. */
  Optimization(
      Study study,
      Worker worker,
      TrialCache cache,
      DeadTrials dead,
      VectorObjective objective,
      Plan plan) {
    if (SEARCHED.get().stream().anyMatch(worker::isOfSameStudy)) {
      throw new IllegalStateException("study \"" + study.name()
          + "\" is being optimised by this thread: its objective and callbacks cannot call optimize on it, search"
          + " another study there, or ask() for further trials");
    }
    this.study = study;
    this.worker = worker;
    this.cache = cache;
    this.dead = dead;
    this.objective = objective;
    this.plan = plan;
    this.ordered = plan.lag() > 0;
    this.left = plan.count();
  }

  /** Starts no further trials. */
  void stop() {
    stopped = true;
  }

  void run() {
    if (ordered) {
      startedOver.addAll(dead.find());
    } else {
      dead.retry();
      cache.arrange();
    }
    if (plan.jobs() == 1) {
      work();
    } else {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < plan.jobs(); i++) {
        Thread thread = new Thread(this::work, "ockham-trial-" + i);
        threads.add(thread);
        thread.start();
      }
      join(threads);
    }
    Throwable thrown = failure.get();
    if (thrown instanceof RuntimeException runtime) {
      throw runtime;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  private void join(List<Thread> threads) {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      stop();
      threads.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    SEARCHED.get().push(worker);
    try {
      for (Trial trial = next(); trial != null; trial = next()) {
        evaluate(trial);
        ended();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) { // whatever it is, the other threads stop and the caller gets it
      failure.compareAndSet(null, e);
    } finally {
      SEARCHED.get().pop();
    }
  }

  /** A trial that may begin, or null when the search is over. */
  private @Nullable Trial next() throws InterruptedException {
    LiveTrial claimed = claim();
    if (claimed == null) {
      return null;
    }
    return ordered ? worker.begin(claimed, plan.lag()) : worker.begin(claimed);
  }

  /** One thread after the other, so that two never take the last one both. */
  private synchronized @Nullable LiveTrial claim() throws InterruptedException {
    for (Room room = proceed(); room != null; room = proceed()) {
      LiveTrial claimed = claim(room);
      if (claimed != null) {
        left--;
        underWay++;
        return claimed;
      }
    }
    return null;
  }

  /** A trial to begin; null if other processes took the room meanwhile. */
  private @Nullable LiveTrial claim(Room room) {
    for (FrozenTrial died = startedOver.poll(); died != null; died = startedOver.poll()) {
      LiveTrial again = worker.claim(died);
      if (again != null) {
        return again;
      }
    }
    return worker.claimBelow(room.below());
  }

  /**
   * Where there is room for a trial, or null to end. Where all that is left is under way, here or in other processes, this waits
   * for its end: what fails or dies is left again. As many threads wait as there are trials to wait for.
   */
  private @Nullable Room proceed() throws InterruptedException {
    while (!late() && !stopped && failure.get() == null) {
      if (!ordered) {
        dead.retryIfDue();
      }
      Room room = room();
      if (room.left() > 0 && !cache.exhausted(ordered)) {
        return Thread.currentThread().isInterrupted() ? null : room;
      }
      if (waiting >= room.awaited() + (room.left() > 0 ? underWay : 0)) {
        return null;
      }
      if (room.awaited() > 0 && !toldOfWaiting) {
        toldOfWaiting = true;
        LOG.info("waits for {} trials that others have under way", room.awaited());
      }
      waiting++;
      try {
        wait(1000); // a second at most: the time may run out, or the study be stopped, meanwhile
      } finally {
        waiting--;
      }
    }
    return null;
  }

  /**
   * What may still be started.
   *
   * @param left how many trials
   * @param below the number that a new one must stay below, so that there are not too many if others start some, too
   * @param awaited how many trials of other processes may leave room when they end
   */
  private record Room(int left, int below, int awaited) {}

  /** The trials of a total are counted in the storage. */
  private Room room() {
    if (!plan.total()) {
      return new Room(left, Integer.MAX_VALUE, 0);
    }
    TrialCache.Census now = cache.census(plan.counted());
    int missing = plan.count() - now.counted();
    if (plan.counted().contains(TrialState.RUNNING)) {
      return new Room(missing, below(now, missing), 0);
    }
    if (ordered) {
      return new Room(missing - underWay, Integer.MAX_VALUE, 0);
    }
    int left = missing - underWay - now.elsewhere();
    return new Room(left, below(now, left), Math.min(missing, now.elsewhere()));
  }

  /** Those that are queued have their numbers already. */
  private int below(TrialCache.Census now, int left) {
    long queued = plan.counted().contains(TrialState.WAITING) ? 0 : now.queued();
    return (int) Math.min(Integer.MAX_VALUE, (long) now.numbers() + left - queued);
  }

  private synchronized void ended() {
    underWay--;
    notifyAll();
  }

  private boolean late() {
    return plan.timeout() != null && System.nanoTime() - begun >= plan.timeout().toNanos();
  }

  private void evaluate(Trial trial) throws InterruptedException {
    FrozenTrial ended;
    try {
      ended = outcome(trial);
    } catch (InterruptedException e) {
      worker.giveBack(trial.live(), e);
      throw e;
    } catch (RuntimeException | Error e) {
      StorageException broken = trial.live().broken();
      if (broken == null) {
        throw e;
      }
      if (broken != e) {
        broken.addSuppressed(e);
      }
      worker.giveBack(trial.live(), broken);
      throw broken;
    }
    if (ended.state() == TrialState.COMPLETE) {
      LOG.debug("trial {} ended with {} at {}", ended.number(), ended.values(), ended.params());
    }
    synchronized (telling) {
      for (TrialCallback callback : plan.callbacks()) {
        callback.after(study, ended);
      }
    }
  }

  private FrozenTrial outcome(Trial trial) throws InterruptedException {
    try {
      return study.tell(trial, checked(trial, objective.evaluate(trial)));
    } catch (TrialPruned e) {
      return study.tell(trial, TrialState.PRUNED);
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) { // an Error, too, leaves no trial running
      if (trial.live().broken() != null) {
        throw unchecked(trial, e); // the storage's trouble, whatever the objective made of it
      }
      FrozenTrial ended = failed(trial, e);
      if (plan.caught().stream().noneMatch(type -> type.isInstance(e))) {
        throw unchecked(trial, e);
      }
      LOG.warn("trial {} failed: {}", trial.number(), e.toString());
      return ended;
    }
  }

  private static RuntimeException unchecked(Trial trial, Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException runtime
        ? runtime
        : new ObjectiveException(trial.number(), thrown);
  }

  private double[] checked(Trial trial, double[] values) {
    int objectives = study.directions().size();
    Check.onePerObjective("objective of trial " + trial.number(), values.length, objectives);
    return values;
  }

  private FrozenTrial failed(Trial trial, Throwable cause) {
    try {
      return study.tell(trial, TrialState.FAIL);
    } catch (RuntimeException e) {
      e.addSuppressed(cause);
      throw e;
    }
  }
}
