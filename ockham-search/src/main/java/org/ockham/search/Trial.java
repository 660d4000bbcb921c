package org.ockham.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.pruner.RunningTrial;
import org.ockham.search.sampler.Ask;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;
import org.ockham.search.space.Scale;
import org.ockham.search.storage.Log;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StorageException;
import org.ockham.search.storage.TrialWrite;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.History;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;
import org.slf4j.Logger;

/**
 * An evaluation under way: proposes parameters, takes intermediate values, says whether to stop early. A parameter may
 * depend on those suggested before; asking again for one gives the same value.
 *
 * <p>What happens here is written to the storage in few commits: at the latest a second later, and when the trial ends.
 */
public final class Trial {

  private static final Logger LOG = Log.of(Trial.class);
  private static final String MEASUREMENTS = "ockham:measurements";

  private final Study study;
  private final long id;
  private final int number;
  private final @Nullable Instant start;
  private final Map<?, ?> fixed;
  private final boolean again;
  private final Draft draft;
  private final Map<Integer, Integer> measurements = new TreeMap<>();
  private Map<String, @Nullable Object> vectors = new LinkedHashMap<>();
  private @Nullable History history;
  private volatile Parameters joint = Parameters.NONE;
  private boolean ended;
  private volatile @Nullable StorageException broken;

  Trial(Study study, FrozenTrial trial) {
    this.study = study;
    this.id = trial.id();
    this.number = trial.number();
    this.start = trial.start();
    this.draft = new Draft(trial);
    this.fixed = trial.systemAttributes().get(FrozenTrial.FIXED_PARAMS) instanceof Map<?, ?> queued
        ? queued
        : Map.of();
    this.again = trial.systemAttributes().containsKey("retry_history");
  }

  /**
   * A trial with given parameters that belongs to no study, to evaluate an objective of one value again, say the best
   * found: {@code objective.evaluate(Trial.fixed(result.best().params()))}. What it reports and notes is not kept, and
   * nobody stops it early.
   *
   * @param params values by name
   * @return the trial; a parameter that is asked for and not given is refused
   */
  public static Trial fixed(Map<String, ? extends @Nullable Object> params) {
    return fixed(params, 1);
  }

  /**
   * A trial with given parameters that belongs to no study.
   *
   * @param params values by name
   * @param objectives how many values the objective has
   * @return the trial, as {@link #fixed(Map)} gives it
   */
  public static Trial fixed(Map<String, ? extends @Nullable Object> params, int objectives) {
    Direction[] directions = new Direction[objectives];
    Arrays.fill(directions, Direction.MINIMIZE);
    Study study = Study.create(
        "fixed",
        Storage.memory(),
        every -> (ask, name, distribution) -> {
          throw new IllegalArgumentException("parameter \"" + name
              + "\" is not among those of the fixed trial, " + params.keySet() + ": give it too");
        },
        Pruner.none(),
        directions);
    study.enqueue(params);
    Trial trial = new Trial(study, study.storage().start(study.key(), Map.of()));
    trial.begin(new History(List.of(), List::of));
    return trial;
  }

  /** Shows the trial what it may learn from, and lets the sampler choose what it chooses at once. */
  void begin(History known) {
    history = known;
    joint = study.proposer().joint(ask());
  }

  private History history() {
    History known = history;
    if (known == null) {
      throw new IllegalStateException("trial " + number + " has not begun");
    }
    return known;
  }

  long id() {
    return id;
  }

  /**
   * The trial's place in its study, from 0.
   *
   * @return the number
   */
  public int number() {
    return number;
  }

  /**
   * A real number in [low, high].
   *
   * @param name the parameter's name
   * @param low the smallest value
   * @param high the largest
   * @return the value
   * @throws IllegalArgumentException if the bounds are no range, the study knows another kind of parameter by this name,
   *     or a value that was queued for it lies outside
   */
  public double suggestDouble(String name, double low, double high) {
    return suggest(name, FloatDistribution.of(low, high));
  }

  /**
   * A real number in [low, high].
   *
   * @param name the parameter's name
   * @param low the smallest value
   * @param high the largest
   * @param scale how the range is measured
   * @return the value
   * @throws IllegalArgumentException as {@link #suggestDouble(String, double, double)} does, or if low is not above 0
   *     on a log scale
   */
  public double suggestDouble(String name, double low, double high, Scale scale) {
    return suggest(name, new FloatDistribution(low, high, scale == Scale.LOG, null));
  }

