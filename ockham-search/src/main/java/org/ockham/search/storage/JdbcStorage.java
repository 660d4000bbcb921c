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
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database with Optuna's tables, shared with Optuna and its dashboard. */
final class JdbcStorage implements Storage {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcStorage.class);

  /** What is done on a connection. */
  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private final Database database;
  private final HikariDataSource connections;
  private final TrialTables tables;

  /** For each study a key below which every trial has ended, so that looking for queued ones stays cheap. */
  private final Map<Long, Long> settled = new ConcurrentHashMap<>();

  JdbcStorage(Database database, SchemaVersion version) {
    this.database = database;
    this.connections = connect(database);
    this.tables = new TrialTables(database);
    try {
      prepare(version);
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

  private void prepare(SchemaVersion version) {
    List<String> revisions;
    try {
      revisions = read(
          c -> Sql.query(c, "select version_num from alembic_version", row -> row.getString(1)));
    } catch (StorageException absent) {
      make(version);
      return;
    }
    if (!revisions.isEmpty()
        && !revisions.contains(SchemaVersion.V3_0.revision())
        && !revisions.contains(SchemaVersion.V3_2.revision())) {
      throw new StorageException(
          "the database's schema is " + revisions
              + ", and v3.0.0.d and v3.2.0.a are known: bring it up with Optuna's `optuna storage upgrade`");
    }
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
      // Another process may have been faster.
      try {
        read(c -> Sql.query(c, "select version_num from alembic_version", row -> row.getString(1)));
      } catch (StorageException still) {
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

  private static StudyRecord study(Connection c, long id, String name) throws SQLException {
    List<Direction> directions = Sql.query(
        c,
        "select direction from study_directions where study_id=? order by objective",
        row -> "MAXIMIZE".equals(row.getString(1)) ? Direction.MAXIMIZE : Direction.MINIMIZE,
        id);
    return new StudyRecord(
        id,
        name,
        directions,
        attributes(c, "study_user_attributes", id),
        attributes(c, "study_system_attributes", id));
  }

  private static Map<String, @Nullable Object> attributes(Connection c, String table, long study)
      throws SQLException {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    Sql.query(
        c,
        "select \"key\", value_json from " + table + " where study_id=? order by 1",
        row -> map.put(row.getString(1), Json.read(row.getString(2))),
        study);
    return Collections.unmodifiableMap(map);
  }

  @Override
  public List<StudyRecord> studies() {
    return read(c -> {
      Map<Long, String> names = new LinkedHashMap<>();
      Sql.query(
          c,
          "select study_id, study_name from studies order by study_id",
          row -> names.put(row.getLong(1), row.getString(2)));
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
      return true;
    });
  }

  @Override
  public void setAttribute(long study, Author author, String key, @Nullable Object value) {
    String json = Json.write(value);
    transact(c -> Sql.update(
        c,
        "insert into "
            + (author == Author.USER ? "study_user_attributes" : "study_system_attributes")
            + " (study_id, \"key\", value_json) values (?, ?, ?)"
            + " on conflict (study_id, \"key\") do update set value_json=excluded.value_json",
        study,
        key,
        json));
  }

  @Override
  public FrozenTrial start(long study, Map<String, @Nullable Object> systemAttributes) {
    TrialWrite write = new TrialWrite(
        TrialState.RUNNING,
        List.of(),
        Parameters.NONE,
        TrialWrite.NOTHING.intermediateValues(),
        Map.of(),
        systemAttributes);
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
        Long queued = Sql.number(
            c,
            "select trial_id from trials where study_id=? and trial_id>=? and state='WAITING'"
                + " order by trial_id limit 1",
            study,
            open);
        if (queued != null) {
          tables.apply(c, queued, write, Instant.now());
          tables.beat(c, List.of(queued));
          return tables.read(c, study, List.of(queued), Long.MAX_VALUE).get(0);
        }
      }
      FrozenTrial trial = insert(c, study, write);
      if (open == null) {
        settled.put(study, trial.id());
      }
      return trial;
    });
  }

  /** Numbers are given in the order of keys: one insert at a time. */
  private void lock(Connection c, long study) throws SQLException {
    if (Sql.number(c, "select study_id from studies where study_id=?" + database.forUpdate(), study)
        == null) {
      throw new StorageException("no study has the key " + study + ": it may have been deleted");
    }
  }

  private FrozenTrial insert(Connection c, long study, TrialWrite write) throws SQLException {
    Long last = Sql.number(
        c, "select number from trials where study_id=? order by trial_id desc limit 1", study);
    int number = last == null ? 0 : (int) (last + 1);
    FrozenTrial blank = new FrozenTrial(
        -1,
        number,
        TrialState.RUNNING,
        List.of(),
        Parameters.NONE,
        TrialWrite.NOTHING.intermediateValues(),
        Map.of(),
        Map.of(),
        null,
        null);
    Instant now = Instant.now();
    FrozenTrial trial = write.onto(blank, now);
    long id = key(Sql.number(
        c,
        "insert into trials (number, study_id, state, datetime_start, datetime_complete) values (?, ?, ?, ?, ?)"
            + " returning trial_id",
        number,
        study,
        trial.state().name(),
        TrialTables.time(trial.start()),
        TrialTables.time(trial.complete())));
    tables.fill(c, id, write);
    if (trial.state() == TrialState.RUNNING) {
      tables.beat(c, List.of(id));
    }
    return new FrozenTrial(
        id,
        number,
        trial.state(),
        trial.values(),
        trial.parameters(),
        trial.intermediateValues(),
        trial.userAttributes(),
        trial.systemAttributes(),
        trial.start(),
        trial.complete());
  }

  @Override
  public FrozenTrial add(long study, TrialWrite write) {
    return transact(c -> {
      lock(c, study);
      return insert(c, study, write);
    });
  }

  @Override
  public boolean write(long trial, TrialWrite write) {
    return transact(c -> {
      if (tables.state(c, trial).finished()) {
        return false;
      }
      tables.apply(c, trial, write, Instant.now());
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
        write = write.withAttribute(Author.SYSTEM, entry.getKey(), entry.getValue());
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
      Sql.update(c, "delete from trial_heartbeats where trial_id=?", trial);
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
    return read(c -> tables.read(c, study, ids, after));
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
    try (Connection connection = connections.getConnection()) {
      database.farewell(connection);
    } catch (SQLException e) {
      LOG.debug("somebody else still uses the database: {}", e.getMessage());
    }
    connections.close();
  }
}
