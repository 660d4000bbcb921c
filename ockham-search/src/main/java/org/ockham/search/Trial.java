package org.ockham.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.search.check.Check;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.pruner.RunningTrial;
import org.ockham.search.sampler.Ask;
import org.ockham.search.sampler.Proposer;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.IntDistribution;
import org.ockham.search.space.Json;
import org.ockham.search.storage.Log;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StudyRecord;
import org.ockham.search.storage.TrialWrite;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.History;
import org.ockham.search.trial.Parameters;
import org.slf4j.Logger;

/**
 * An evaluation under way: proposes parameters, takes intermediate values, says whether to stop early.
 *
 * <p>What happens here is written to the storage in few commits: at the latest a second later, and when the trial ends.
 */
public final class Trial extends Suggestions {

  private static final Logger LOG = Log.of(Trial.class);

  private final StudyRecord study;
  private final Pruner pruner;
  private final TrialCache cache;
  private final LiveTrial live;
  private final Proposer proposer;
  private final Ask ask;
  private final Map<String, @Nullable Object> fixed;
  private final Parameters joint;
  private final Measurements measurements = new Measurements();
  private final boolean joined;

  /** Begins a trial: shows the sampler what it may learn from, and lets it choose what it chooses at once. */
  Trial(StudyRecord study, Pruner pruner, TrialCache cache, LiveTrial live, Sampling sampling) {
    this(study, pruner, cache, live, sampling, false);
  }

  /**
   * Begins it, or takes part in one that another process has begun.
   *
   * @param joined whether it is another's: then this process reads nothing for trials of its own, and must for this one
   */
  Trial(
      StudyRecord study,
      Pruner pruner,
      TrialCache cache,
      LiveTrial live,
      Sampling sampling,
      boolean joined) {
    this.joined = joined;
    this.study = study;
    this.pruner = pruner;
    this.cache = cache;
    this.live = live;
    this.proposer = sampling.proposer();
    this.ask = ask(live, sampling.history());
    this.fixed = FixedParams.of(live.now());
    this.joint = proposer.joint(ask);
    live.propose(joint);
  }

  private static Ask ask(LiveTrial live, History history) {
    return new Ask() {
      @Override
      public FrozenTrial trial() {
        return live.now();
      }

      @Override
      public History history() {
        return history;
      }

      @Override
      public void remember(String key, @Nullable Object value) {
        noteSystem(live, key, value);
      }
    };
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
    Storage storage = Storage.memory();
    StudyRecord study =
        storage.create("fixed", Collections.nCopies(objectives, Direction.MINIMIZE));
    storage.add(study.id(), FixedParams.queued(params, Map.of()));
    Proposer refusing = (ask, name, distribution) -> {
      throw new IllegalArgumentException("parameter \"" + name
          + "\" is not among those of the fixed trial, " + params.keySet() + ": give it too");
    };
    TrialCache cache = new TrialCache(storage, study.id(), () -> refusing);
    LiveTrial live = cache.open(storage.start(study.id(), Map.of()));
    return new Trial(study, Pruner.none(), cache, live, cache.sampling(live));
  }

  /** What the trial holds here, and its way to the storage. */
  LiveTrial live() {
    return live;
  }

  /**
   * The trial's place in its study, from 0.
   *
   * @return the number
   */
  public int number() {
    return live.now().number();
  }

  @Override
  public synchronized double suggest(String name, Distribution distribution) {
    Parameters known = live.now().parameters();
    Distribution before = known.distribution(name);
    if (before != null) {
      before.requireCompatible(name, distribution);
      return known.internal(name);
    }
    if (distribution instanceof IntDistribution whole && !whole.exact()) {
      throw new IllegalArgumentException("parameter \"" + name + "\" in [" + whole.low() + ", "
          + whole.high() + "]: a study keeps doubles, so give bounds within 2^53 in magnitude");
    }
    cache.check(name, distribution);
    double value = choose(name, distribution);
    live.change(TrialWrite.NOTHING.withParameter(name, distribution, value));
    live.flushIfLate();
    return value;
  }

