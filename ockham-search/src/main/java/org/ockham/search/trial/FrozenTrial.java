package org.ockham.search.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a trial at one moment. Immutable; the maps are unmodifiable.
 *
 * @param id the storage's key
 * @param number its place in the study, from 0
 * @param state where it stands
 * @param values the objectives' values; empty while there are none
 * @param parameters what was suggested
 * @param intermediateValues the values reported on the way, by step
 * @param userAttributes what the user noted
 * @param systemAttributes what samplers, pruners and the study noted
 * @param start when its evaluation began, or null if it did not
 * @param complete when it ended, or null if it did not
 */
public record FrozenTrial(
    long id,
    int number,
    TrialState state,
    List<Double> values,
    Parameters parameters,
    SortedMap<Integer, Double> intermediateValues,
    Map<String, @Nullable Object> userAttributes,
    Map<String, @Nullable Object> systemAttributes,
    @Nullable Instant start,
    @Nullable Instant complete) {

  /** The system attribute that holds queued values. */
  public static final String FIXED_PARAMS = "fixed_params";

  /** The system attribute of a trial queued in the place of one that died: the number of the first such trial. */
  public static final String FAILED_TRIAL = "failed_trial";

  /** The system attribute of a trial queued in the place of one that died: the numbers of all such trials before it. */
  public static final String RETRY_HISTORY = "retry_history";

  /** The system attribute that holds what was reported with several objectives: by step one number for each. */
  public static final String VECTORS = "ockham:intermediate_values";

  /** The system attribute that holds the constraints' values; at most 0 means kept. */
  public static final String CONSTRAINTS = "constraints";

  /** What the system attribute of a constraint with a name begins with: {@code constraints:memory}. */
  public static final String CONSTRAINT = CONSTRAINTS + ":";

  /**
   * The value of the only objective.
   *
   * @return the value
   * @throws IllegalStateException if there is not exactly one
   */
  public double value() {
    if (values.size() != 1) {
      throw new IllegalStateException(
          "trial " + number + " (" + state + ") has " + values.size() + " values: read values()");
    }
    return values.get(0);
  }

  /**
   * The parameters as the objective saw them.
   *
   * @return an unmodifiable map in the order of suggestion
   */
  public Map<String, @Nullable Object> params() {
    return parameters.toMap();
  }

  /**
   * This trial with other parameters.
   *
   * @param parameters all of them
   * @return a copy with them
   */
  public FrozenTrial with(Parameters parameters) {
    return copy(id, number, parameters);
  }

  /**
   * This trial under another key and number.
   *
   * @param id the storage's key
   * @param number the place in its study
   * @return a copy with them
   */
  public FrozenTrial at(long id, int number) {
    return copy(id, number, parameters);
  }

  private FrozenTrial copy(long id, int number, Parameters parameters) {
    return new FrozenTrial(
        id,
        number,
        state,
        values,
        parameters,
        intermediateValues,
        userAttributes,
        systemAttributes,
        start,
        complete);
  }

  /**
   * Checks that the values fit the state, as whoever reads trials relies on: one for each objective in a complete trial, one
   * each or none in a pruned one, no NaN.
   *
   * @param objectives how many objectives the study has
   * @throws IllegalArgumentException if they do not
   */
  public void requireValues(int objectives) {
    int count = values.size();
    if (state == TrialState.COMPLETE
        ? count != objectives
        : state == TrialState.PRUNED ? count != 0 && count != objectives : count > objectives) {
      throw new IllegalArgumentException("state " + state + " with " + count
          + (count == 1 ? " value" : " values") + " in a study of " + objectives
          + (objectives == 1 ? " objective" : " objectives"));
    }
    if (values.contains(Double.NaN)) {
      throw new IllegalArgumentException("state " + state + " with a value that is NaN");
    }
  }

  /**
   * The constraints' values by name; above 0 means broken. Those without names are called "0", "1", … in their order. As in
   * Optuna, a constraint with a name goes before one without that is called the same.
   *
   * @return an unmodifiable map; empty if the trial has none
   */
  public Map<String, Double> constraints() {
    if (!systemAttributes.containsKey(CONSTRAINTS)
        && systemAttributes.keySet().stream().noneMatch(key -> key.startsWith(CONSTRAINT))) {
      return Map.of();
    }
    Map<String, Double> found = new LinkedHashMap<>();
    if (systemAttributes.get(CONSTRAINTS) instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i) instanceof Number number) {
          found.put(Integer.toString(i), number.doubleValue());
        }
      }
    }
    systemAttributes.forEach((key, value) -> {
      if (key.startsWith(CONSTRAINT) && value instanceof Number number) {
        found.put(key.substring(CONSTRAINT.length()), number.doubleValue());
      }
    });
    return Collections.unmodifiableMap(found);
  }

  /**
   * By how much the trial breaks its constraints: the sum of those above 0.
   *
   * @return 0 if it keeps them all or has none
   */
  public double violation() {
    double sum = 0;
    for (double value : constraints().values()) {
      sum += Double.isNaN(value) ? Double.POSITIVE_INFINITY : Math.max(0, value);
    }
    return sum;
  }

  /**
   * The last step at which a value was reported.
   *
   * @return the step, or null if there is none
   */
  public @Nullable Integer lastStep() {
    return intermediateValues.isEmpty() ? null : intermediateValues.lastKey();
  }

  /**
   * How long the evaluation took.
   *
   * @return the time from start to end, or null if either is missing
   */
  public @Nullable Duration duration() {
    return start == null || complete == null ? null : Duration.between(start, complete);
  }
}
