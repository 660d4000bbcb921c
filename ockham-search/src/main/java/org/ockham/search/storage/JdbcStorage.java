package org.ockham.search.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.ockham.search.check.Check;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** A database with Optuna's tables, shared with Optuna and its dashboard. */
final class JdbcStorage implements Storage {

  private final Database database;
  private final Transactions transactions;
  private final StudyTables studies;
  private final TrialTables tables;
  private final TrialReader reader;

  /** For each study a key below which every trial has ended, so that looking for queued ones stays cheap. */
  private final Map<Long, Long> settled = new ConcurrentHashMap<>();

  JdbcStorage(Database database, SchemaVersion version, Access access) {
    this.database = database;
    this.transactions = new Transactions(database);
    this.studies = new StudyTables(database);
    this.tables = new TrialTables(database);
    this.reader = new TrialReader(database);
    try {
      Schema.prepare(database, transactions, version, access);
      transactions.begin();
    } catch (RuntimeException e) {
      transactions.close();
      throw e;
    }
  }

  @Override
  public StudyRecord create(String name, List<Direction> directions) {
    Check.notEmpty("list of directions", directions);
    if (name.length() > 512) {
      throw new IllegalArgumentException(
          "study name of " + name.length() + " characters: give at most 512");
    }
    return transactions.transact(c -> studies.create(c, name, directions));
  }

  @Override
  public Optional<StudyRecord> find(String name) {
    return transactions.read(c -> studies.find(c, name));
  }

  @Override
  public List<StudyRecord> studies() {
    return transactions.read(studies::all);
  }

  @Override
  public void delete(long study) {
    transactions.transact(c -> {
      studies.lock(c, study);
      studies.delete(c, study);
      settled.remove(study); // SQLite gives the key away again
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
    transactions.transact(c -> {
      studies.setAttribute(c, table, study, key, value);
      return true;
    });
  }

  @Override
  public Optional<FrozenTrial> start(
      long study, Map<String, @Nullable Object> systemAttributes, boolean watched, int below) {
    TrialWrite write = TrialWrite.claim(systemAttributes);
    return transactions.transact(c -> {
      studies.lock(c, study);
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
          return Optional.of(reader
              .read(c, study, studies.objectives(c, study), List.of(queued), Long.MAX_VALUE)
              .get(0));
        }
      }
      int number = nextNumber(c, study);
      if (number >= below) {
        return Optional.empty();
      }
      FrozenTrial trial = insert(c, study, number, write.alone(Instant.now()), watched);
      if (open == null) {
        settled.put(study, trial.id());
      }
      return Optional.of(trial);
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

  private FrozenTrial insert(
      Connection c, long study, int number, FrozenTrial trial, boolean watched)
      throws SQLException {
    long id = Sql.key(Sql.number(
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

  private static int nextNumber(Connection c, long study) throws SQLException {
    Long last = Sql.number(
        c, "select number from trials where study_id=? order by trial_id desc limit 1", study);
    return last == null ? 0 : (int) (last + 1);
  }

  @Override
  public List<FrozenTrial> addAll(long study, List<FrozenTrial> trials) {
    return transactions.transact(c -> {
      studies.lock(c, study);
      int count = studies.objectives(c, study);
      trials.forEach(trial -> trial.requireValues(count));
      List<FrozenTrial> added = new ArrayList<>();
      int number = nextNumber(c, study);
      for (FrozenTrial trial : trials) {
        added.add(insert(c, study, number++, trial, true));
      }
      return added;
    });
  }

  @Override
  public boolean write(long trial, TrialWrite write) {
    return transactions.transact(c -> {
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
      write.alone(Instant.now()).requireValues(studies.objectives(c, Sql.key(study)));
    }
  }

  @Override
  public boolean replace(long trial, TrialWrite end, @Nullable TrialWrite again) {
    return transactions.transact(c -> {
      Long study = Sql.number(c, "select study_id from trials where trial_id=?", trial);
      if (study != null) {
        studies.lock(c, study); // before the trial's: the order in which everybody takes them
      }
      if (tables.state(c, trial) != TrialState.RUNNING) {
        return false;
      }
      requireFit(c, trial, end);
      tables.apply(c, trial, end, Instant.now());
      if (again != null) {
        long key = Sql.key(study);
        insert(c, key, nextNumber(c, key), again.alone(Instant.now()), true);
      }
      return true;
    });
  }

  @Override
  public boolean restart(long trial, Map<String, @Nullable Object> systemAttributes) {
    return transactions.transact(c -> {
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
    return transactions.transact(c -> {
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
  public List<FrozenTrial> next(long study, long after, int most) {
    return transactions.read(c -> reader.next(c, study, studies.objectives(c, study), after, most));
  }

  @Override
  public List<FrozenTrial> trials(long study, Collection<Long> ids, long after) {
    return transactions.read(c -> reader.read(c, study, studies.objectives(c, study), ids, after));
  }

  @Override
  public void beat(Collection<Long> trials) {
    transactions.transact(c -> {
      tables.beat(c, trials);
      return true;
    });
  }

  @Override
  public List<Long> stale(long study, Duration grace) {
    return transactions.read(c -> Sql.query(
        c,
        "select t.trial_id from trials t join trial_heartbeats h on h.trial_id=t.trial_id"
            + " where t.study_id=? and t.state='RUNNING' and h.heartbeat < "
            + database.ago(grace) + " order by t.trial_id",
        row -> row.getLong(1),
        study));
  }

  @Override
  public void close() {
    transactions.close();
  }
}