  /**
   * One of the numbers low, low + step, … up to high.
   *
   * @param name the parameter's name
   * @param low the smallest value
   * @param high the bound above
   * @param step the distance, above 0
   * @return the value
   * @throws IllegalArgumentException as {@link #suggestDouble(String, double, double)} does
   */
  public double suggestDouble(String name, double low, double high, double step) {
    return suggest(name, FloatDistribution.stepped(low, high, step));
  }

  /**
   * A whole number in [low, high].
   *
   * @param name the parameter's name
   * @param low the smallest value
   * @param high the largest
   * @return the value
   * @throws IllegalArgumentException as {@link #suggestDouble(String, double, double)} does
   */
  public int suggestInt(String name, int low, int high) {
    return (int) suggest(name, IntDistribution.of(low, high));
  }

  /**
   * A whole number in [low, high].
   *
   * @param name the parameter's name
   * @param low the smallest value
   * @param high the largest
   * @param scale how the range is measured
   * @return the value
   * @throws IllegalArgumentException as {@link #suggestDouble(String, double, double)} does, or if low is below 1 on a
   *     log scale
   */
  public int suggestInt(String name, int low, int high, Scale scale) {
    return (int) suggest(name, new IntDistribution(low, high, scale == Scale.LOG, 1));
  }

  /**
   * One of the whole numbers low, low + step, … up to high.
   *
   * @param name the parameter's name
   * @param low the smallest value
   * @param high the bound above
   * @param step the distance, at least 1
   * @return the value
   * @throws IllegalArgumentException as {@link #suggestDouble(String, double, double)} does
   */
  public int suggestInt(String name, int low, int high, int step) {
    return (int) suggest(name, IntDistribution.stepped(low, high, step));
  }

  /**
   * A whole number in [low, high], neither beyond 2^53 in magnitude.
   *
   * @param name the parameter's name
   * @param low the smallest value
   * @param high the largest
   * @return the value
   * @throws IllegalArgumentException as {@link #suggestDouble(String, double, double)} does
   */
  public long suggestLong(String name, long low, long high) {
    return (long) suggest(name, IntDistribution.of(low, high));
  }

  /**
   * A whole number in [low, high], neither beyond 2^53 in magnitude.
   *
   * @param name the parameter's name
   * @param low the smallest value
   * @param high the largest
   * @param scale how the range is measured
   * @return the value
   * @throws IllegalArgumentException as {@link #suggestInt(String, int, int, Scale)} does
   */
  public long suggestLong(String name, long low, long high, Scale scale) {
    return (long) suggest(name, new IntDistribution(low, high, scale == Scale.LOG, 1));
  }

  /**
   * One of the whole numbers low, low + step, … up to high, neither bound beyond 2^53 in magnitude.
   *
   * @param name the parameter's name
   * @param low the smallest value
   * @param high the bound above
   * @param step the distance, at least 1
   * @return the value
   * @throws IllegalArgumentException as {@link #suggestDouble(String, double, double)} does
   */
  public long suggestLong(String name, long low, long high, long step) {
    return (long) suggest(name, IntDistribution.stepped(low, high, step));
  }

  /**
   * One of the choices.
   *
   * @param <T> the choices' type: text, numbers, truth values, enums, null, or lists and maps of them
   * @param name the parameter's name
   * @param choices the same ones in the same order in every trial
   * @return the choice
   * @throws IllegalArgumentException if there is none, or the study knows the parameter with others
   */
  @SafeVarargs
  public final <T extends @Nullable Object> T suggestCategorical(String name, T... choices) {
    List<T> list = new ArrayList<>(choices.length);
    for (T choice : choices) {
      list.add(choice);
    }
    return suggestCategorical(name, list);
  }

  /**
   * One of the choices.
   *
   * @param <T> the choices' type: text, numbers, truth values, enums, null, or lists and maps of them
   * @param name the parameter's name
   * @param choices the same ones in the same order in every trial
   * @return the choice
   * @throws IllegalArgumentException if there is none, or the study knows the parameter with others
   */
  public <T extends @Nullable Object> T suggestCategorical(String name, List<T> choices) {
    return choices.get(
        (int) suggest(name, new CategoricalDistribution(new ArrayList<@Nullable Object>(choices))));
  }

