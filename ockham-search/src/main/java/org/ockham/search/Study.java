package org.ockham.search;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.ockham.search.check.Check;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Sampler;
import org.ockham.search.space.Distribution;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StorageException;
import org.ockham.search.storage.StudyRecord;
import org.ockham.search.storage.TrialWrite;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/**
 * A search: trials of an objective, proposed by a sampler, kept in a storage. Safe for many threads; other processes,
 * Python's Optuna among them, may work on the same study at the same time.
 *
 * <pre>{@code
 * var study = Study.minimize("demo", Storage.memory(), Random.seeded(1));
 * study.optimize(trial -> Math.pow(trial.suggestDouble("x", -10, 10) - 2, 2), 100);
 * System.out.println(study.result().best().params());
 * }</pre>
 */
public final class Study {

  private final StudyRecord record;
  private final Storage storage;
  private final Pruner pruner;
  private final TrialCache cache;
  private final Worker worker;
  private final DeadTrials dead;
  private final Set<Optimization> searches = ConcurrentHashMap.newKeySet();

  private Study(
      StudyRecord record, Storage storage, Pruner pruner, TrialCache cache, Duration interval) {
    this.record = record;
    this.storage = storage;
    this.pruner = pruner;
    this.cache = cache;
    this.worker =
        new Worker(record, storage, pruner, cache, new Heartbeat(storage, cache, interval));
    this.dead = new DeadTrials(storage, record.id(), cache, interval);
  }

  private static Study of(StudyRecord record, Storage storage, Sampler sampler, Pruner pruner) {
    TrialCache cache =
        new TrialCache(storage, record.id(), () -> sampler.open(record.directions()));
    return new Study(record, storage, pruner, cache, Heartbeat.INTERVAL);
  }

  /**
   * A study whose value is to be small, made if the storage has none of this name, else continued.
   *
   * @param name its name
   * @param storage where it lives
   * @param sampler who proposes parameters
   * @return the study
   * @throws StorageException if the storage has one of this name with other directions
   */
  public static Study minimize(String name, Storage storage, Sampler sampler) {
    return create(name, storage, sampler, Pruner.none(), Direction.MINIMIZE);
  }

  /**
   * A study whose value is to be large, made if the storage has none of this name, else continued.
   *
   * @param name its name
   * @param storage where it lives
   * @param sampler who proposes parameters
   * @return the study
   * @throws StorageException if the storage has one of this name with other directions
   */
  public static Study maximize(String name, Storage storage, Sampler sampler) {
    return create(name, storage, sampler, Pruner.none(), Direction.MAXIMIZE);
  }

  /**
   * A study with any directions and a pruner, made if the storage has none of this name, else continued.
   *
   * @param name its name
   * @param storage where it lives
   * @param sampler who proposes parameters
   * @param pruner who stops trials early
   * @param directions which values are better, one for each objective, at least one
   * @return the study
   * @throws StorageException if the storage has one of this name with other directions
   */
  public static Study create(
      String name, Storage storage, Sampler sampler, Pruner pruner, Direction... directions) {
    List<Direction> wanted = List.of(directions);
    Check.notEmpty("list of directions", wanted);
    StudyRecord record = storage.find(name).orElseGet(() -> makeOrFind(name, storage, wanted));
    if (!record.directions().equals(wanted)) {
      throw new StorageException("study \"" + name + "\" exists with directions "
          + record.directions() + ", not " + wanted + ": choose another name, or delete it");
    }
    return of(record, storage, sampler, pruner);
  }

  private static StudyRecord makeOrFind(String name, Storage storage, List<Direction> directions) {
    try {
      return storage.create(name, directions);
    } catch (StorageException e) {
      return storage.find(name).orElseThrow(() -> e); // another process was faster
    }
  }

  /**
   * A study that exists.
   *
   * @param name its name
   * @param storage where it lives
   * @param sampler who proposes parameters
   * @param pruner who stops trials early
   * @return the study
   * @throws StorageException if the storage has none of this name
   */
  public static Study open(String name, Storage storage, Sampler sampler, Pruner pruner) {
    return of(found(name, storage), storage, sampler, pruner);
  }

