package org.ockham.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.state.SavedState;

/**
 * An epoch that is over.
 *
 * @param epoch from 1
 * @param step optimiser steps done since the start
 * @param metrics what was measured, by tag; those of validation only where it was validated
 * @param seconds how long it took, validation included
 */
public record EpochResult(int epoch, long step, Map<String, Double> metrics, double seconds) {

  public EpochResult {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** As a saved state has it. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("epoch", (long) epoch);
    values.put("step", step);
    values.put("metrics", metrics);
    values.put("seconds", seconds);
    return values;
  }

  /** What {@link #values} gave. */
  static EpochResult of(@Nullable Object saved) {
    SavedState values =
        SavedState.of(Map.of("each", saved == null ? Map.of() : saved)).part("each");
    return new EpochResult(
        Math.toIntExact(values.whole("epoch")),
        values.whole("step"),
        values.numbersOf("metrics"),
        values.number("seconds"));
  }
}
