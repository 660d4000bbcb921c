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
 * @param patience how long to try while the connection is down
 * @param reading whether nothing may be changed
 */
record Postgres(
    String url,
    String user,
    String password,
    Map<String, String> options,
    Duration patience,
    boolean reading)
    implements Database {

  @Override
  public HikariDataSource open() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    if (!user.isEmpty()) {
      config.setUsername(user);
    }
    if (!password.isEmpty()) {
      config.setPassword(password);
    }
    options.forEach(config::addDataSourceProperty);
    // Enums and times go as text whose type the server finds.
    config.addDataSourceProperty("stringtype", "unspecified");
    // The driver would set the JVM's time zone; Python's takes the server's, and both write
    // heartbeats by it.
    config.setConnectionInitSql(
        "select set_config('TimeZone', current_setting('log_timezone'), false)"
            + (reading ? ", set_config('default_transaction_read_only', 'on', false)" : ""));
    config.setMaximumPoolSize(4);
    config.setInitializationFailTimeout(1);
    config.setConnectionTimeout(Math.max(1000, Math.min(10_000, patience.toMillis())));
    return new HikariDataSource(config);
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
  public String secondsAgo(long seconds) {
    return "current_timestamp::timestamp - interval '" + seconds + " seconds'";
  }

  @Override
  public boolean passing(SQLException error) {
    String state = error.getSQLState() == null ? "08" : error.getSQLState();
    // Connection lost, server shutting down or starting, serialization and deadlock.
    return state.startsWith("08") || state.startsWith("57P") || state.startsWith("40");
  }

  @Override
  public StorageException explain(SQLException error) {
    StorageException.Kind kind = StorageException.Kind.BAD;
    String words;
    if (passing(error)) {
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
  public void farewell(Connection connection) {}
}
