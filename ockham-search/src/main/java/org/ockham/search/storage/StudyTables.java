package org.ockham.search.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.Json;
import org.ockham.search.trial.Direction;

/** Studies to and from the rows of Optuna's tables. */
final class StudyTables {

  private final Database database;
  private final Rows rows;

  /** How many objectives a study has; that never changes. */
  private final Map<Long, Integer> objectives = new ConcurrentHashMap<>();

  StudyTables(Database database) {
    this.database = database;
    this.rows = new Rows(database);
  }

  StudyRecord create(Connection c, String name, List<Direction> directions) throws SQLException {
    if (Sql.number(c, "select study_id from studies where study_name=?", name) != null) {
      throw StorageException.studyExists(name);
    }
    Long id = Sql.number(c, "insert into studies (study_name) values (?) returning study_id", name);
    long study = Sql.key(id);
    for (int i = 0; i < directions.size(); i++) {
      Sql.update(
          c,
          "insert into study_directions (direction, study_id, objective) values (?, ?, ?)",
          directions.get(i).name(),
          study,
          i);
    }
    return new StudyRecord(study, name, List.copyOf(directions), Map.of(), Map.of());
  }

  Optional<StudyRecord> find(Connection c, String name) throws SQLException {
    Long id = Sql.number(c, "select study_id from studies where study_name=?", name);
    return id == null ? Optional.empty() : Optional.of(study(c, id, name));
  }

  private StudyRecord study(Connection c, long id, String name) throws SQLException {
    List<Direction> directions = new ArrayList<>();
    rows.read(
        c,
        "study_directions",
        "select objective, direction from study_directions where study_id=? order by objective",
        List.of("objective"),
        row -> {
          Cell.inOrder("objective", row.getObject(1), directions.size());
          directions.add(Cell.oneOf(Direction.class, "direction", row.getString(2)));
        },
        id);
    if (directions.isEmpty()) {
      throw new StorageException(
          database.place() + ", table study_directions: study_id " + id
              + " has no row, where one for each objective was expected: restore the database from a copy");
    }
    return new StudyRecord(
        id,
        name,
        List.copyOf(directions),
        attributes(c, "study_user_attributes", id),
        attributes(c, "study_system_attributes", id));
  }

  private Map<String, @Nullable Object> attributes(Connection c, String table, long study)
      throws SQLException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    rows.read(
        c,
        table,
        "select study_id, \"key\", value_json from " + table + " where study_id=? order by 2",
        List.of("study_id", "key"),
        row ->
            map.put(Cell.text("key", row.getObject(2)), Cell.json("value_json", row.getObject(3))),
        study);
    return Collections.unmodifiableMap(map);
  }

  /** How many objectives a study has; 0 if there is no such study. */
  int objectives(Connection c, long study) throws SQLException {
    Integer known = objectives.get(study);
    if (known == null) {
      Long count = Sql.number(c, "select count(*) from study_directions where study_id=?", study);
      known = count == null ? 0 : count.intValue();
      if (known > 0) {
        objectives.put(study, known);
      }
    }
    return known;
  }

  List<StudyRecord> all(Connection c) throws SQLException {
    Map<Long, String> names = new LinkedHashMap<>();
    rows.read(
        c,
        "studies",
        "select study_id, study_name from studies order by study_id",
        List.of("study_id"),
        row -> names.put(row.getLong(1), Cell.text("study_name", row.getObject(2))));
    List<StudyRecord> studies = new ArrayList<>();
    for (Map.Entry<Long, String> entry : names.entrySet()) {
      studies.add(study(c, entry.getKey(), entry.getValue()));
    }
    return studies;
  }

  void delete(Connection c, long study) throws SQLException {
    lock(c, study);
    for (String table : TrialTables.CHILDREN) {
      Sql.update(
          c,
          "delete from " + table
              + " where trial_id in (select trial_id from trials where study_id=?)",
          study);
    }
    for (String table : List.of(
        "trials",
        "study_directions",
        "study_user_attributes",
        "study_system_attributes",
        "studies")) {
      Sql.update(c, "delete from " + table + " where study_id=?", study);
    }
    objectives.remove(study);
  }

  /** Sets an attribute in the user's or the library's table. */
  void setAttribute(Connection c, String table, long study, String key, @Nullable Object value)
      throws SQLException {
    String json = Json.write(value);
    Sql.update(
        c,
        "insert into " + table
            + " (study_id, \"key\", value_json) values (?, ?, ?)"
            + " on conflict (study_id, \"key\") do update set value_json=excluded.value_json",
        study,
        key,
        json);
  }

  /** Numbers are given in the order of keys: one insert at a time. */
  void lock(Connection c, long study) throws SQLException {
    if (Sql.number(c, "select study_id from studies where study_id=?" + database.forUpdate(), study)
        == null) {
      throw StorageException.noStudy(study);
    }
  }
}