  /**
   * A value of any distribution.
   *
   * @param name the parameter's name
   * @param distribution where it lies
   * @return its internal value; {@link Distribution#toExternal} gives the rest
   * @throws IllegalArgumentException as {@link #suggestDouble(String, double, double)} does
   */
  public synchronized double suggest(String name, Distribution distribution) {
    Distribution before = draft.parameters().distribution(name);
    if (before != null) {
      before.requireCompatible(name, distribution);
      return draft.parameters().internal(name);
    }
    if (distribution instanceof IntDistribution whole && !whole.exact()) {
      throw new IllegalArgumentException("parameter \"" + name + "\" in [" + whole.low() + ", "
          + whole.high() + "]: a study keeps doubles, so give bounds within 2^53 in magnitude");
    }
    study.ledger().check(name, distribution);
    double value = choose(name, distribution);
    draft.add(name, distribution, value);
    flushIfLate();
    return value;
  }

  private double choose(String name, Distribution distribution) {
    if (fixed.containsKey(name)) {
      try {
        return distribution.toInternal(name, fixed.get(name));
      } catch (IllegalArgumentException e) {
        if (!again) {
          throw new IllegalArgumentException(
              "trial " + number + ": queued for " + e.getMessage(), e);
        }
        LOG.warn("trial {}: its bounds have moved since it died: {}", number, e.getMessage());
      }
    }
    if (distribution.single()) {
      return distribution.quantile(0);
    }
    double chosen = joint.internal(name);
    return distribution.contains(chosen)
        ? chosen
        : study.proposer().single(ask(), name, distribution);
  }

  private Ask ask() {
    return new Ask() {
      @Override
      public FrozenTrial trial() {
        return view();
      }

      @Override
      public History history() {
        return Trial.this.history();
      }

      @Override
      public void remember(String key, @Nullable Object value) {
        draft.noteSystem(key, value);
      }
    };
  }

  /**
   * Takes an intermediate result. Reporting a step again adds a measurement to it: the step then has the mean of its
   * measurements, which is what a noisy objective wants pruners to see. (In Optuna the first value of a step stays, and a
   * warning says so.)
   *
   * @param step how far the evaluation is, in the user's own unit, at least 0
   * @param values one for each objective; NaN and infinities are allowed
   * @throws IllegalArgumentException if the step is negative or there are not as many values as objectives
   */
  public synchronized void report(int step, double... values) {
    if (step < 0) {
      throw new IllegalArgumentException("step " + step + ": give at least 0");
    }
    if (values.length != study.directions().size()) {
      throw new IllegalArgumentException(values.length + " values at step " + step
          + ": give one for each of the " + study.directions().size() + " objectives");
    }
    int count = measurements.merge(step, 1, Integer::sum);
    double[] means = values.clone();
    if (count > 1) {
      Object old = vectors.get(Integer.toString(step));
      for (int i = 0; i < means.length; i++) {
        double before = i == 0
            ? draft.steps().getOrDefault(step, Double.NaN)
            : old instanceof List<?> list && list.get(i) instanceof Number n
                ? n.doubleValue()
                : Double.NaN;
        means[i] = before + (values[i] - before) / count;
      }
      Map<String, @Nullable Object> counts = new LinkedHashMap<>();
      measurements.forEach((at, n) -> {
        if (n > 1) {
          counts.put(at.toString(), n);
        }
      });
      draft.noteSystem(MEASUREMENTS, counts);
    }
    draft.report(step, means[0]);
    if (means.length > 1) {
      List<@Nullable Double> vector = new ArrayList<>();
      for (double mean : means) {
        vector.add(Double.isFinite(mean) ? (Double) mean : null);
      }
      vectors = new LinkedHashMap<>(vectors);
      vectors.put(Integer.toString(step), vector);
      draft.noteSystem(FrozenTrial.VECTORS, vectors);
    }
    flushIfLate();
  }

  /**
   * Whether the study's pruner would stop this trial now; an objective then throws {@link TrialPruned}.
   *
   * @return whether to stop; false as long as nothing was reported
   */
  public synchronized boolean shouldPrune() {
    if (draft.steps().isEmpty()) {
      return false;
    }
    return study
        .pruner()
        .prune(new RunningTrial(
            study.name(),
            study.directions(),
            view(),
            history(),
            (key, value) -> draft.noteSystem(key, value)));
  }

  /**
   * Notes something, to be found in the finished trial.
   *
   * @param key its key
   * @param value text, a finite number, a truth value, null, or lists and maps of them
   */
  public synchronized void setAttribute(String key, @Nullable Object value) {
    draft.noteUser(key, value);
    flushIfLate();
  }

  /**
   * Says how far the trial keeps the constraints: values above 0 break them. Samplers prefer trials that keep them, and
   * {@link StudyResult#best} takes only those.
   *
   * @param values one for each constraint, the same number in every trial
   */
  public synchronized void constrain(double... values) {
    List<@Nullable Object> list = new ArrayList<>();
    for (double value : values) {
      list.add(constraint(value));
    }
    draft.noteSystem(FrozenTrial.CONSTRAINTS, list);
  }

