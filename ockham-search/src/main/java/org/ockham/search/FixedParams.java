package org.ockham.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.Json;
import org.ockham.search.storage.TrialWrite;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** The parameters that a queued trial is given; the sampler chooses the others. */
final class FixedParams {

  private FixedParams() {}

  /** Those of a trial, by name; empty if it was given none. */
  static Map<String, @Nullable Object> of(FrozenTrial trial) {
    Map<String, @Nullable Object> fixed = new LinkedHashMap<>();
    if (trial.systemAttributes().get(FrozenTrial.FIXED_PARAMS) instanceof Map<?, ?> queued) {
      queued.forEach((name, value) -> fixed.put(String.valueOf(name), value));
    }
    return fixed;
  }

  /** A trial to queue, with notes of the user's. */
  static TrialWrite queued(
      Map<String, ? extends @Nullable Object> params,
      Map<String, ? extends @Nullable Object> userAttributes) {
    params.forEach(FixedParams::requirePlain);
    TrialWrite write = TrialWrite.NOTHING
        .withState(TrialState.WAITING, List.of())
        .withSystemAttribute(FrozenTrial.FIXED_PARAMS, new LinkedHashMap<>(params));
    for (Map.Entry<String, ? extends @Nullable Object> note : userAttributes.entrySet()) {
      write = write.withUserAttribute(note.getKey(), note.getValue());
    }
    return write;
  }

  private static void requirePlain(String name, @Nullable Object value) {
    try {
      Json.write(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "queued for parameter \"" + name + "\": " + e.getMessage(), e);
    }
  }

  /** Whether a trial was queued with just these parameters, or has just these. */
  static boolean same(FrozenTrial trial, Map<String, ? extends @Nullable Object> params) {
    Map<String, @Nullable Object> known =
        trial.systemAttributes().get(FrozenTrial.FIXED_PARAMS) instanceof Map<?, ?>
            ? of(trial)
            : trial.params();
    return known.keySet().equals(params.keySet())
        && params.keySet().stream().allMatch(name -> same(known.get(name), params.get(name)));
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      double known = x.doubleValue();
      return known == y.doubleValue()
          || Math.abs(known - y.doubleValue()) <= 1e-5 * Math.abs(known);
    }
    return Objects.equals(a, b);
  }
}
