package org.ockham.search.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteException;

/**
 * A SQLite file. While it is open it is in WAL mode, in which readers and the writer do not wait for each other; the last
 * one to close it returns it to DELETE mode, since the browser's dashboard reads no other.
 *
 * @param file the database
 * @param options pragmas for the driver
 * @param patience how long to wait for a lock
 * @param access whether anything may be changed, the mode for one
 */
record Sqlite(Path file, Map<String, String> options, Duration patience, Access access)
    implements Database {

  /** How often each file is open in this process. */
  private static final Map<Path, Integer> OPEN = new ConcurrentHashMap<>();

  @Override
  public HikariDataSource open() {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new StorageException(
          StorageException.Kind.UNWRITABLE,
          "folder " + folder + " of the database is missing: make it first",
          null);
    }
    SqliteLibrary.load();
    Properties pragmas = new Properties();
    pragmas.putAll(options);
    SQLiteConfig sqlite;
    try {
      sqlite = new SQLiteConfig(pragmas);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "the options " + options + " of the storage are not what SQLite's driver takes: "
              + e.getMessage(),
          e);
    }
    sqlite.setBusyTimeout((int) patience.toMillis());
    sqlite.setReadOnly(reading());
    if (!reading()) {
      sqlite.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    }
    SQLiteDataSource source = new SQLiteDataSource(sqlite);
    boolean isImmutable = access == Access.READ_UNLOCKED || (reading() && isAtRest());
    source.setUrl("jdbc:sqlite:" + (isImmutable ? immutable() : file.toAbsolutePath()));
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setReadOnly(reading());
    config.setMaximumPoolSize(1);
    config.setMaxLifetime(0);
    config.setInitializationFailTimeout(1);
    config.setConnectionTimeout(Math.max(1000, patience.toMillis()));
    HikariDataSource connections = new HikariDataSource(config);
    OPEN.merge(key(), 1, Integer::sum);
    return connections;
  }

  @Override
  public void close(HikariDataSource connections) {
    connections.close();
    OPEN.computeIfPresent(key(), (file, users) -> users > 1 ? users - 1 : null);
  }

  @Override
  public boolean reading() {
    return access.isReading();
  }

  private Path key() {
    return file.toAbsolutePath().normalize();
  }

  /**
   * Whether the file was left in WAL mode by somebody who is gone: even to read such a file SQLite makes two others beside it,
   * unless it is told that nobody writes. A file that is open in this process is not looked into: on closing it the process would lose all
   * locks that it has on it.
   */
  private boolean isAtRest() {
    if (OPEN.containsKey(key()) || Files.exists(file.resolveSibling(file.getFileName() + "-wal"))) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] header = in.readNBytes(20);
      return header.length == 20 && header[18] == 2;
    } catch (IOException e) {
      return false; // opening it says why
    }
  }

  private String immutable() {
    return "file:" + file.toAbsolutePath().toUri().getRawPath() + "?immutable=1";
  }

  @Override
  public String place() {
    return "database " + file;
  }

  @Override
  public String tables() {
    return "select name from sqlite_master where type='table' and name not like 'sqlite\\_%' escape '\\'";
  }

  @Override
  public void welcome(Connection connection) throws SQLException {
    journal(connection, "wal");
  }

  private static void journal(Connection connection, String mode) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma journal_mode=" + mode);
    }
  }

  @Override
  public String keyType() {
    return "INTEGER NOT NULL";
  }

  @Override
  public String enumType(String type, int longest) {
    return "VARCHAR(" + longest + ")";
  }

  @Override
  public String declareEnum(String type, String... names) {
    return "";
  }

  @Override
  public String begin() {
    return "begin immediate";
  }

  @Override
  public String forUpdate() {
    return ""; // a transaction that writes is alone from its start
  }

  @Override
  public String skipLocked() {
    return "";
  }

  @Override
  public String now() {
    return "current_timestamp";
  }

  @Override
  public String ago(Duration time) {
    long seconds = -Math.floorDiv(-time.toMillis(), 1000L); // times are whole seconds here
    return "datetime('now', '-" + seconds + " seconds')";
  }

  @Override
  public boolean passing(SQLException error) {
    return code(error) == 5 || code(error) == 6;
  }

  @Override
  public boolean crowded(SQLException error) {
    return false;
  }

  private static int code(SQLException error) {
    return error instanceof SQLiteException sqlite
        ? sqlite.getResultCode().code & 0xff
        : error.getErrorCode() & 0xff;
  }

  @Override
  public StorageException explain(SQLException error) {
    StorageException.Kind kind = switch (code(error)) {
      case 5, 6, 8, 10, 13 -> StorageException.Kind.UNWRITABLE;
      case 14 -> reading() ? StorageException.Kind.BAD : StorageException.Kind.UNWRITABLE;
      case 26 -> StorageException.Kind.FOREIGN;
      default -> StorageException.Kind.BAD;
    };
    String words = switch (code(error)) {
      case 5, 6 ->
        "is locked by another process for more than " + patience.toMillis()
            + " ms: let it finish, or raise busy_timeout in the storage's URL";
      case 8 ->
        reading()
            ? "was left in the middle of a change by a process that died: whoever writes to it next mends it"
            : "cannot be written: make the file and its folder writable";
      case 10 -> "cannot be read or written (" + error.getMessage() + "): check the disk";
      case 11, 26 -> "is damaged or no SQLite database: restore it from a copy";
      case 13 ->
        "cannot grow, the disk is full: free some space and go on, what was committed is safe";
      case 14 -> "cannot be opened: check the path and its permissions";
      default -> "refuses: " + error.getMessage();
    };
    return new StorageException(kind, place() + " " + words, error);
  }

  @Override
  public StorageException busy() {
    return new StorageException(
        StorageException.Kind.UNWRITABLE,
        place() + " is in use by other threads of this process for more than " + patience.toMillis()
            + " ms: run fewer trials at a time, or raise busy_timeout in the storage's URL",
        null);
  }

  @Override
  public void farewell(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Whoever else has it open closes it later: no reason to wait.
      statement.execute("pragma busy_timeout=0");
      statement.execute("pragma journal_mode=delete");
    }
  }
}
