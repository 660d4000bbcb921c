package org.ockham.search.storage;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.Json;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;
import org.slf4j.Logger;

/** A database with Optuna's tables, shared with Optuna and its dashboard. */
final class JdbcStorage implements Storage {

  private static final Logger LOG = Log.of(JdbcStorage.class);

  /** What is done on a connection. */
  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private final Database database;
  private final HikariDataSource connections;
  private final TrialTables tables;

  /** For each study a key below which every trial has ended, so that looking for queued ones stays cheap. */
  private final Map<Long, Long> settled = new ConcurrentHashMap<>();

  /** How many objectives a study has; that never changes. */
  private final Map<Long, Integer> objectives = new ConcurrentHashMap<>();

  JdbcStorage(Database database, SchemaVersion version, Access access) {
    this.database = database;
    this.connections = connect(database);
    this.tables = new TrialTables(database);
    try {
      prepare(version, access);
    } catch (RuntimeException e) {
      connections.close();
      throw e;
    }
  }

  private static HikariDataSource connect(Database database) {
    try {
      return database.open();
    } catch (HikariPool.PoolInitializationException e) {
      throw database.explain(
          e.getCause() instanceof SQLException cause ? cause : new SQLException(e.getMessage(), e));
    }
  }

  /** Makes sure that the tables are there and of a known kind, before anything is changed. */
  private void prepare(SchemaVersion version, Access access) {
    List<String> tables = tables();
    if (access == Access.MAKE && !tables.contains(TrialTables.VERSION)) {
      make(version);
      tables = tables();
    }
    List<String> lacking = new ArrayList<>(TrialTables.ALL);
    lacking.removeAll(tables);
    if (lacking.contains("studies") || lacking.contains(TrialTables.VERSION)) {
      throw new StorageException(database.place() + " holds no studies: "
          + (tables.isEmpty()
              ? "it has no tables at all"
              : "it has the tables of something else, " + Cell.shortened(String.join(", ", tables)))
          + "; give another, it stays as it is");
    }
    if (!lacking.isEmpty()) {
      throw new StorageException(
          database.place() + " lacks the tables " + lacking + ": restore it from a copy");
    }
    List<String> revisions = read(c ->
        Sql.query(c, "select version_num from " + TrialTables.VERSION, row -> row.getString(1)));
    if (!revisions.isEmpty()
        && !revisions.contains(SchemaVersion.V3_0.revision())
        && !revisions.contains(SchemaVersion.V3_2.revision())) {
      throw new StorageException(
          database.place() + " has the schema " + Cell.shortened(revisions.toString())
              + ", and v3.0.0.d and v3.2.0.a are known: bring it up with Optuna's `optuna storage upgrade`");
    }
    if (!database.reading()) {
      try (Connection connection = connections.getConnection()) {
        database.welcome(connection);
      } catch (SQLException e) {
        LOG.debug("{} stays in its mode: {}", database.place(), e.getMessage());
      }
    }
  }

  private List<String> tables() {
    return read(c -> Sql.query(c, database.tables(), row -> row.getString(1)));
  }

  private void make(SchemaVersion version) {
    try {
      transact(c -> {
        for (String statement : Schema.create(database, version)) {
          execute(c, statement);
        }
        return true;
      });
    } catch (StorageException lost) {
      if (!tables().contains(TrialTables.VERSION)) { // else another process was faster
        throw lost;
      }
    }
  }

  private <T> T read(Work<T> work) {
    return patiently(() -> {
      try (Connection connection = connections.getConnection()) {
        return work.on(connection);
      }
    });
  }

