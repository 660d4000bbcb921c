package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.search.storage.StorageException;

final class SqliteCopyTest {

  /** A transaction whose pages do not fit into the cache, and go into the file before it ends. */
  private static final String[] SPILLING = {
    "pragma cache_size=2",
    "begin immediate",
    "insert into t with recursive n(i) as (values(1) union all select i + 1 from n where i < 2000)"
        + " select hex(zeroblob(500)) from n"
  };

  @TempDir
  private Path folder;

  private Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    for (String sql : statements) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  @Test
  @DisplayName("A copy is made between transactions, and no writer waits for it")
  void waitsForTheWriter()
      throws IOException, SQLException, ExecutionException, InterruptedException, TimeoutException {
    Path file = folder.resolve("optuna.db");
    try (Connection writer = open(file)) {
      execute(writer, "pragma busy_timeout=0", "create table t (x)", "insert into t values (1)");
      assertThat(SqliteCopy.isNeeded(file)).isTrue();
      Files.delete(SqliteCopy.of(file, 100));

      execute(writer, SPILLING);
      CompletableFuture<Path> copying = CompletableFuture.supplyAsync(() -> {
        try {
          return SqliteCopy.of(file, 100);
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      });
      execute(writer, "commit"); // would be refused at once if anybody held a lock
      Path copy = copying.get(60, TimeUnit.SECONDS);
      try (Connection reader = open(copy);
          Statement statement = reader.createStatement()) {
        assertThat(statement.executeQuery("select count(*) from t").getInt(1)).isEqualTo(2001);
      }
      Files.delete(copy);
    }
  }

  @Test
  @DisplayName(
      "A journal that was left, and is of no transaction, keeps nobody away, and a copy is its maker's alone")
  void leftJournal() throws IOException, SQLException {
    Path file = folder.resolve("kept.db");
    try (Connection writer = open(file)) {
      execute(writer, "pragma journal_mode=persist", "create table t (x)");
    }
    assertThat(Files.size(folder.resolve("kept.db-journal"))).isPositive();
    boolean hasModes = Files.getFileStore(file).supportsFileAttributeView("posix");
    if (hasModes) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
    Path copy = SqliteCopy.of(file, 1);
    if (hasModes) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
          .isEqualTo("rw-------");
    }
    Files.delete(copy);
  }

  @Test
  @DisplayName("Where a transaction does not end it is said, and nothing is left behind")
  void givesUp() throws IOException, SQLException {
    Path file = folder.resolve("busy.db");
    try (Connection writer = open(file)) {
      execute(writer, "create table t (x)");
      execute(writer, SPILLING);
      assertThatThrownBy(() -> SqliteCopy.of(file, 100))
          .isInstanceOf(StorageException.class)
          .hasMessage(file + " is in the midst of a transaction: it is read when that has ended,"
              + " or its next writer has undone it");
      execute(writer, "rollback", "pragma journal_mode=wal");
    }
    assertThat(SqliteCopy.isNeeded(file)).isFalse();
    assertThat(SqliteCopy.isNeeded(folder.resolve("none"))).isFalse();
  }
}
