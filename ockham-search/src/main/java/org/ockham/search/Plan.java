package org.ockham.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ockham.search.check.Check;
import org.ockham.search.trial.TrialState;

/**
 * How long and how to search.
 *
 * @param count how many trials to run
 * @param total whether {@code count} is the study's size in the end, so that a search that was killed goes on to it,
 *     rather than the number to add
 * @param counted with {@code total}, the states of the trials that count
 * @param timeout after which no trial is started, or null for none
 * @param jobs how many trials are evaluated at the same time, each on a thread of its own
 * @param lag 0, or in ordered mode the number of trials that may be under way together: trial k learns from trials 0 to
 *     k − lag and no others, whatever the number of jobs, so that the result is the same for any of them and after a
 *     resume
 * @param caught exceptions of the objective that make a trial fail and do not end the search
 * @param callbacks whom to tell of each trial
 */
public record Plan(
    int count,
    boolean total,
    Set<TrialState> counted,
    @Nullable Duration timeout,
    int jobs,
    int lag,
    List<Class<? extends Throwable>> caught,
    List<TrialCallback> callbacks) {

  /** The states of trials that ended: COMPLETE, PRUNED and FAIL. */
  static final Set<TrialState> ENDED =
      Set.of(TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAIL);

  /** Checks the numbers and copies the lists. */
  public Plan {
    Check.atLeast("count", count, 0);
    Check.positive("jobs", jobs);
    Check.atLeast("lag", lag, 0);
    if (timeout != null) {
      Check.notNegative("timeout", timeout);
    }
    Check.notEmpty("set of the states that count", counted);
    counted = Set.copyOf(counted);
    caught = List.copyOf(caught);
    callbacks = List.copyOf(callbacks);
  }

  /**
   * A number of further trials, one after another.
   *
   * @param count how many
   * @return the plan
   */
  public static Plan trials(int count) {
    return new Plan(count, false, ENDED, null, 1, 0, List.of(), List.of());
  }

  /**
   * As many trials as the study lacks to a size; those that failed count, those that died with their process do not. The
   * storage is asked before each trial, so that several processes with the same plan make one study of exactly that size: a
   * process that finds the rest under way elsewhere waits for it, and does again what dies there. Trials of Optuna's workers
   * and those handed out are not waited for.
   *
   * @param count the size
   * @return the plan
   */
  public static Plan upTo(int count) {
    return new Plan(count, true, ENDED, null, 1, 0, List.of(), List.of());
  }

  /**
   * As many trials as the study lacks to a number of those in certain states: with COMPLETE alone, until so many have a value.
   *
   * @param count how many of them
   * @param states which count, at least one; RUNNING for those that other processes have under way, WAITING for those queued
   * @return the plan
   */
  public static Plan upTo(int count, TrialState... states) {
    return new Plan(count, true, Set.of(states), null, 1, 0, List.of(), List.of());
  }

  /**
   * As many trials as fit into a time.
   *
   * @param timeout after which no trial is started
   * @return the plan
   */
  public static Plan within(Duration timeout) {
    return trials(Integer.MAX_VALUE).timeout(timeout);
  }

  /**
   * With a time limit.
   *
   * @param limit after which no trial is started
   * @return a copy with it
   */
  public Plan timeout(Duration limit) {
    return new Plan(count, total, counted, limit, jobs, lag, caught, callbacks);
  }

  /**
   * With threads.
   *
   * @param threads how many trials at the same time
   * @return a copy with them
   */
  public Plan jobs(int threads) {
    return new Plan(count, total, counted, timeout, threads, lag, caught, callbacks);
  }

  /**
   * With an order that makes the result the same for any number of jobs up to the lag.
   *
   * @param trials how many trials may be under way together
   * @return a copy with it
   */
  public Plan ordered(int trials) {
    Check.positive("lag", trials);
    return new Plan(count, total, counted, timeout, jobs, trials, caught, callbacks);
  }

  /**
   * With exceptions that do not end the search.
   *
   * @param types classes whose instances only make their trial fail
   * @return a copy with them
   */
  @SafeVarargs
  public final Plan catching(Class<? extends Throwable>... types) {
    List<Class<? extends Throwable>> all = new ArrayList<>(caught);
    for (Class<? extends Throwable> type : types) {
      all.add(type);
    }
    return new Plan(count, total, counted, timeout, jobs, lag, all, callbacks);
  }

  /**
   * With somebody to tell.
   *
   * @param callback who is called after each trial
   * @return a copy with it
   */
  public Plan callback(TrialCallback callback) {
    List<TrialCallback> all = new ArrayList<>(callbacks);
    all.add(callback);
    return new Plan(count, total, counted, timeout, jobs, lag, caught, all);
  }
}