  /** A queued value, the only one, what was proposed together with others, or else one proposed now. */
  private double choose(String name, Distribution distribution) {
    if (fixed.containsKey(name)) {
      try {
        return distribution.toInternal(name, fixed.get(name));
      } catch (IllegalArgumentException e) {
        if (!live.now().systemAttributes().containsKey(FrozenTrial.RETRY_HISTORY)) {
          throw new IllegalArgumentException(
              "trial " + number() + ": queued for " + e.getMessage(), e);
        }
        LOG.warn("trial {}: its bounds have moved since it died: {}", number(), e.getMessage());
      }
    }
    if (distribution.single()) {
      return distribution.quantile(0);
    }
    double chosen = joint.internal(name);
    return distribution.contains(chosen) ? chosen : proposer.single(ask, name, distribution);
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
    Check.atLeast("step", step, 0);
    Check.onePerObjective("report", values.length, study.directions().size());
    live.change(measurements.add(step, values));
    live.flushIfLate();
  }

  /**
   * The last step that was reported, by whichever process.
   *
   * @return the step, or null if there is none
   */
  public @Nullable Integer lastStep() {
    return live.now().lastStep();
  }

  /**
   * Whether the study's pruner would stop this trial now; an objective then throws {@link TrialPruned}.
   *
   * @return whether to stop; false as long as nothing was reported
   */
  public synchronized boolean shouldPrune() {
    if (joined) {
      cache.syncIfLate();
    }
    FrozenTrial now = live.now();
    return now.lastStep() != null
        && pruner.prune(new RunningTrial(
            study.name(),
            study.directions(),
            now,
            ask.history(),
            (key, value) -> noteSystem(live, key, value)));
  }

  /**
   * Notes something, to be found in the finished trial.
   *
   * @param key its key
   * @param value text, a finite number, a truth value, null, or lists and maps of them
   */
  public void setAttribute(String key, @Nullable Object value) {
    requireJson(value);
    live.change(TrialWrite.NOTHING.withUserAttribute(key, value));
    live.flushIfLate();
  }

  private static void noteSystem(LiveTrial live, String key, @Nullable Object value) {
    requireJson(value);
    live.change(TrialWrite.NOTHING.withSystemAttribute(key, value));
  }

  /** Refuses here, where the user sees it, what no storage takes. */
  private static void requireJson(@Nullable Object value) {
    Json.write(value);
  }

  /**
   * Says how far the trial keeps the constraints: values above 0 break them. Samplers prefer trials that keep them, and
   * {@link StudyResult#best} takes only those.
   *
   * @param values one for each constraint, the same number in every trial
   */
  public void constrain(double... values) {
    List<@Nullable Object> list = new ArrayList<>();
    for (double value : values) {
      list.add(constraint(value));
    }
    noteSystem(live, FrozenTrial.CONSTRAINTS, list);
  }

  /**
   * Says how far the trial keeps a constraint of a name, as Optuna 5 does: a value above 0 breaks it. Saying it again replaces
   * the value. Samplers prefer trials that keep all their constraints, and {@link StudyResult#best} takes only those.
   *
   * @param name the constraint's name, the same in every trial
   * @param value above 0 where it is broken
   */
  public void constrain(String name, double value) {
    noteSystem(live, FrozenTrial.CONSTRAINT + name, constraint(value));
    live.flushIfLate();
  }

  /** JSON has no infinities. */
  private static double constraint(double value) {
    Check.require(
        !Double.isNaN(value), "constraint", value, "be a number, above 0 where it is broken");
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }

  /**
   * The parameters so far.
   *
   * @return an unmodifiable map in the order of suggestion
   */
  public Map<String, @Nullable Object> params() {
    return live.now().params();
  }

  /**
   * Where the parameters so far lie.
   *
   * @return an unmodifiable map in the order of suggestion
   */
  public Map<String, Distribution> distributions() {
    Parameters now = live.now().parameters();
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
  public Map<String, @Nullable Object> userAttributes() {
    return live.now().userAttributes();
  }
}
