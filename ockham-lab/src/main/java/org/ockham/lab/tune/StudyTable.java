package org.ockham.lab.tune;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.search.StudyResult;
import org.ockham.search.trial.FrozenTrial;

/** A study's trials as plain values: a tree for JSON. */
public final class StudyTable {

  private StudyTable() {}

  /** The study as a tree; numbers that JSON does not have are texts. */
  public static Map<String, @Nullable Object> entries(StudyResult result) {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    entries.put("study", result.name());
    entries.put("directions", result.directions().stream().map(Enum::name).toList());
    entries.put("trials", result.trials().stream().map(StudyTable::entries).toList());
    return entries;
  }

  /** A trial as a tree. */
  public static Map<String, @Nullable Object> entries(FrozenTrial trial) {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    entries.put("number", trial.number());
    entries.put("state", trial.state().name());
    entries.put("values", trial.values().stream().map(StudyTable::plain).toList());
    entries.put("params", plain(trial.params()));
    entries.put("start", text(trial.start()));
    entries.put("complete", text(trial.complete()));
    entries.put("seconds", seconds(trial));
    Map<String, @Nullable Object> steps = new LinkedHashMap<>();
    trial.intermediateValues().forEach((step, value) -> steps.put(step.toString(), plain(value)));
    entries.put("intermediateValues", steps);
    entries.put("attributes", plain(trial.userAttributes()));
    return entries;
  }

  private static @Nullable Double seconds(FrozenTrial trial) {
    var duration = trial.duration();
    return duration == null ? null : duration.toNanos() / 1e9;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return value instanceof Double number && !Double.isFinite(number) ? number.toString() : value;
  }

  private static Map<String, @Nullable Object> plain(Map<String, @Nullable Object> values) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    values.forEach((name, value) -> plain.put(name, plain(value)));
    return plain;
  }
}
