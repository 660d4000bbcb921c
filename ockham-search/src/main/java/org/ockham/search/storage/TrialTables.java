package org.ockham.search.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.DistributionJson;
import org.ockham.search.space.Json;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/** Trials to and from the rows of Optuna's tables. */
final class TrialTables {

  /** The tables whose rows belong to a trial. */
  static final List<String> CHILDREN = List.of(
      "trial_params",
      "trial_values",
      "trial_intermediate_values",
      "trial_user_attributes",
      "trial_system_attributes",
      "trial_heartbeats");

  /** The table that says which kind of tables they are. */
  static final String VERSION = "alembic_version";

  /** All tables that are read. */
  static final List<String> ALL = Stream.concat(
          CHILDREN.stream(),
          Stream.of(
              "studies",
              "study_directions",
              "study_user_attributes",
              "study_system_attributes",
              "trials",
              VERSION))
      .toList();

  private static final List<String> TYPES = List.of("FINITE", "INF_POS", "INF_NEG");
  private static final List<String> INTERMEDIATE_TYPES =
      List.of("FINITE", "INF_POS", "INF_NEG", "NAN");

  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
  private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
      .appendPattern("yyyy-MM-dd HH:mm:ss")
      .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
      .toFormatter(java.util.Locale.ROOT);

  private final Database database;
  private final Map<Distribution, String> written = new ConcurrentHashMap<>();
  private final Map<String, Distribution> known = new ConcurrentHashMap<>();

  TrialTables(Database database) {
    this.database = database;
  }

  static @Nullable String time(@Nullable Instant instant) {
    return instant == null
        ? null
        : WRITTEN.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
  }

