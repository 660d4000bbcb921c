package org.ockham.search.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.Distribution;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.IntermediateValues;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/**
 * What to change in a trial, all of it in one commit: the parameters, values and attributes named here are added or
 * replaced, the rest stays.
 *
 * @param state the new state, or null to keep it
 * @param values the objectives' values; empty to keep them
 * @param parameters parameters to add
 * @param intermediateValues values to add, by step
 * @param userAttributes the user's notes to add
 * @param systemAttributes the library's notes to add
 */
public record TrialWrite(
    @Nullable TrialState state,
    List<Double> values,
    Parameters parameters,
    SortedMap<Integer, Double> intermediateValues,
    Map<String, @Nullable Object> userAttributes,
    Map<String, @Nullable Object> systemAttributes) {

  /** System attributes that a queued trial has from the start, and keeps when its evaluation starts over. */
  static final List<String> OF_QUEUE =
      List.of(FrozenTrial.FIXED_PARAMS, FrozenTrial.FAILED_TRIAL, FrozenTrial.RETRY_HISTORY);

  /** Nothing to change. */
  public static final TrialWrite NOTHING =
      new TrialWrite(null, List.of(), Parameters.NONE, IntermediateValues.NONE, Map.of(), Map.of());

  /**
   * Whether there is nothing to change.
   *
   * @return whether writing it would do nothing
   */
  public boolean isEmpty() {
    return state == null
        && values.isEmpty()
        && parameters.size() == 0
        && intermediateValues.isEmpty()
        && userAttributes.isEmpty()
        && systemAttributes.isEmpty();
  }

  /**
   * This change and a new state with its values.
   *
   * @param state the new state
   * @param values the objectives' values; empty for none
   * @return a copy with them
   */
  public TrialWrite withState(TrialState state, List<Double> values) {
    return new TrialWrite(
        state,
        List.copyOf(values),
        parameters,
        intermediateValues,
        userAttributes,
        systemAttributes);
  }

  /**
   * This change and a later one.
   *
   * @param later what replaces this where both change the same
   * @return both in one
   */
  public TrialWrite and(TrialWrite later) {
    return new TrialWrite(
        later.state == null ? state : later.state,
        later.values.isEmpty() ? values : later.values,
        parameters.with(later.parameters),
        steps(intermediateValues, later.intermediateValues),
        merge(userAttributes, later.userAttributes),
        merge(systemAttributes, later.systemAttributes));
  }

  /**
   * This change and parameters.
   *
   * @param more what to add
   * @return a copy with them
   */
  public TrialWrite withParameters(Parameters more) {
    return new TrialWrite(
        state, values, parameters.with(more), intermediateValues, userAttributes, systemAttributes);
  }

  /**
   * This change and a parameter.
   *
   * @param name its name
   * @param distribution its distribution
   * @param internal its internal value
   * @return a copy with it
   */
  public TrialWrite withParameter(String name, Distribution distribution, double internal) {
    return withParameters(Parameters.NONE.with(name, distribution, internal));
  }

  /**
   * This change and an intermediate value.
   *
   * @param step its step
   * @param value the value, NaN and infinities among them
   * @return a copy with it
   */
  public TrialWrite withIntermediate(int step, double value) {
    return new TrialWrite(
        state,
        values,
        parameters,
        IntermediateValues.of(intermediateValues).with(step, value),
        userAttributes,
        systemAttributes);
  }

  /**
   * This change and a note of the user's.
   *
   * @param key its key
   * @param value what JSON can hold
   * @return a copy with it
   */
  public TrialWrite withUserAttribute(String key, @Nullable Object value) {
    return new TrialWrite(
        state,
        values,
        parameters,
        intermediateValues,
        with(userAttributes, key, value),
        systemAttributes);
  }

  /**
   * This change and a note of the library's: of a sampler, a pruner or the study.
   *
   * @param key its key
   * @param value what JSON can hold
   * @return a copy with it
   */
  public TrialWrite withSystemAttribute(String key, @Nullable Object value) {
    return new TrialWrite(
        state,
        values,
        parameters,
        intermediateValues,
        userAttributes,
        with(systemAttributes, key, value));
  }

  /** Puts a trial under way. */
  static TrialWrite claim(Map<String, @Nullable Object> systemAttributes) {
    return new TrialWrite(
        TrialState.RUNNING,
        List.of(),
        Parameters.NONE,
        IntermediateValues.NONE,
        Map.of(),
        systemAttributes);
  }

  /** A trial of its own that has what is written here: RUNNING if no state is given. */
  FrozenTrial alone(Instant now) {
    return onto(
        new FrozenTrial(
            -1,
            -1,
            TrialState.RUNNING,
            List.of(),
            Parameters.NONE,
            IntermediateValues.NONE,
            Map.of(),
            Map.of(),
            null,
            null),
        now);
  }

  /**
   * The trial after this change.
   *
   * @param trial the trial before it
   * @param now the time, for the start or the end of the evaluation
   * @return the changed copy
   */
  public FrozenTrial onto(FrozenTrial trial, Instant now) {
    TrialState after = state == null ? trial.state() : state;
    boolean started = trial.start() == null && after != TrialState.WAITING;
    return new FrozenTrial(
        trial.id(),
        trial.number(),
        after,
        values.isEmpty() ? trial.values() : Collections.unmodifiableList(new ArrayList<>(values)),
        trial.parameters().with(parameters),
        steps(trial.intermediateValues(), intermediateValues),
        merge(trial.userAttributes(), userAttributes),
        merge(trial.systemAttributes(), systemAttributes),
        started ? now : trial.start(),
        state != null && state.finished() ? now : trial.complete());
  }

  private static SortedMap<Integer, Double> steps(
      SortedMap<Integer, Double> a, SortedMap<Integer, Double> b) {
    return a.isEmpty() ? b : b.isEmpty() ? a : IntermediateValues.of(a).withAll(b);
  }

  /** A copy of attributes with one more, or another value of one. */
  static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> attributes, String key, @Nullable Object value) {
    return merge(attributes, Collections.singletonMap(key, value));
  }

  private static Map<String, @Nullable Object> merge(
      Map<String, @Nullable Object> a, Map<String, @Nullable Object> b) {
    if (b.isEmpty()) {
      return a;
    }
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(a);
    merged.putAll(b);
    return Collections.unmodifiableMap(merged);
  }
}
