package org.ockham.search.trial;

import java.time.Duration;
import java.time.Instant;
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

  /** The system attribute that holds the constraints' values; at most 0 means kept. */
  public static final String CONSTRAINTS = "constraints";

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
   * By how much the trial breaks its constraints: the sum of those above 0.
   *
   * @return 0 if it keeps them all or has none
   */
  public double violation() {
    if (systemAttributes.isEmpty()
        || !(systemAttributes.get(CONSTRAINTS) instanceof List<?> list)) {
      return 0;
    }
    double sum = 0;
    for (Object value : list) {
      if (value instanceof Number number && number.doubleValue() > 0) {
        sum += number.doubleValue();
      }
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