  /**
   * This study with another heartbeat: how often a running trial says that it lives. One silent for twice the interval is
   * taken for dead by whoever searches, and tried again.
   *
   * @param interval the time between two beats; 60 seconds by default
   * @return another handle of this study: what is known of its trials, and what its sampler remembers, is shared
   */
  public Study heartbeat(Duration interval) {
    return new Study(record, storage, pruner, cache, interval);
  }

  /**
   * The study's name.
   *
   * @return the name
   */
  public String name() {
    return record.name();
  }

  /**
   * Which values are better.
   *
   * @return one for each objective
   */
  public List<Direction> directions() {
    return record.directions();
  }

  /**
   * Runs further trials, one after another.
   *
   * @param objective what to optimise
   * @param trials how many
   * @return the study's trials
   * @throws ObjectiveException if the objective throws a checked exception; unchecked ones come as they are
   */
  public StudyResult optimize(Objective objective, int trials) {
    return optimize(objective, Plan.trials(trials));
  }

  /**
   * Runs trials by a plan.
   *
   * @param objective what to optimise
   * @param plan how many, how long, how parallel
   * @return the study's trials
   * @throws ObjectiveException if the objective throws a checked exception that the plan does not catch; unchecked ones
   *     come as they are
   */
  public StudyResult optimize(Objective objective, Plan plan) {
    return optimizeVector(trial -> new double[] {objective.evaluate(trial)}, plan);
  }

  /**
   * Runs trials of an objective with several values.
   *
   * @param objective what to optimise
   * @param plan how many, how long, how parallel
   * @return the study's trials
   * @throws ObjectiveException as {@link #optimize(Objective, Plan)} does
   */
  public StudyResult optimizeVector(VectorObjective objective, Plan plan) {
    Optimization search = new Optimization(this, worker, cache, dead, objective, plan);
    searches.add(search);
    try {
      search.run();
    } finally {
      searches.remove(search);
    }
    return result();
  }

  /**
   * Ends a search after the trials under way. For callbacks, objectives and other threads.
   *
   * @throws IllegalStateException if this study is not being optimised
   */
  public void stop() {
    if (searches.isEmpty()) {
      throw new IllegalStateException(
          "study \"" + name()
              + "\" is not being optimised, so there is no search to stop: call stop() while optimize runs");
    }
    searches.forEach(Optimization::stop);
  }

  /**
   * Starts a trial, a queued one if there is any, to be ended with {@link #tell}.
   *
   * @return the trial
   */
  public Trial ask() {
    return worker.begin(worker.claim());
  }

  /**
   * Starts a trial, a queued one if there is any, with these parameters chosen at once.
   *
   * @param distributions what to choose, in the order in which to choose it
   * @return the trial
   * @throws IllegalArgumentException if the study knows one of them by another kind of distribution
   */
  public Trial ask(Map<String, Distribution> distributions) {
    return suggested(ask(), distributions);
  }

  private Trial suggested(Trial trial, Map<String, Distribution> distributions) {
    try {
      distributions.forEach(trial::suggest);
    } catch (RuntimeException e) {
      worker.giveBack(trial.live(), e);
      throw e;
    }
    return trial;
  }

  /**
   * Starts a trial that no process of ours evaluates: with everything chosen and stored, to be ended by {@link #tell(int,
   * double...)} from anywhere. Nobody says of it that it lives, so that it waits for its end however long that takes.
   *
   * @param distributions what to choose, in the order in which to choose it
   * @return the trial with its number and parameters
   * @throws IllegalArgumentException if the study knows one of them by another kind of distribution
   */
  public FrozenTrial handOut(Map<String, Distribution> distributions) {
    Trial trial = suggested(worker.begin(worker.claimUnwatched()), distributions);
    try {
      return worker.leave(trial.live());
    } catch (RuntimeException e) {
      worker.giveBack(trial.live(), e);
      throw e;
    }
  }

  /**
   * Writes what a trial of this process holds, so that another process can {@linkplain #join join} it at once.
   *
   * @param trial what {@link #ask} gave, or a search's
   * @return the trial as the storage has it
   */
  public FrozenTrial handOver(Trial trial) {
    trial.live().flush();
    return trial.live().now();
  }

  /**
   * Takes in what other processes wrote to a trial of this one that they had joined.
   *
   * @param trial what was {@linkplain #handOver handed over}
   * @return the trial as the storage has it: not under way any more if somebody else has ended it
   */
  public FrozenTrial takeBack(Trial trial) {
    return worker.takeBack(trial.live());
  }

