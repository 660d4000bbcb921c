package org.ockham.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Proposer;
import org.ockham.search.sampler.Sampler;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.Json;
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
  private final Proposer proposer;
  private final Pruner pruner;
  private final Ledger ledger;
  private final Heartbeat heartbeat;
  private final AtomicInteger searches = new AtomicInteger();
  private volatile boolean stopped;

  private Study(
      StudyRecord record, Storage storage, Sampler sampler, Pruner pruner, Duration interval) {
    this.record = record;
    this.storage = storage;
    this.proposer = sampler.open(record.directions());
    this.pruner = pruner;
    this.ledger = new Ledger(storage, record.id());
    this.heartbeat = new Heartbeat(storage, record.id(), ledger, interval);
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
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("no directions: give one for each objective");
    }
    StudyRecord record = storage.find(name).orElseGet(() -> makeOrFind(name, storage, wanted));
    if (!record.directions().equals(wanted)) {
      throw new StorageException("study \"" + name + "\" exists with directions "
          + record.directions() + ", not " + wanted + ": choose another name, or delete it");
    }
    return new Study(record, storage, sampler, pruner, Heartbeat.INTERVAL);
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
    return new Study(found(name, storage), storage, sampler, pruner, Heartbeat.INTERVAL);
  }

  /**
   * This study with another heartbeat: how often a running trial says that it lives. One silent for twice the interval is
   * taken for dead by whoever searches, and tried again.
   *
   * @param interval the time between two beats; 60 seconds by default
   * @return a study over the same trials
   */
  public Study heartbeat(Duration interval) {
    return new Study(record, storage, config -> proposer, pruner, interval);
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

  Storage storage() {
    return storage;
  }

  Proposer proposer() {
    return proposer;
  }

  Pruner pruner() {
    return pruner;
  }

  Ledger ledger() {
    return ledger;
  }

  Heartbeat heart() {
    return heartbeat;
  }

  long key() {
    return record.id();
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
    Optimization.requireOutside(this);
    if (searches.getAndIncrement() == 0) {
      stopped = false;
    }
    try {
      new Optimization(this, objective, plan).run();
    } finally {
      searches.decrementAndGet();
    }
    return result();
  }

  /**
   * Ends a search after the trials under way. For callbacks, objectives and other threads.
   *
   * @throws IllegalStateException if this study is not being optimised
   */
  public void stop() {
    if (searches.get() == 0) {
      throw new IllegalStateException(
          "study \"" + name()
              + "\" is not being optimised, so there is no search to stop: call stop() while optimize runs");
    }
    stopped = true;
  }

  /** Whether the other is of the same trials. */
  boolean isSameAs(Study other) {
    return storage == other.storage && key() == other.key();
  }

  boolean stopped() {
    return stopped;
  }

  /**
   * Starts a trial, a queued one if there is any, to be ended with {@link #tell}.
   *
   * @return the trial
   */
  public Trial ask() {
    Trial trial = claim(null);
    try {
      trial.begin(ledger.history(trial));
    } catch (RuntimeException e) {
      giveBack(trial, e);
      throw e;
    }
    return trial;
  }

  /**
   * Starts a trial, a queued one if there is any, with these parameters chosen at once.
   *
   * @param distributions what to choose, in the order in which to choose it
   * @return the trial
   * @throws IllegalArgumentException if the study knows one of them by another kind of distribution
   */
  public Trial ask(Map<String, Distribution> distributions) {
    Trial trial = ask();
    try {
      distributions.forEach(trial::suggest);
    } catch (RuntimeException e) {
      giveBack(trial, e);
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
    Trial trial = new Trial(this, storage.start(record.id(), Map.of(), false));
    ledger.open(trial);
    try {
      ledger.sync();
      trial.begin(ledger.history(trial));
      distributions.forEach(trial::suggest);
      trial.flush();
    } catch (RuntimeException e) {
      giveBack(trial, e);
      throw e;
    }
    FrozenTrial now = trial.freeze();
    ledger.release(now);
    return now;
  }

  private void giveBack(Trial trial, RuntimeException cause) {
    try {
      release(trial);
    } catch (StorageException e) {
      cause.addSuppressed(e);
    }
  }

  /** A trial that has not begun; started over from a dead one if that is given. */
  Trial claim(@Nullable FrozenTrial dead) {
    Map<String, @Nullable Object> note =
        Collections.singletonMap(WorkerId.KEY, WorkerId.SELF.text());
    ledger.releaseAbandoned();
    Trial trial = new Trial(this, dead == null ? storage.start(record.id(), note) : dead);
    ledger.open(trial);
    heartbeat.start();
    try {
      ledger.sync();
    } catch (StorageException e) {
      giveBack(trial, e);
      throw e;
    }
    return trial;
  }

  /** A dead trial made new under its number, or null if it ended meanwhile. */
  @Nullable
  FrozenTrial startOver(FrozenTrial dead) {
    Map<String, @Nullable Object> note =
        Collections.singletonMap(WorkerId.KEY, WorkerId.SELF.text());
    return storage.restart(dead.id(), note) ? stored(dead.id()) : null;
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
    List<Double> list = values(trial.number(), values);
    return list.isEmpty()
        ? end(trial, TrialState.FAIL, list)
        : end(trial, TrialState.COMPLETE, list);
  }

  /** The values as a list; empty if one of them is NaN. */
  private List<Double> values(int trial, double... values) {
    if (values.length != directions().size()) {
      throw new IllegalArgumentException("trial " + trial + " was told " + values.length
          + " values: give one for each of the " + directions().size() + " objectives");
    }
    List<Double> list = new ArrayList<>(values.length);
    for (double value : values) {
      if (Double.isNaN(value)) {
        return List.of();
      }
      list.add(value);
    }
    return list;
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
    List<Double> list = values(number, values);
    return end(number, list.isEmpty() ? TrialState.FAIL : TrialState.COMPLETE, list, false);
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
    List<Double> list = values(number, values);
    return end(number, list.isEmpty() ? TrialState.FAIL : TrialState.COMPLETE, list, true);
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
    requireValueless(state);
    return end(number, state, List.of(), false);
  }

  private FrozenTrial end(int number, TrialState state, List<Double> values, boolean lenient) {
    FrozenTrial trial = result().trials().stream()
        .filter(known -> known.number() == number)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("study \"" + name() + "\" has no trial " + number));
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
    Trial here = ledger.live(trial.id());
    if (here != null) {
      return values.isEmpty() ? tell(here, state) : end(here, state, values);
    }
    TrialWrite write = TrialWrite.NOTHING.withState(
        state, state == TrialState.PRUNED ? Trial.lastValues(trial, directions().size()) : values);
    boolean first = storage.write(trial.id(), write);
    ledger.sync();
    if (!first && !lenient) {
      throw new IllegalStateException(
          "trial " + number + " ended meanwhile: a finished trial never changes");
    }
    return stored(trial.id());
  }

  private FrozenTrial stored(long trial) {
    return storage.trials(record.id(), List.of(trial), Long.MAX_VALUE).get(0);
  }

  /**
   * Ends a trial without a value of its own: pruned, with the last value it reported, or failed.
   *
   * @param trial what {@link #ask} gave
   * @param state PRUNED or FAIL
   * @return the finished trial
   */
  public FrozenTrial tell(Trial trial, TrialState state) {
    requireValueless(state);
    return end(
        trial,
        state,
        state == TrialState.PRUNED
            ? Trial.lastValues(trial.freeze(), directions().size())
            : List.of());
  }

  private static void requireValueless(TrialState state) {
    if (state != TrialState.PRUNED && state != TrialState.FAIL) {
      throw new IllegalArgumentException(
          "state " + state + " without values: give PRUNED or FAIL, or the values");
    }
  }

  /** Gives a trial back whose evaluation was interrupted: whoever goes on with the study takes it up. */
  void release(Trial trial) {
    try {
      trial.release();
      ledger.release(stored(trial.id()));
    } catch (StorageException e) {
      ledger.abandon(trial);
      throw e;
    }
  }

  private FrozenTrial end(Trial trial, TrialState state, List<Double> values) {
    boolean first = trial.end(state, values);
    FrozenTrial frozen = first ? trial.freeze() : stored(trial.id());
    ledger.close(frozen);
    return frozen;
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
    params.forEach(Study::requirePlain);
    TrialWrite write = TrialWrite.NOTHING
        .withState(TrialState.WAITING, List.of())
        .withSystemAttribute(FrozenTrial.FIXED_PARAMS, new LinkedHashMap<>(params));
    for (Map.Entry<String, ? extends @Nullable Object> note : userAttributes.entrySet()) {
      write = write.withUserAttribute(note.getKey(), note.getValue());
    }
    return storage.add(record.id(), write);
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
    for (FrozenTrial trial : result().trials()) {
      Map<?, ?> known =
          trial.systemAttributes().get(FrozenTrial.FIXED_PARAMS) instanceof Map<?, ?> queued
              ? queued
              : trial.params();
      if (known.keySet().equals(params.keySet())
          && params.keySet().stream().allMatch(name -> same(known.get(name), params.get(name)))) {
        return Optional.empty();
      }
    }
    return Optional.of(enqueue(params, userAttributes));
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      double known = x.doubleValue();
      return known == y.doubleValue()
          || Math.abs(known - y.doubleValue()) <= 1e-5 * Math.abs(known);
    }
    return Objects.equals(a, b);
  }

  private static void requirePlain(String name, @Nullable Object value) {
    try {
      Json.write(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "queued for parameter \"" + name + "\": " + e.getMessage(), e);
    }
  }

  /**
   * Adds a finished trial that was evaluated elsewhere.
   *
   * @param parameters its parameters
   * @param values its values, one for each objective
   * @return the trial
   */
  public FrozenTrial add(Parameters parameters, double... values) {
    List<Double> list = new ArrayList<>();
    for (double value : values) {
      list.add(value);
    }
    return add(new TrialWrite(
        TrialState.COMPLETE,
        list,
        parameters,
        TrialWrite.NOTHING.intermediateValues(),
        Map.of(),
        Map.of()));
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
    require(trial.parameters());
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
    require(trial.parameters());
    return storage.addAll(record.id(), List.of(trial)).get(0);
  }

  private void require(Parameters parameters) {
    for (int i = 0; i < parameters.size(); i++) {
      ledger.check(parameters.name(i), parameters.distribution(i));
      parameters
          .distribution(i)
          .toInternal(
              parameters.name(i), parameters.distribution(i).toExternal(parameters.internal(i)));
    }
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
    if (names.length != directions().size()) {
      throw new IllegalArgumentException(
          names.length + " names: give one for each of the " + directions().size() + " objectives");
    }
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
    ledger.sync();
    return new StudyResult(name(), directions(), ledger.all());
  }
}
