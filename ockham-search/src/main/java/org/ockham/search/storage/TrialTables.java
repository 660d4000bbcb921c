package org.ockham.search.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.DistributionJson;
import org.ockham.search.space.Json;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/** Trials to the rows of Optuna's tables. */
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

  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
  private final Database database;
  private final Map<Distribution, String> written = new ConcurrentHashMap<>();

  TrialTables(Database database) {
    this.database = database;
  }

  static @Nullable String time(@Nullable Instant instant) {
    return instant == null
        ? null
        : WRITTEN.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
  }

  TrialState state(Connection c, long trial) throws SQLException {
    List<String> states = Sql.query(
        c,
        "select state from trials where trial_id=?" + database.forUpdate(),
        row -> row.getString(1),
        trial);
    if (states.isEmpty()) {
      throw StorageException.noTrial(trial);
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

  /** Removes what an evaluation added. */
  void clear(Connection c, long trial) throws SQLException {
    for (String table : List.of("trial_params", "trial_values", "trial_intermediate_values")) {
      Sql.update(c, "delete from " + table + " where trial_id=?", trial);
    }
    Sql.update(
        c,
        "delete from trial_system_attributes where trial_id=? and \"key\" not in ('"
            + String.join("', '", TrialWrite.OF_QUEUE) + "')",
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
        "insert into trial_heartbeats (trial_id, heartbeat) values (?, " + database.now()
            + ")"
            + " on conflict (trial_id) do update set heartbeat=excluded.heartbeat",
        rows);
  }
}
