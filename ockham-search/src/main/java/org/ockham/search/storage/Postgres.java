package org.ockham.search.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/**
 * A PostgreSQL database.
 *
 * @param url for JDBC, without user and password
 * @param user who connects
 * @param password theirs; empty for none
 * @param options for the driver
 * @param pool how many connections this process has at the same time, however many storages it opens here
 * @param patience how long to try while the connection is down, and to wait for one or for a lock
 * @param reading whether nothing may be changed
 */
record Postgres(
    String url,
    String user,
    String password,
    Map<String, String> options,
    int pool,
    Duration patience,
    boolean reading)
    implements Database {

  private static final String TOO_MANY = "53300";

  /** After how many milliseconds without work a connection is closed: a trial that trains for hours leaves its place to others. */
  private static final long IDLE = 30_000;

  @Override
  public HikariDataSource open() {
    return SharedPools.open(this, this::connect);
  }

  @Override
  public void close(HikariDataSource connections) {
    SharedPools.close(this);
  }

  private HikariDataSource connect() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    if (!user.isEmpty()) {
      config.setUsername(user);
    }
    if (!password.isEmpty()) {
      config.setPassword(password);
    }
    config.addDataSourceProperty("ApplicationName", "ockham");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    options.forEach(config::addDataSourceProperty);
    // Enums and times go as text whose type the server finds.
    config.addDataSourceProperty("stringtype", "unspecified");
    // The driver would set the JVM's time zone; Python's takes the server's, and both write
    // heartbeats by it. And a machine that is cut off in the middle of a change must not hold its
    // lock for longer than the others wait.
    long patient = Math.max(1000, patience.toMillis());
    config.setConnectionInitSql(
        "select set_config('TimeZone', current_setting('log_timezone'), false), set_config('lock_timeout', '"
            + patient + "', false), set_config('idle_in_transaction_session_timeout', '"
            + patient / 2 + "', false)"
            + (reading ? ", set_config('default_transaction_read_only', 'on', false)" : ""));
    config.setMaximumPoolSize(pool);
    config.setMinimumIdle(1);
    config.setIdleTimeout(IDLE);
    config.setInitializationFailTimeout(1);
    config.setConnectionTimeout(patient);
    HikariDataSource connections = new HikariDataSource(config);
    // Only now, or the first one, by which the server is known to be there, would be thrown away.
    connections.setMinimumIdle(0);
    return connections;
  }

  @Override
  public String place() {
    return "database " + url.substring("jdbc:".length());
  }

  @Override
  public String tables() {
    return "select table_name from information_schema.tables where table_schema = any(current_schemas(false))";
  }

  @Override
  public void welcome(Connection connection) {}

  @Override
  public String keyType() {
    return "SERIAL NOT NULL";
  }

  @Override
  public String enumType(String type, int longest) {
    return type;
  }

  @Override
  public String declareEnum(String type, String... names) {
    return "CREATE TYPE " + type + " AS ENUM ('" + String.join("', '", names) + "')";
  }

  @Override
  public String begin() {
    return "begin";
  }

  @Override
  public String forUpdate() {
    return " for update";
  }

  @Override
  public String skipLocked() {
    return " for update skip locked";
  }

  @Override
  public String now() {
    // Not current_timestamp: a transaction may have waited for a lock since it began.
    return "clock_timestamp()::timestamp";
  }

  @Override
  public String ago(Duration time) {
    return now() + " - interval '" + time.toMillis() + " milliseconds'";
  }

  @Override
  public boolean passing(SQLException error) {
    String state = state(error);
    // Connection lost, server shutting down or starting, too long without a word, serialization and
    // deadlock.
    return state.startsWith("08")
        || state.startsWith("57P")
        || state.equals("25P03")
        || state.startsWith("40")
        || crowded(error);
  }

  private static String state(SQLException error) {
    return error.getSQLState() == null ? "08" : error.getSQLState();
  }

  @Override
  public boolean crowded(SQLException error) {
    return state(error).equals(TOO_MANY) || state(error).equals("57P03");
  }

  @Override
  public StorageException explain(SQLException error) {
    StorageException.Kind kind = StorageException.Kind.BAD;
    String words;
    if (state(error).equals(TOO_MANY)) {
      kind = StorageException.Kind.UNREACHABLE;
      words = "has no connection left (" + error.getMessage()
          + "): close some, give each process fewer with pool= in its storage's URL, this one has pool="
          + pool + ", or raise the server's max_connections";
    } else if (passing(error)) {
      kind = StorageException.Kind.UNREACHABLE;
      words = "cannot be reached ("
          + (error.getCause() instanceof UnknownHostException unknown
              ? "there is no host " + unknown.getMessage()
              : error.getMessage())
          + "): check host, port, user and the server, then go on, what was committed is safe";
    } else {
      switch (String.valueOf(error.getSQLState())) {
        case "25006", "42501" -> {
          kind = StorageException.Kind.UNWRITABLE;
          words = "cannot be written (" + error.getMessage() + "): grant the user the rights";
        }
        case "55P03" -> {
          kind = StorageException.Kind.UNWRITABLE;
          words = "is locked by another connection for more than " + patience.toMillis()
              + " ms: let it finish, or raise busy_timeout in the storage's URL";
        }
        case "53100" -> {
          kind = StorageException.Kind.UNWRITABLE;
          words =
              "cannot grow, the server's disk is full: free some space and go on, what was committed is safe";
        }
        default -> words = "refuses: " + error.getMessage();
      }
    }
    return new StorageException(kind, place() + " " + words, error);
  }

  @Override
  public StorageException busy() {
    return new StorageException(
        StorageException.Kind.UNWRITABLE,
        place() + " is busy: all connections of this process, pool=" + pool
            + ", are in use for more than " + patience.toMillis()
            + " ms: run fewer trials at a time, or raise pool or busy_timeout in the storage's URL",
        null);
  }

  @Override
  public void farewell(Connection connection) {}

  /** Without the password. */
  @Override
  public String toString() {
    return place();
  }
}
