package org.ockham.search.storage;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;

/** Work on a database's connections, tried again while somebody holds a lock or a connection is down. */
final class Transactions {

  private static final Logger LOG = Log.of(Transactions.class);

  /** What is done on a connection. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private final Database database;
  private final HikariDataSource connections;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean begun;

  Transactions(Database database) {
    this.database = database;
    this.connections = patiently(() -> open(database), database::crowded);
  }

  private static HikariDataSource open(Database database) throws SQLException {
    try {
      return database.open();
    } catch (HikariPool.PoolInitializationException e) {
      throw e.getCause() instanceof SQLException cause
          ? cause
          : new SQLException(e.getMessage(), e);
    }
  }

  /** The first thing done, once it is known that the database is one of ours. */
  void begin() {
    if (!database.reading()) {
      begun = true;
      try (Connection connection = connection()) {
        database.welcome(connection);
      } catch (SQLException e) {
        LOG.debug("{} stays in its mode: {}", database.place(), e.getMessage());
      }
    }
  }

  <T> T read(Work<T> work) {
    return patiently(
        () -> {
          try (Connection connection = connection()) {
            return work.on(connection);
          }
        },
        database::passing);
  }

  private Connection connection() throws SQLException {
    if (closed.get()) { // its pool may be open, for others
      throw new IllegalStateException(database.place() + " was closed here: open it again");
    }
    try {
      return connections.getConnection();
    } catch (SQLTransientConnectionException e) {
      if (connections.getHikariPoolMXBean().getTotalConnections()
          >= connections.getMaximumPoolSize()) {
        throw database.busy();
      }
      throw e;
    }
  }

  /** Transactions are spelt out: SQLite ends some of them by itself, of which drivers lose track. */
  <T> T transact(Work<T> work) {
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

  static void execute(Connection connection, String sql) throws SQLException {
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

  private <T> T patiently(Attempt<T> attempt, Predicate<SQLException> passing) {
    long deadline = System.nanoTime() + database.patience().toNanos();
    for (long pause = 10; ; pause = Math.min(1000, 2 * pause)) {
      try {
        return attempt.make();
      } catch (SQLException e) {
        if (!passing.test(e) || System.nanoTime() > deadline) {
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

  /** Closes the connections, after the last thing done. */
  void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    if (begun) {
      try (Connection connection = connections.getConnection()) {
        database.farewell(connection);
      } catch (SQLException e) {
        LOG.debug("somebody else still uses the database: {}", e.getMessage());
      }
    }
    database.close(connections);
  }
}
