package org.ockham.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Proposer;
import org.ockham.search.sampler.Sampler;
import org.ockham.search.space.Json;
import org.ockham.search.storage.Author;
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
    StudyRecord record = storage
        .find(name)
        .orElseThrow(() -> new StorageException("no study \"" + name + "\" here: there are "
            + storage.studies().stream().map(StudyRecord::name).toList()));
    return new Study(record, storage, sampler, pruner, Heartbeat.INTERVAL);
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
    stopped = false;
    new Optimization(this, objective, plan).run();
    return result();
  }

  /** Ends a search after the trials under way. For callbacks and objectives. */
  public void stop() {
    stopped = true;
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
    trial.begin(ledger.history(trial));
    return trial;
  }

  /** A trial that has not begun; started over from a dead one if that is given. */
  Trial claim(@Nullable FrozenTrial dead) {
    Map<String, @Nullable Object> note = Collections.singletonMap(Worker.KEY, Worker.SELF.text());
    Trial trial = new Trial(this, dead == null ? storage.start(record.id(), note) : dead);
    ledger.open(trial);
    ledger.sync();
    heartbeat.start();
    return trial;
  }

  /** A dead trial made new under its number, or null if it ended meanwhile. */
  @Nullable
  FrozenTrial startOver(FrozenTrial dead) {
    Map<String, @Nullable Object> note = Collections.singletonMap(Worker.KEY, Worker.SELF.text());
    return storage.restart(dead.id(), note)
        ? storage.trials(record.id(), List.of(dead.id()), Long.MAX_VALUE).get(0)
        : null;
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
    List<Double> list = new ArrayList<>(values.length);
    boolean nan = false;
    for (double value : values) {
      list.add(value);
      nan |= Double.isNaN(value);
    }
    if (values.length != directions().size()) {
      throw new IllegalArgumentException("trial " + trial.number() + " was told " + values.length
          + " values: give one for each of the " + directions().size() + " objectives");
    }
    return nan ? end(trial, TrialState.FAIL, List.of()) : end(trial, TrialState.COMPLETE, list);
  }

  /**
   * Ends a trial without a value of its own: pruned, with the last value it reported, or failed.
   *
   * @param trial what {@link #ask} gave
   * @param state PRUNED or FAIL
   * @return the finished trial
   */
  public FrozenTrial tell(Trial trial, TrialState state) {
    if (state != TrialState.PRUNED && state != TrialState.FAIL) {
      throw new IllegalArgumentException(
          "state " + state + " without values: give PRUNED or FAIL, or the values");
    }
    return end(
        trial, state, state == TrialState.PRUNED ? trial.lastValues(directions()) : List.of());
  }

  /** Gives a trial back whose evaluation was interrupted: whoever goes on with the study takes it up. */
  void release(Trial trial) {
    trial.release();
    ledger.release(
        storage.trials(record.id(), List.of(trial.id()), Long.MAX_VALUE).get(0));
  }

  private FrozenTrial end(Trial trial, TrialState state, List<Double> values) {
    boolean first = trial.end(state, values);
    FrozenTrial frozen = first
        ? trial.freeze()
        : storage.trials(record.id(), List.of(trial.id()), Long.MAX_VALUE).get(0);
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
    params.forEach(Study::requirePlain);
    return storage.add(
        record.id(),
        TrialWrite.NOTHING
            .withState(TrialState.WAITING, List.of())
            .withAttribute(Author.SYSTEM, FrozenTrial.FIXED_PARAMS, new LinkedHashMap<>(params)));
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
    if (values.length != directions().size()) {
      throw new IllegalArgumentException(values.length + " values: give one for each of the "
          + directions().size() + " objectives");
    }
    List<Double> list = new ArrayList<>();
    for (double value : values) {
      if (Double.isNaN(value)) {
        throw new IllegalArgumentException("value NaN: a complete trial has numbers");
      }
      list.add(value);
    }
    for (int i = 0; i < parameters.size(); i++) {
      ledger.check(parameters.name(i), parameters.distribution(i));
      parameters
          .distribution(i)
          .toInternal(
              parameters.name(i), parameters.distribution(i).toExternal(parameters.internal(i)));
    }
    TrialWrite nothing = TrialWrite.NOTHING;
    return storage.add(
        record.id(),
        new TrialWrite(
            TrialState.COMPLETE,
            list,
            parameters,
            nothing.intermediateValues(),
            Map.of(),
            Map.of()));
  }

  /**
   * Notes something about the study.
   *
   * @param key its key
   * @param value text, a finite number, a truth value, null, or lists and maps of them
   */
  public void setAttribute(String key, @Nullable Object value) {
    storage.setAttribute(record.id(), Author.USER, key, value);
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
    storage.setAttribute(record.id(), Author.SYSTEM, StudyRecord.METRIC_NAMES, List.of(names));
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
