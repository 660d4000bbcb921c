package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      Files.delete(SqliteCopy.of(file));

      execute(writer, "begin immediate", "insert into t values (2)");
      CompletableFuture<Path> copying = CompletableFuture.supplyAsync(() -> {
        try {
          return SqliteCopy.of(file);
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      });
      execute(writer, "commit"); // would be refused at once if anybody held a lock
      Path copy = copying.get(60, TimeUnit.SECONDS);
      try (Connection reader = open(copy);
          Statement statement = reader.createStatement()) {
        assertThat(statement.executeQuery("select count(*) from t").getInt(1)).isEqualTo(2);
      }
      Files.delete(copy);
    }
  }

  @Test
  @DisplayName("Where a transaction does not end it is said, and nothing is left behind")
  void givesUp() throws IOException, SQLException {
    Path file = folder.resolve("busy.db");
    try (Connection writer = open(file)) {
      execute(writer, "create table t (x)", "begin immediate", "insert into t values (2)");
      assertThatThrownBy(() -> SqliteCopy.of(file))
          .isInstanceOf(StorageException.class)
          .hasMessage(file + " is written without a pause: it is read when there is one");
      execute(writer, "rollback", "pragma journal_mode=wal");
    }
    assertThat(SqliteCopy.isNeeded(file)).isFalse();
    assertThat(SqliteCopy.isNeeded(folder.resolve("none"))).isFalse();
  }
}