  /**
   * Takes part in a trial that another process has under way and will end: reports to it, notes things in it, and asks whether it is to be
   * stopped, which the pruner of this handle decides. What is done here ends with {@link #leave}; until then this process, too, says that
   * the trial lives.
   *
   * @param number the trial's number
   * @return the trial; empty if no other process has it under way, any more or yet
   */
  public Optional<Trial> join(int number) {
    return Optional.ofNullable(worker.join(number));
  }

  /**
   * Leaves a trial to the process that has it under way, with all that was reported here.
   *
   * @param trial what {@link #join} gave
   */
  public void leave(Trial trial) {
    worker.leave(trial.live());
  }

  /**
   * Ends a trial with its values. A NaN makes it fail.
   *
   * @param trial what {@link #ask} gave
   * @param values one for each objective
   * @return the finished trial
   * @throws IllegalArgumentException if there are not as many values as objectives; the trial then goes on
   */
  public FrozenTrial tell(Trial trial, double... values) {
    return worker.end(trial.live(), outcome(trial.number(), values));
  }

  private Outcome outcome(int trial, double... values) {
    return Outcome.of(trial, directions().size(), values);
  }

  /**
   * Ends a trial with its values, wherever it was asked for. A NaN makes it fail.
   *
   * @param number the trial's number
   * @param values one for each objective
   * @return the finished trial
   * @throws IllegalArgumentException if there is no such trial, or there are not as many values as objectives
   * @throws IllegalStateException if the trial is not under way
   */
  public FrozenTrial tell(int number, double... values) {
    return worker.end(number, outcome(number, values), false);
  }

  /**
   * Ends a trial as {@link #tell(int, double...)} does, but leaves one that has ended as it is: for results that may come twice.
   *
   * @param number the trial's number
   * @param values one for each objective
   * @return the finished trial as the storage has it
   * @throws IllegalArgumentException if there is no such trial, or there are not as many values as objectives
   * @throws IllegalStateException if the trial is queued
   */
  public FrozenTrial tellUnlessEnded(int number, double... values) {
    return worker.end(number, outcome(number, values), true);
  }

  /**
   * Ends a trial without a value of its own, wherever it was asked for.
   *
   * @param number the trial's number
   * @param state PRUNED, with the last value that was reported, or FAIL
   * @return the finished trial
   * @throws IllegalArgumentException if there is no such trial
   * @throws IllegalStateException if the trial is not under way
   */
  public FrozenTrial tell(int number, TrialState state) {
    return worker.end(number, Outcome.without(state), false);
  }

  /**
   * Ends a trial without a value of its own: pruned, with the last value it reported, or failed.
   *
   * @param trial what {@link #ask} gave
   * @param state PRUNED or FAIL
   * @return the finished trial
   */
  public FrozenTrial tell(Trial trial, TrialState state) {
    return worker.end(trial.live(), Outcome.without(state));
  }

  /**
   * Queues a trial with some or all of its parameters given; the sampler chooses the others.
   *
   * @param params values by name: what JSON holds; one that does not lie in the range that the objective asks for is
   *     refused there, and its trial fails
   * @return the queued trial
   * @throws IllegalArgumentException if a value is NaN, infinite or nothing that JSON holds
   */
  public FrozenTrial enqueue(Map<String, ? extends @Nullable Object> params) {
    return enqueue(params, Map.of());
  }

  /**
   * Queues a trial with some or all of its parameters given, and with notes of the user's.
   *
   * @param params values by name, as {@link #enqueue(Map)} takes them
   * @param userAttributes what to note in the trial
   * @return the queued trial
   * @throws IllegalArgumentException as {@link #enqueue(Map)} does
   */
  public FrozenTrial enqueue(
      Map<String, ? extends @Nullable Object> params,
      Map<String, ? extends @Nullable Object> userAttributes) {
    return storage.add(record.id(), FixedParams.queued(params, userAttributes));
  }

