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
  private long lastLook = System.nanoTime();

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

  private synchronized @Nullable LiveTrial claim() throws InterruptedException {
    if (!proceed()) {
      return null;
    }
    left--;
    underWay++;
    if (!ordered && System.nanoTime() - lastLook > Heartbeat.INTERVAL.toNanos()) {
      lastLook = System.nanoTime();
      dead.retry();
    }
    for (FrozenTrial died = startedOver.poll(); died != null; died = startedOver.poll()) {
      LiveTrial again = worker.claim(died);
      if (again != null) {
        return again;
      }
    }
    return worker.claim();
  }

  /**
   * Whether to go on. Where all that is left is under way here, this waits for its end: what fails is left again. Called
   * by {@link #claim} under its lock, so that two threads never take the last one both.
   */
  private boolean proceed() throws InterruptedException {
    while (left() > 0 && !late() && !stopped && failure.get() == null) {
      if (!cache.exhausted(ordered)) {
        return !Thread.currentThread().isInterrupted();
      }
      if (underWay == 0) {
        return false;
      }
      wait(1000); // a second at most: the time may run out, or the study be stopped, meanwhile
    }
    return false;
  }

  /** How many trials are still to be started; those of a total are counted in the storage. */
  private int left() {
    if (!plan.total()) {
      return left;
    }
    int counted = cache.count(plan.counted());
    return plan.count() - counted - (plan.counted().contains(TrialState.RUNNING) ? 0 : underWay);
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