  /** Transactions are spelt out: SQLite ends some of them by itself, of which drivers lose track. */
  private <T> T transact(Work<T> work) {
    if (database.reading()) {
      throw new StorageException(
          StorageException.Kind.UNWRITABLE,
          database.place() + " was opened for reading: open it for writing to change it",
          null);
    }
    return read(connection -> {
      execute(connection, database.begin());
      boolean done = false;
      try {
        T result = work.on(connection);
        execute(connection, "commit");
        done = true;
        return result;
      } finally {
        if (!done) {
          rollBack(connection);
        }
      }
    });
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void rollBack(Connection connection) {
    try {
      execute(connection, "rollback");
    } catch (SQLException e) {
      LOG.debug("nothing left to roll back: {}", e.getMessage());
    }
  }

  /** One attempt at something. */
  private interface Attempt<T> {
    T make() throws SQLException;
  }

  private <T> T patiently(Attempt<T> attempt) {
    long deadline = System.nanoTime() + database.patience().toNanos();
    for (long pause = 10; ; pause = Math.min(1000, 2 * pause)) {
      try {
        return attempt.make();
      } catch (SQLException e) {
        if (!database.passing(e) || System.nanoTime() > deadline) {
          throw database.explain(e);
        }
        LOG.debug("trying again after {} ms: {}", pause, e.getMessage());
        try {
          Thread.sleep(pause);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw database.explain(e);
        }
      }
    }
  }

  @Override
  public StudyRecord create(String name, List<Direction> directions) {
    if (directions.isEmpty()) {
      throw new IllegalArgumentException("no directions: give one for each objective");
    }
    if (name.length() > 512) {
      throw new IllegalArgumentException(
          "study name of " + name.length() + " characters: give at most 512");
    }
    return transact(c -> {
      if (Sql.number(c, "select study_id from studies where study_name=?", name) != null) {
        throw new StorageException(
            "study \"" + name + "\" exists: open it, or choose another name");
      }
      Long id =
          Sql.number(c, "insert into studies (study_name) values (?) returning study_id", name);
      long study = key(id);
      for (int i = 0; i < directions.size(); i++) {
        Sql.update(
            c,
            "insert into study_directions (direction, study_id, objective) values (?, ?, ?)",
            directions.get(i).name(),
            study,
            i);
      }
      return new StudyRecord(study, name, List.copyOf(directions), Map.of(), Map.of());
    });
  }

  private static long key(@Nullable Long id) throws SQLException {
    if (id == null) {
      throw new SQLException("an insert returned no key");
    }
    return id;
  }

  @Override
  public Optional<StudyRecord> find(String name) {
    return read(c -> {
      Long id = Sql.number(c, "select study_id from studies where study_name=?", name);
      return id == null ? Optional.empty() : Optional.of(study(c, id, name));
    });
  }

  private StudyRecord study(Connection c, long id, String name) throws SQLException {
    List<Direction> directions = new ArrayList<>();
    tables.rows(
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
    tables.rows(
        c,
        table,
        "select study_id, \"key\", value_json from " + table + " where study_id=? order by 2",
        List.of("study_id", "key"),
        row ->
            map.put(Cell.text("key", row.getObject(2)), Cell.json("value_json", row.getObject(3))),
        study);
    return Collections.unmodifiableMap(map);
  }

  private int objectives(Connection c, long study) throws SQLException {
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

  @Override
  public List<StudyRecord> studies() {
    return read(c -> {
      Map<Long, String> names = new LinkedHashMap<>();
      tables.rows(
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
    });
  }

  @Override
  public void delete(long study) {
    transact(c -> {
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
      settled.remove(study); // SQLite gives the key away again
      objectives.remove(study);
      return true;
    });
  }

  @Override
  public void setUserAttribute(long study, String key, @Nullable Object value) {
    setAttribute("study_user_attributes", study, key, value);
  }

  @Override
  public void setSystemAttribute(long study, String key, @Nullable Object value) {
    setAttribute("study_system_attributes", study, key, value);
  }

  private void setAttribute(String table, long study, String key, @Nullable Object value) {
    String json = Json.write(value);
    transact(c -> Sql.update(
        c,
        "insert into " + table
            + " (study_id, \"key\", value_json) values (?, ?, ?)"
            + " on conflict (study_id, \"key\") do update set value_json=excluded.value_json",
        study,
        key,
        json));
  }

  @Override
  public FrozenTrial start(
      long study, Map<String, @Nullable Object> systemAttributes, boolean watched) {
    TrialWrite write = TrialWrite.claim(systemAttributes);
    return transact(c -> {
      lock(c, study);
      Long open = Sql.number(
          c,
          "select trial_id from trials where study_id=? and trial_id>=? and state in ('WAITING', 'RUNNING')"
              + " order by trial_id limit 1",
          study,
          settled.getOrDefault(study, 0L));
      if (open != null) {
        settled.put(study, open);
        Long queued = claim(c, study, open);
        if (queued != null) {
          tables.fill(c, queued, write);
          if (watched) {
            tables.beat(c, List.of(queued));
          } else {
            tables.forget(c, queued);
          }
          return tables
              .read(c, study, objectives(c, study), List.of(queued), Long.MAX_VALUE)
              .get(0);
        }
      }
      FrozenTrial trial = insert(c, study, write.alone(Instant.now()), watched);
      if (open == null) {
        settled.put(study, trial.id());
      }
      return trial;
    });
  }

  /**
   * Puts the oldest queued trial under way, or gives null. Other programs do not take the study's lock to claim one: those that
   * they hold are left out, and the change asks again whether the trial still waits.
   */
  private @Nullable Long claim(Connection c, long study, long from) throws SQLException {
    while (true) {
      Long queued = Sql.number(
          c,
          "select trial_id from trials where study_id=? and trial_id>=? and state='WAITING'"
              + " order by trial_id limit 1" + database.skipLocked(),
          study,
          from);
      if (queued == null
          || Sql.update(
                  c,
                  "update trials set state='RUNNING', datetime_start=? where trial_id=? and state='WAITING'",
                  TrialTables.time(Instant.now()),
                  queued)
              == 1) {
        return queued;
      }
    }
  }

  /** Numbers are given in the order of keys: one insert at a time. */
  private void lock(Connection c, long study) throws SQLException {
    if (Sql.number(c, "select study_id from studies where study_id=?" + database.forUpdate(), study)
        == null) {
      throw new StorageException("no study has the key " + study + ": it may have been deleted");
    }
  }

  private FrozenTrial insert(Connection c, long study, FrozenTrial trial, boolean watched)
      throws SQLException {
    Long last = Sql.number(
        c, "select number from trials where study_id=? order by trial_id desc limit 1", study);
    int number = last == null ? 0 : (int) (last + 1);
    long id = key(Sql.number(
        c,
        "insert into trials (number, study_id, state, datetime_start, datetime_complete) values (?, ?, ?, ?, ?)"
            + " returning trial_id",
        number,
        study,
        trial.state().name(),
        TrialTables.time(trial.start()),
        TrialTables.time(trial.complete())));
    tables.fill(
        c,
        id,
        new TrialWrite(
            null,
            trial.values(),
            trial.parameters(),
            trial.intermediateValues(),
            trial.userAttributes(),
            trial.systemAttributes()));
    if (watched && trial.state() == TrialState.RUNNING) {
      tables.beat(c, List.of(id));
    }
    return trial.at(id, number);
  }

  @Override
  public List<FrozenTrial> addAll(long study, List<FrozenTrial> trials) {
    return transact(c -> {
      lock(c, study);
      int count = objectives(c, study);
      trials.forEach(trial -> trial.requireValues(count));
      List<FrozenTrial> added = new ArrayList<>();
      for (FrozenTrial trial : trials) {
        added.add(insert(c, study, trial, true));
      }
      return added;
    });
  }

  @Override
  public boolean write(long trial, TrialWrite write) {
    return transact(c -> {
      if (tables.state(c, trial).finished()) {
        return false;
      }
      requireFit(c, trial, write);
      tables.apply(c, trial, write, Instant.now());
      return true;
    });
  }

  /** Fails if a trial would end with values that do not fit its study. */
  private void requireFit(Connection c, long trial, TrialWrite write) throws SQLException {
    TrialState state = write.state();
    if (state == TrialState.COMPLETE || !write.values().isEmpty()) {
      Long study = Sql.number(c, "select study_id from trials where trial_id=?", trial);
      write.alone(Instant.now()).requireValues(objectives(c, key(study)));
    }
  }

  @Override
  public boolean replace(long trial, TrialWrite end, @Nullable TrialWrite again) {
    return transact(c -> {
      Long study = Sql.number(c, "select study_id from trials where trial_id=?", trial);
      if (study != null) {
        lock(c, study); // before the trial's: the order in which everybody takes them
      }
      if (tables.state(c, trial) != TrialState.RUNNING) {
        return false;
      }
      requireFit(c, trial, end);
      tables.apply(c, trial, end, Instant.now());
      if (again != null) {
        insert(c, key(study), again.alone(Instant.now()), true);
      }
      return true;
    });
  }

  @Override
  public boolean restart(long trial, Map<String, @Nullable Object> systemAttributes) {
    return transact(c -> {
      if (tables.state(c, trial) != TrialState.RUNNING) {
        return false;
      }
      tables.clear(c, trial);
      TrialWrite write = TrialWrite.NOTHING;
      for (Map.Entry<String, @Nullable Object> entry : systemAttributes.entrySet()) {
        write = write.withSystemAttribute(entry.getKey(), entry.getValue());
      }
      tables.fill(c, trial, write);
      tables.beat(c, List.of(trial));
      Sql.update(
          c,
          "update trials set datetime_start=? where trial_id=?",
          TrialTables.time(Instant.now()),
          trial);
      return true;
    });
  }

  @Override
  public boolean release(long trial) {
    return transact(c -> {
      if (tables.state(c, trial) != TrialState.RUNNING) {
        return false;
      }
      tables.clear(c, trial);
      tables.forget(c, trial);
      Sql.update(
          c,
          "update trials set state=?, datetime_start=null where trial_id=?",
          TrialState.WAITING.name(),
          trial);
      return true;
    });
  }

  @Override
  public List<FrozenTrial> trials(long study, Collection<Long> ids, long after) {
    return read(c -> tables.read(c, study, objectives(c, study), ids, after));
  }

  @Override
  public void beat(Collection<Long> trials) {
    transact(c -> {
      tables.beat(c, trials);
      return true;
    });
  }

  @Override
  public List<Long> stale(long study, Duration grace) {
    return read(c -> Sql.query(
        c,
        "select t.trial_id from trials t join trial_heartbeats h on h.trial_id=t.trial_id"
            + " where t.study_id=? and t.state='RUNNING' and h.heartbeat < "
            + database.secondsAgo(grace.toSeconds()) + " order by t.trial_id",
        row -> row.getLong(1),
        study));
  }

  @Override
  public void close() {
    if (connections.isClosed()) {
      return;
    }
    if (database.reading()) {
      connections.close();
      return;
    }
    try (Connection connection = connections.getConnection()) {
      database.farewell(connection);
    } catch (SQLException e) {
      LOG.debug("somebody else still uses the database: {}", e.getMessage());
    }
    connections.close();
  }
}