  /**
   * Queues a trial, unless there is one, in any state, that was queued with just these parameters, or has just these. Numbers
   * are the same within a hundred-thousandth of their size, as in Optuna.
   *
   * @param params values by name, as {@link #enqueue(Map)} takes them
   * @param userAttributes what to note in the trial
   * @return the queued trial, or empty if there was one
   * @throws IllegalArgumentException as {@link #enqueue(Map)} does
   */
  public Optional<FrozenTrial> enqueueIfNew(
      Map<String, ? extends @Nullable Object> params,
      Map<String, ? extends @Nullable Object> userAttributes) {
    boolean known = result().trials().stream().anyMatch(trial -> FixedParams.same(trial, params));
    return known ? Optional.empty() : Optional.of(enqueue(params, userAttributes));
  }

  /**
   * Adds a finished trial that was evaluated elsewhere.
   *
   * @param parameters its parameters
   * @param values its values, one for each objective
   * @return the trial
   */
  public FrozenTrial add(Parameters parameters, double... values) {
    TrialWrite write = TrialWrite.NOTHING.withState(
        TrialState.COMPLETE, Arrays.stream(values).boxed().toList());
    return add(write.withParameters(parameters));
  }

  /**
   * Adds a trial in any state, begun and ended now as far as its state has it.
   *
   * @param trial its state, which must be given, and everything else in it
   * @return the trial
   * @throws IllegalArgumentException if its values do not fit its state and the study's objectives, or the study knows one of
   *     its parameters by another kind of distribution
   */
  public FrozenTrial add(TrialWrite trial) {
    if (trial.state() == null) {
      throw new IllegalArgumentException("a trial without a state: give it one by withState");
    }
    cache.check(trial.parameters());
    return storage.add(record.id(), trial);
  }

  /**
   * Adds a trial of this or another study in any state, with its times. Its number is a new one.
   *
   * @param trial the trial
   * @return the trial as it is in this study
   * @throws IllegalArgumentException as {@link #add(TrialWrite)} does
   */
  public FrozenTrial add(FrozenTrial trial) {
    cache.check(trial.parameters());
    return storage.addAll(record.id(), List.of(trial)).get(0);
  }

  /**
   * Copies a study with its attributes and all of its trials, whatever their states, with their times.
   *
   * @param name the study
   * @param from where it is
   * @param to where the copy is made, the same storage or another
   * @param copy the copy's name
   * @return the copy
   * @throws StorageException if there is no such study, or there is one with the copy's name
   */
  public static StudyRecord copy(String name, Storage from, Storage to, String copy) {
    StudyRecord study = found(name, from);
    List<FrozenTrial> trials = from.trials(study.id(), List.of(), -1);
    long made = to.create(copy, study.directions()).id();
    try {
      study.userAttributes().forEach((key, value) -> to.setUserAttribute(made, key, value));
      study.systemAttributes().forEach((key, value) -> to.setSystemAttribute(made, key, value));
      to.addAll(made, trials);
    } catch (RuntimeException e) {
      to.delete(made);
      throw e;
    }
    return found(copy, to);
  }

  private static StudyRecord found(String name, Storage storage) {
    return storage
        .find(name)
        .orElseThrow(() -> new StorageException("no study \"" + name + "\" here: there are "
            + storage.studies().stream().map(StudyRecord::name).toList()));
  }

  /**
   * Notes something about the study.
   *
   * @param key its key
   * @param value text, a finite number, a truth value, null, or lists and maps of them
   */
  public void setAttribute(String key, @Nullable Object value) {
    storage.setUserAttribute(record.id(), key, value);
  }

  /**
   * What was noted about the study.
   *
   * @return the attributes as the storage has them now
   */
  public Map<String, @Nullable Object> attributes() {
    Optional<StudyRecord> now = storage.find(record.name());
    return now.isPresent() ? now.get().userAttributes() : Map.of();
  }

  /**
   * Names the objectives, for reports and the dashboard.
   *
   * @param names one for each objective
   */
  public void nameMetrics(String... names) {
    Check.onePerObjective("list of names", names.length, directions().size());
    storage.setSystemAttribute(record.id(), StudyRecord.METRIC_NAMES, List.of(names));
  }

  /**
   * The objectives' names.
   *
   * @return what {@link #nameMetrics} gave them, here or in Optuna; empty if they have none
   */
  public List<String> metricNames() {
    return storage.find(record.name()).map(StudyRecord::metricNames).orElse(List.of());
  }

  /**
   * The trials as they are now, those of other processes among them.
   *
   * @return the study's trials
   */
  public StudyResult result() {
    cache.sync();
    return new StudyResult(name(), directions(), cache.all());
  }
}
