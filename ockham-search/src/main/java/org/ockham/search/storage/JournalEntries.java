package org.ockham.search.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.DistributionJson;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines of a journal, applied to studies in memory. */
final class JournalEntries {

  private static final Logger LOG = LoggerFactory.getLogger(JournalEntries.class);

  private final MemoryStorage memory;

  JournalEntries(MemoryStorage memory) {
    this.memory = memory;
  }

  void apply(Map<?, ?> entry) {
    try {
      String op = String.valueOf(entry.get("op"));
      switch (op) {
        case "create" ->
          memory.create(
              String.valueOf(entry.get("name")),
              list(entry.get("directions")).stream()
                  .map(name -> Direction.valueOf(String.valueOf(name)))
                  .toList());
        case "delete" -> memory.delete(number(entry.get("study")));
        case "note" ->
          memory.setAttribute(
              number(entry.get("study")),
              Author.valueOf(String.valueOf(entry.get("author"))),
              String.valueOf(entry.get("key")),
              entry.get("value"));
        case "start" -> memory.start(number(entry.get("study")), map(entry.get("system")));
        case "add" -> memory.add(number(entry.get("study")), write(entry));
        case "write" -> memory.write(number(entry.get("trial")), write(entry));
        case "restart" -> memory.restart(number(entry.get("trial")), map(entry.get("system")));
        case "release" -> memory.release(number(entry.get("trial")));
        case "beat" ->
          memory.beat(
              list(entry.get("trials")).stream().map(JournalEntries::number).toList());
        default ->
          throw new IllegalStateException(
              "journal entry \"" + op + "\" is not known: a newer version wrote it");
      }
    } catch (StorageException refused) {
      // It was refused when it was written, too: another process had deleted the study.
      LOG.debug("entry refused again: {}", refused.getMessage());
    }
  }

  static void put(Map<String, @Nullable Object> entry, TrialWrite write) {
    TrialState state = write.state();
    if (state != null) {
      entry.put("state", state.name());
    }
    if (!write.values().isEmpty()) {
      entry.put("values", write.values().stream().map(JournalEntries::text).toList());
    }
    Parameters parameters = write.parameters();
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      list.add(List.of(
          parameters.name(i),
          parameters.internal(i),
          DistributionJson.write(parameters.distribution(i))));
    }
    if (!list.isEmpty()) {
      entry.put("params", list);
    }
    Map<String, @Nullable Object> steps = new LinkedHashMap<>();
    write.intermediateValues().forEach((step, value) -> steps.put(step.toString(), text(value)));
    entry.put("steps", steps);
    entry.put("user", write.userAttributes());
    entry.put("system", write.systemAttributes());
    entry.values().removeIf(value -> value instanceof Map<?, ?> map && map.isEmpty());
  }

  private static TrialWrite write(Map<?, ?> entry) {
    Parameters parameters = Parameters.NONE;
    for (Object row : list(entry.get("params"))) {
      List<?> cells = list(row);
      parameters = parameters.with(
          String.valueOf(cells.get(0)),
          DistributionJson.read(String.valueOf(cells.get(2))),
          value(cells.get(1)));
    }
    TreeMap<Integer, Double> steps = new TreeMap<>();
    map(entry.get("steps"))
        .forEach((step, value) -> steps.put(Integer.valueOf(step), value(value)));
    return new TrialWrite(
        entry.get("state") instanceof String state ? TrialState.valueOf(state) : null,
        list(entry.get("values")).stream().map(JournalEntries::value).toList(),
        parameters,
        Collections.unmodifiableSortedMap(steps),
        map(entry.get("user")),
        map(entry.get("system")));
  }

  /** JSON has no NaN and no infinities: they go as text. */
  private static Object text(double value) {
    return Double.isFinite(value) ? (Object) value : (Object) Double.toString(value);
  }

  private static double value(@Nullable Object value) {
    return value instanceof Number number
        ? number.doubleValue()
        : Double.parseDouble(String.valueOf(value));
  }

  private static long number(@Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).longValue();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static Map<String, @Nullable Object> map(@Nullable Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, entry) -> copy.put(String.valueOf(key), entry));
    }
    return copy;
  }
}
