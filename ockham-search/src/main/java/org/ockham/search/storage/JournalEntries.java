package org.ockham.search.storage;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.DistributionJson;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/** The lines of a journal, applied to studies in memory. What does not fit is refused before anything is changed. */
final class JournalEntries {

  private static final List<String> OPS = List.of(
      "create", "delete", "note", "start", "add", "write", "restart", "release", "replace", "beat");

  /** Who noted something about a study. */
  static final String USER = "USER";

  static final String SYSTEM = "SYSTEM";

  private final MemoryStorage memory;

  /** That an entry is of the other journal that holds studies. */
  static final class OfOptuna extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    OfOptuna() {
      super(
          "it is an entry of Optuna's own journal, which has another form; share studies with Optuna in an SQLite or"
              + " PostgreSQL database");
    }
  }

  JournalEntries(MemoryStorage memory) {
    this.memory = memory;
  }

  /**
   * Whether a text that is no JSON is an entry of ours that was not written to its end. A few characters say so only after
   * entries that are whole.
   */
  static boolean isTorn(String text, boolean afterOthers) {
    for (String op : OPS) {
      String beginning = "{\"op\": \"" + op + "\", \"";
      if (text.startsWith(beginning) || (afterOthers && beginning.startsWith(text))) {
        return true;
      }
    }
    return false;
  }

  /** What an entry does; one that is none of ours is refused. */
  static String op(Map<?, ?> entry) {
    if (entry.containsKey("op_code")) {
      throw new OfOptuna();
    }
    String op = text(entry, "op");
    if (!OPS.contains(op)) {
      throw new IllegalArgumentException("\"op\" is \"" + Cell.shortened(op)
          + "\", which is not known: a newer version may have written it");
    }
    return op;
  }

  void apply(Map<?, ?> entry) {
    String op = op(entry);
    switch (op) {
      case "create" -> {
        String name = text(entry, "name");
        List<Direction> directions = directions(entry);
        if (memory.find(name).isEmpty()) { // else an earlier version wrote it before it looked
          memory.create(name, directions);
        }
      }
      case "beat" -> memory.beat(list(entry, "trials").stream().map(this::known).toList());
      case "delete", "note", "start", "add" -> toStudy(op, entry);
      default -> toTrial(op, entry);
    }
  }

  private void toStudy(String op, Map<?, ?> entry) {
    long study = number(entry, "study");
    if (!memory.everHadStudy(study)) {
      throw new IllegalArgumentException("no study with the key " + study + " was made before it");
    }
    boolean there =
        memory.hasStudy(study); // an earlier version wrote what a deletion had overtaken
    switch (op) {
      case "delete" -> {
        if (there) {
          memory.delete(study);
        }
      }
      case "note" -> {
        String author = text(entry, "author");
        if (!author.equals(USER) && !author.equals(SYSTEM)) {
          throw new IllegalArgumentException("\"author\" is \"" + Cell.shortened(author)
              + "\", which is none of [" + USER + ", " + SYSTEM + "]");
        }
        String key = text(entry, "key");
        if (there && author.equals(USER)) {
          memory.setUserAttribute(study, key, entry.get("value"));
        } else if (there) {
          memory.setSystemAttribute(study, key, entry.get("value"));
        }
      }
      case "start" -> {
        Map<String, @Nullable Object> system = map(entry, "system");
        if (there) {
          memory.start(study, system, !Boolean.FALSE.equals(entry.get("watched")));
        }
      }
      default -> {
        List<FrozenTrial> trials = new ArrayList<>();
        if (entry.containsKey("trials")) {
          for (Object trial : list(entry, "trials")) {
            trials.add(trial(trial));
          }
        } else {
          trials.add(write(entry).alone(memory.now()));
        }
        if (there) {
          memory.addAll(study, trials);
        }
      }
    }
  }

  private void toTrial(String op, Map<?, ?> entry) {
    long trial = known(entry.get("trial"));
    boolean there = memory.hasTrial(trial);
    switch (op) {
      case "write" -> {
        TrialWrite write = write(entry);
        if (there) {
          memory.requireFit(trial, write);
          memory.write(trial, write);
        }
      }
      case "restart" -> {
        Map<String, @Nullable Object> system = map(entry, "system");
        if (there) {
          memory.restart(trial, system);
        }
      }
      case "replace" -> {
        TrialWrite end = write(map(entry, "end"));
        TrialWrite again = entry.get("again") == null ? null : write(map(entry, "again"));
        if (there) {
          memory.requireFit(trial, end);
          memory.replace(trial, end, again);
        }
      }
      default -> {
        if (there) {
          memory.release(trial);
        }
      }
    }
  }

  private long known(@Nullable Object trial) {
    long id = number(trial, "trial");
    if (!memory.everHadTrial(id)) {
      throw new IllegalArgumentException("no trial with the key " + id + " was made before it");
    }
    return id;
  }

  /** A trial as an entry, with its times. */
  static Map<String, @Nullable Object> trial(FrozenTrial trial) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    put(
        entry,
        new TrialWrite(
            trial.state(),
            trial.values(),
            trial.parameters(),
            trial.intermediateValues(),
            trial.userAttributes(),
            trial.systemAttributes()));
    entry.put("began", trial.start() == null ? null : trial.start().toString());
    entry.put("ended", trial.complete() == null ? null : trial.complete().toString());
    return entry;
  }

  private static FrozenTrial trial(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> entry)) {
      throw new IllegalArgumentException("\"trials\" has an entry that is no map");
    }
    FrozenTrial trial = write(entry).alone(Instant.EPOCH);
    return new FrozenTrial(
        -1,
        -1,
        oneOf(TrialState.class, entry, "state"),
        trial.values(),
        trial.parameters(),
        trial.intermediateValues(),
        trial.userAttributes(),
        trial.systemAttributes(),
        entry.get("began") == null ? null : time(entry, "began"),
        entry.get("ended") == null ? null : time(entry, "ended"));
  }

  static void put(Map<String, @Nullable Object> entry, TrialWrite write) {
    TrialState state = write.state();
    if (state != null) {
      entry.put("state", state.name());
    }
    if (!write.values().isEmpty()) {
      entry.put("values", write.values().stream().map(JournalEntries::plain).toList());
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
    write.intermediateValues().forEach((step, value) -> steps.put(step.toString(), plain(value)));
    entry.put("steps", steps);
    entry.put("user", write.userAttributes());
    entry.put("system", write.systemAttributes());
    entry.values().removeIf(value -> value instanceof Map<?, ?> map && map.isEmpty());
  }

  private static TrialWrite write(Map<?, ?> entry) {
    Parameters parameters = Parameters.NONE;
    for (Object row : list(entry, "params")) {
      if (!(row instanceof List<?> cells)
          || cells.size() != 3
          || !(cells.get(0) instanceof String name)
          || !(cells.get(2) instanceof String distribution)) {
        throw new IllegalArgumentException(
            "\"params\" has an entry that is no list of name, value and distribution");
      }
      parameters = Cell.parameter(
          parameters, name, DistributionJson.read(distribution), real(cells.get(1), name));
    }
    TreeMap<Integer, Double> steps = new TreeMap<>();
    map(entry, "steps").forEach((step, value) -> {
      steps.put(step(step), real(value, "step"));
    });
    List<Double> values = new ArrayList<>();
    for (Object value : list(entry, "values")) {
      values.add(real(value, "values"));
    }
    return new TrialWrite(
        entry.get("state") == null ? null : oneOf(TrialState.class, entry, "state"),
        Collections.unmodifiableList(values),
        parameters,
        Collections.unmodifiableSortedMap(steps),
        map(entry, "user"),
        map(entry, "system"));
  }

  private static int step(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "step \"" + Cell.shortened(text) + "\" is no whole number within 32 bits", e);
    }
  }

  /** JSON has no NaN and no infinities: they go as text. */
  private static Object plain(double value) {
    return Double.isFinite(value) ? (Object) value : (Object) Double.toString(value);
  }

  private static double real(@Nullable Object value, String what) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof String text && List.of("NaN", "Infinity", "-Infinity").contains(text)) {
      return Double.parseDouble(text);
    }
    throw new IllegalArgumentException(
        what + ": " + Cell.shortened(String.valueOf(value)) + " is no number");
  }

  private static long number(Map<?, ?> entry, String key) {
    return number(entry.get(key), key);
  }

  private static long number(@Nullable Object value, String key) {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw new IllegalArgumentException("\"" + key + "\" is " + Cell.shortened(String.valueOf(value))
        + ", which is no whole number");
  }

  private static String text(Map<?, ?> entry, String key) {
    if (entry.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("it has no text under \"" + key + "\"");
  }

  static Instant time(Map<?, ?> entry, String key) {
    try {
      return Instant.parse(text(entry, key));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("\"" + key + "\" is no time", e);
    }
  }

  private static List<Direction> directions(Map<?, ?> entry) {
    List<Direction> directions = new ArrayList<>();
    for (Object name : list(entry, "directions")) {
      directions.add(
          oneOf(Direction.class, Collections.singletonMap("directions", name), "directions"));
    }
    if (directions.isEmpty()) {
      throw new IllegalArgumentException("its study has no directions");
    }
    return directions;
  }

  private static <E extends Enum<E>> E oneOf(Class<E> type, Map<?, ?> entry, String key) {
    return Cell.oneOf(type, "\"" + key + "\"", text(entry, key));
  }

  /** The list under a key; empty if there is nothing. */
  private static List<?> list(Map<?, ?> entry, String key) {
    Object value = entry.get(key);
    if (value != null && !(value instanceof List<?>)) {
      throw new IllegalArgumentException("\"" + key + "\" is no list");
    }
    return value == null ? List.of() : (List<?>) value;
  }

  /** The map under a key; empty if there is nothing. */
  private static Map<String, @Nullable Object> map(Map<?, ?> entry, String key) {
    Object value = entry.get(key);
    if (value != null && !(value instanceof Map<?, ?>)) {
      throw new IllegalArgumentException("\"" + key + "\" is no map");
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, content) -> copy.put(String.valueOf(name), content));
    }
    return copy;
  }
}