  private static @Nullable Instant time(String what, @Nullable String text) {
    try {
      return text == null ? null : LocalDateTime.parse(text, READ).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          what + " is \"" + Cell.shortened(text) + "\", where a time was expected", e);
    }
  }

  /** Takes a row; what it refuses with an IllegalArgumentException is told with the row's place. */
  interface Taker {
    void take(ResultSet row) throws SQLException;
  }

  /** Reads rows whose first columns are the named ones, by which a row is known. */
  void rows(
      Connection c,
      String table,
      String sql,
      List<String> keys,
      Taker taker,
      @Nullable Object... arguments)
      throws SQLException {
    Sql.query(
        c,
        sql,
        row -> {
          try {
            taker.take(row);
          } catch (IllegalArgumentException e) {
            StringBuilder place = new StringBuilder();
            for (int i = 0; i < keys.size(); i++) {
              place.append(i == 0 ? "" : ", ").append(keys.get(i)).append(' ');
              place.append(Cell.shortened(String.valueOf(row.getString(i + 1))));
            }
            throw new StorageException(
                database.place() + ", table " + table + ", row with " + place + ": "
                    + e.getMessage() + ": restore the database from a copy, or mend the row",
                e);
          }
          return true;
        },
        arguments);
  }

  TrialState state(Connection c, long trial) throws SQLException {
    List<String> states = Sql.query(
        c,
        "select state from trials where trial_id=?" + database.forUpdate(),
        row -> row.getString(1),
        trial);
    if (states.isEmpty()) {
      throw new StorageException(
          "no trial has the key " + trial + ": its study may have been deleted");
    }
    try {
      return Cell.oneOf(TrialState.class, "state", states.get(0));
    } catch (IllegalArgumentException e) {
      throw new StorageException(
          database.place() + ", table trials, row with trial_id " + trial + ": " + e.getMessage(),
          e);
    }
  }

  /** Changes a trial's rows. */
  void apply(Connection c, long trial, TrialWrite write, Instant now) throws SQLException {
    fill(c, trial, write);
    TrialState state = write.state();
    if (state == TrialState.RUNNING) {
      Sql.update(
          c,
          "update trials set state=?, datetime_start=? where trial_id=?",
          state.name(),
          time(now),
          trial);
    } else if (state != null && state.finished()) {
      Sql.update(
          c,
          "update trials set state=?, datetime_complete=? where trial_id=?",
          state.name(),
          time(now),
          trial);
    } else if (state != null) {
      Sql.update(c, "update trials set state=? where trial_id=?", state.name(), trial);
    }
  }

  /** Adds or replaces what belongs to a trial. */
  void fill(Connection c, long trial, TrialWrite write) throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    Parameters parameters = write.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      rows.add(new @Nullable Object[] {
        trial,
        parameters.name(i),
        parameters.internal(i),
        written.computeIfAbsent(parameters.distribution(i), DistributionJson::write)
      });
    }
    Sql.batch(
        c,
        "insert into trial_params (trial_id, param_name, param_value, distribution_json) values (?, ?, ?, ?)"
            + " on conflict (trial_id, param_name) do update"
            + " set param_value=excluded.param_value, distribution_json=excluded.distribution_json",
        rows);
    rows = new ArrayList<>();
    for (int i = 0; i < write.values().size(); i++) {
      double value = write.values().get(i);
      rows.add(new @Nullable Object[] {trial, i, finite(value), type(value)});
    }
    Sql.batch(
        c,
        "insert into trial_values (trial_id, objective, value, value_type) values (?, ?, ?, ?)"
            + " on conflict (trial_id, objective) do update set value=excluded.value, value_type=excluded.value_type",
        rows);
    rows = new ArrayList<>();
    for (Map.Entry<Integer, Double> entry : write.intermediateValues().entrySet()) {
      double value = entry.getValue();
      rows.add(new @Nullable Object[] {trial, entry.getKey(), finite(value), type(value)});
    }
    Sql.batch(
        c,
        "insert into trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type)"
            + " values (?, ?, ?, ?) on conflict (trial_id, step) do update set"
            + " intermediate_value=excluded.intermediate_value,"
            + " intermediate_value_type=excluded.intermediate_value_type",
        rows);
    attributes(c, "trial_user_attributes", trial, write.userAttributes());
    attributes(c, "trial_system_attributes", trial, write.systemAttributes());
  }

  private static void attributes(
      Connection c, String table, long trial, Map<String, @Nullable Object> attributes)
      throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    attributes.forEach(
        (key, value) -> rows.add(new @Nullable Object[] {trial, key, Json.write(value)}));
    Sql.batch(
        c,
        "insert into " + table + " (trial_id, \"key\", value_json) values (?, ?, ?)"
            + " on conflict (trial_id, \"key\") do update set value_json=excluded.value_json",
        rows);
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }

  private static String type(double value) {
    return Double.isNaN(value)
        ? "NAN"
        : Double.isFinite(value) ? "FINITE" : value > 0 ? "INF_POS" : "INF_NEG";
  }

  /** The number in a column and its type in the next: infinities and NaN are types without a number. */
  private static double number(ResultSet row, String name, int value, List<String> types)
      throws SQLException {
    Object cell = row.getObject(value);
    String type = row.getString(value + 1);
    if (type == null || !types.contains(type)) {
      throw new IllegalArgumentException(
          name + "_type is " + (type == null ? "missing" : "\"" + Cell.shortened(type) + "\"")
              + ", which is none of " + types);
    }
    boolean finite = type.equals("FINITE");
    if (finite ? Double.isInfinite(Cell.real(name, cell)) : cell != null) {
      throw new IllegalArgumentException(
          name + " is " + Cell.shortened(cell.toString()) + " and its type " + type);
    }
    return switch (type) {
      case "FINITE" -> Cell.real(name, cell);
      case "INF_POS" -> Double.POSITIVE_INFINITY;
      case "INF_NEG" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }

  /** Removes what an evaluation added. */
  void clear(Connection c, long trial) throws SQLException {
    for (String table : List.of("trial_params", "trial_values", "trial_intermediate_values")) {
      Sql.update(c, "delete from " + table + " where trial_id=?", trial);
    }
    Sql.update(
        c,
        "delete from trial_system_attributes where trial_id=? and \"key\" not in ('"
            + String.join("', '", MemoryStorage.QUEUED) + "')",
        trial);
  }

  /** Nobody says any more that the trial is evaluated. */
  void forget(Connection c, long trial) throws SQLException {
    Sql.update(c, "delete from trial_heartbeats where trial_id=?", trial);
  }

  void beat(Connection c, Collection<Long> trials) throws SQLException {
    List<@Nullable Object[]> rows = new ArrayList<>();
    trials.forEach(trial -> rows.add(new @Nullable Object[] {trial}));
    Sql.batch(
        c,
        "insert into trial_heartbeats (trial_id, heartbeat) values (?, current_timestamp)"
            + " on conflict (trial_id) do update set heartbeat=excluded.heartbeat",
        rows);
  }

  /** The named trials and those with larger keys, by number. */
  List<FrozenTrial> read(Connection c, long study, int objectives, Collection<Long> ids, long after)
      throws SQLException {
    Map<Long, Draft> drafts = new LinkedHashMap<>();
    List<Long> named = ids.stream().filter(id -> id <= after).sorted().toList();
    for (int from = 0; from < named.size(); from += 500) {
      String list = named.subList(from, Math.min(named.size(), from + 500)).toString();
      read(c, "t.trial_id in (" + list.substring(1, list.length() - 1) + ")", study, drafts);
    }
    if (after < Long.MAX_VALUE) {
      read(c, "t.trial_id>" + after, study, drafts);
    }
    List<FrozenTrial> trials = new ArrayList<>(drafts.size());
    for (Draft draft : drafts.values()) {
      FrozenTrial trial = draft.freeze();
      try {
        trial.requireValues(objectives);
      } catch (IllegalArgumentException e) {
        throw new StorageException(
            database.place() + ", table trial_values, rows with trial_id " + trial.id() + ": "
                + e.getMessage() + ": restore the database from a copy, or mend the rows",
            e);
      }
      trials.add(trial);
    }
    return trials;
  }

  private void read(Connection c, String which, long study, Map<Long, Draft> drafts)
      throws SQLException {
    int before = drafts.size();
    BitSet numbers = new BitSet();
    rows(
        c,
        "trials",
        "select t.trial_id, t.number, t.state, t.datetime_start, t.datetime_complete from trials t"
            + " where t.study_id=? and " + which + " order by t.trial_id",
        List.of("trial_id"),
        row -> {
          int number = Cell.whole("number", row.getObject(2));
          if (number < 0 || numbers.get(number)) {
            throw new IllegalArgumentException("number is " + number
                + (number < 0 ? ", where at least 0 was expected" : " as in a row before"));
          }
          numbers.set(number);
          drafts.put(
              row.getLong(1),
              new Draft(
                  row.getLong(1),
                  number,
                  Cell.oneOf(TrialState.class, "state", row.getString(3)),
                  time("datetime_start", row.getString(4)),
                  time("datetime_complete", row.getString(5))));
        },
        study);
    if (drafts.size() == before) {
      return;
    }
    children(
        c,
        "trial_params",
        "param_name",
        "x.param_value, x.distribution_json",
        "param_id",
        which,
        study,
        drafts,
        (draft, row) -> draft.parameters = Cell.parameter(
            draft.parameters,
            Cell.text("param_name", row.getObject(2)),
            distribution(row.getString(4)),
            Cell.real("param_value", row.getObject(3))));
    children(
        c,
        "trial_values",
        "objective",
        "x.value, x.value_type",
        "objective",
        which,
        study,
        drafts,
        (draft, row) -> {
          Cell.inOrder("objective", row.getObject(2), draft.values.size());
          draft.values.add(number(row, "value", 3, TYPES));
        });
    children(
        c,
        "trial_intermediate_values",
        "step",
        "x.intermediate_value, x.intermediate_value_type",
        "step",
        which,
        study,
        drafts,
        (draft, row) -> draft.steps.put(
            Cell.whole("step", row.getObject(2)),
            number(row, "intermediate_value", 3, INTERMEDIATE_TYPES)));
    children(
        c,
        "trial_user_attributes",
        "\"key\"",
        "x.value_json",
        "trial_user_attribute_id",
        which,
        study,
        drafts,
        (draft, row) -> attribute(draft.user, row));
    children(
        c,
        "trial_system_attributes",
        "\"key\"",
        "x.value_json",
        "trial_system_attribute_id",
        which,
        study,
        drafts,
        (draft, row) -> attribute(draft.system, row));
  }

  private Distribution distribution(@Nullable String json) {
    Distribution distribution = json == null ? null : known.get(json);
    if (distribution == null) {
      try {
        distribution = DistributionJson.read(Cell.text("distribution_json", json));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "distribution_json is no distribution ("
                + Cell.shortened(String.valueOf(e.getMessage())) + ")",
            e);
      }
      known.put(String.valueOf(json), distribution);
    }
    return distribution;
  }

  private static void attribute(Map<String, @Nullable Object> map, ResultSet row)
      throws SQLException {
    map.put(Cell.text("key", row.getObject(2)), Cell.json("value_json", row.getObject(3)));
  }

  /** Adds one row to a trial. */
  private interface Filler {
    void fill(Draft draft, ResultSet row) throws SQLException;
  }

  private void children(
      Connection c,
      String table,
      String key,
      String columns,
      String order,
      String which,
      long study,
      Map<Long, Draft> drafts,
      Filler filler)
      throws SQLException {
    rows(
        c,
        table,
        "select x.trial_id, x." + key + ", " + columns + " from trials t join " + table
            + " x on x.trial_id=t.trial_id where t.study_id=? and " + which
            + " order by x.trial_id, x." + order,
        List.of("trial_id", key.replace("\"", "")),
        row -> {
          Draft draft = drafts.get(row.getLong(1));
          if (draft != null) {
            filler.fill(draft, row);
          }
        },
        study);
  }

  /** A trial whose rows are still being read. */
  private static final class Draft {
    private final long id;
    private final int number;
    private final TrialState state;
    private final @Nullable Instant start;
    private final @Nullable Instant complete;
    private Parameters parameters = Parameters.NONE;
    private final List<Double> values = new ArrayList<>(1);
    private final TreeMap<Integer, Double> steps = new TreeMap<>();
    private final Map<String, @Nullable Object> user = new LinkedHashMap<>(2);
    private final Map<String, @Nullable Object> system = new LinkedHashMap<>(2);

    Draft(
        long id,
        int number,
        TrialState state,
        @Nullable Instant start,
        @Nullable Instant complete) {
      this.id = id;
      this.number = number;
      this.state = state;
      this.start = start;
      this.complete = complete;
    }

    FrozenTrial freeze() {
      return new FrozenTrial(
          id,
          number,
          state,
          List.copyOf(values),
          parameters,
          steps.isEmpty()
              ? TrialWrite.NOTHING.intermediateValues()
              : Collections.unmodifiableSortedMap(steps),
          user.isEmpty() ? Map.of() : Collections.unmodifiableMap(user),
          system.isEmpty() ? Map.of() : Collections.unmodifiableMap(system),
          start,
          complete);
    }
  }
}