  /**
   * Says how far the trial keeps a constraint of a name, as Optuna 5 does: a value above 0 breaks it. Saying it again replaces
   * the value. Samplers prefer trials that keep all their constraints, and {@link StudyResult#best} takes only those.
   *
   * @param name the constraint's name, the same in every trial
   * @param value above 0 where it is broken
   */
  public synchronized void constrain(String name, double value) {
    draft.noteSystem(FrozenTrial.CONSTRAINT + name, constraint(value));
    flushIfLate();
  }

  /** JSON has no infinities. */
  private static double constraint(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException(
          "constraint NaN: give a number, above 0 where it is broken");
    }
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }

  /**
   * The parameters so far.
   *
   * @return an unmodifiable map in the order of suggestion
   */
  public synchronized Map<String, @Nullable Object> params() {
    return draft.parameters().toMap();
  }

  /**
   * Where the parameters so far lie.
   *
   * @return an unmodifiable map in the order of suggestion
   */
  public synchronized Map<String, Distribution> distributions() {
    Parameters now = draft.parameters();
    Map<String, Distribution> map = new LinkedHashMap<>();
    for (int i = 0; i < now.size(); i++) {
      map.put(now.name(i), now.distribution(i));
    }
    return Collections.unmodifiableMap(map);
  }

  /**
   * What the user noted in the trial so far, before it began or since.
   *
   * @return an unmodifiable map
   */
  public synchronized Map<String, @Nullable Object> userAttributes() {
    return view().userAttributes();
  }

  /** The trial as it is now, good until the next change. */
  private FrozenTrial view() {
    return draft.freeze(id, number, start, Collections.unmodifiableSortedMap(draft.steps()));
  }

  /** The trial as it is now, for good. */
  FrozenTrial freeze() {
    return draft.snapshot(id, number, start);
  }

  /** The trial as others should see it: with what the sampler chose and the objective has not asked for yet. */
  FrozenTrial announced() {
    FrozenTrial now = freeze();
    Parameters known = now.parameters();
    Parameters chosen = joint;
    for (int i = 0; i < chosen.size(); i++) {
      if (!known.has(chosen.name(i))) {
        known = known.with(chosen.name(i), chosen.distribution(i), chosen.internal(i));
      }
    }
    return new FrozenTrial(
        id,
        number,
        now.state(),
        now.values(),
        known,
        now.intermediateValues(),
        now.userAttributes(),
        now.systemAttributes(),
        start,
        now.complete());
  }

  private void flushIfLate() {
    if (draft.late()) {
      flush();
    }
  }

  /** Writes what is pending. */
  synchronized void flush() {
    if (!ended && draft.pending()) {
      store(draft.take());
    }
  }

  /** Writes everything together with the end; false if somebody else ended the trial. */
  synchronized boolean end(TrialState state, List<Double> values) {
    if (ended) {
      throw new IllegalStateException(
          "trial " + number + " ended before: a finished trial never changes");
    }
    boolean first = store(draft.take().withState(state, values));
    ended = true;
    draft.end(first ? state : TrialState.FAIL, first ? values : List.of());
    return first;
  }

  private boolean store(TrialWrite write) {
    try {
      boolean open = study.storage().write(id, write);
      broken = null;
      return open;
    } catch (StorageException e) {
      broken = e;
      draft.giveBack(write);
      throw e;
    }
  }

  /** Why the storage did not take the last write; null if it did. */
  @Nullable
  StorageException broken() {
    return broken;
  }

  /** Forgets what happened here and queues the trial again, as it was before it was claimed. */
  synchronized void release() {
    ended = true;
    study.storage().release(id);
  }

  /** The values of a trial that is stopped early: the last that were reported, unless one of them is NaN. */
  static List<Double> lastValues(FrozenTrial trial, int objectives) {
    Integer step = trial.lastStep();
    if (step == null) {
      return List.of();
    }
    if (objectives == 1) {
      double last = trial.intermediateValues().getOrDefault(step, Double.NaN);
      return Double.isNaN(last) ? List.of() : List.of(last);
    }
    List<Double> values = new ArrayList<>();
    if (trial.systemAttributes().get(FrozenTrial.VECTORS) instanceof Map<?, ?> vectors
        && vectors.get(step.toString()) instanceof List<?> vector) {
      for (Object value : vector) {
        if (value instanceof Number number) {
          values.add(number.doubleValue());
        }
      }
    }
    return values.size() == objectives ? values : List.of();
  }
}
