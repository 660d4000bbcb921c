package org.ockham.search.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.search.trial.Direction;

final class SqliteStorageTest extends StorageContract {

  @TempDir
  private Path folder;

  @Override
  Storage open() {
    return open("");
  }

  private Storage open(String query) {
    return Storage.of("sqlite:///" + file() + query);
  }

  private Path file() {
    return folder.resolve("study.db");
  }

  @Test
  void noWalFileIsLeftBehind() throws IOException, SQLException {
    try (Storage storage = open()) {
      storage.create("a", List.of(Direction.MINIMIZE));
    }
    // The contract's own storage is still open: the last one to close cleans up.
    closeIt();
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file());
    }
    assertThat(scalar("pragma journal_mode")).isEqualTo("delete");
    // Bytes 18 and 19 of the header are 1 in a file that browsers read, 2 in one in WAL mode.
    assertThat(Files.readAllBytes(file())[18]).isEqualTo((byte) 1);
  }

  private String scalar(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  @Test
  void theRevisionIsAnOption() throws SQLException {
    assertThat(scalar("select version_num from alembic_version")).isEqualTo("v3.2.0.a");
    for (String schema : List.of("v3.0.0.d", "open")) {
      Path other = folder.resolve(schema + ".db");
      Storage.of("sqlite:///" + other + "?schema=" + schema).close();
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
          Statement statement = connection.createStatement();
          var rows = statement.executeQuery("select version_num from alembic_version")) {
        assertThat(rows.next() ? rows.getString(1) : "open").isEqualTo(schema);
      }
    }
    assertThatThrownBy(() -> open("?schema=v9")).hasMessageContaining("v3.2.0.a");
  }

  @Test
  void aLockedDatabaseIsReportedAndNothingIsLost() throws SQLException {
    try (Storage storage = open("?busy_timeout=200")) {
      long study = storage.create("a", List.of(Direction.MINIMIZE)).id();
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
          Statement statement = connection.createStatement()) {
        statement.execute("begin immediate");
        assertThatThrownBy(() -> storage.start(study, Map.of()))
            .isInstanceOf(StorageException.class)
            .hasMessageContaining("locked by another process")
            .hasMessageContaining("busy_timeout");
        statement.execute("rollback");
      }
      assertThat(storage.start(study, Map.of()).number()).isZero();
    }
  }

  @Test
  void aFullDiskIsReportedAndNothingIsLost() {
    try (Storage storage = open("?max_page_count=60")) {
      long study = storage.create("a", List.of(Direction.MINIMIZE)).id();
      long trial = storage.start(study, Map.of()).id();
      String big = "x".repeat(1_000_000);
      assertThatThrownBy(
              () -> storage.write(trial, TrialWrite.NOTHING.withAttribute(Author.USER, "big", big)))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("disk is full");
      assertThat(storage.write(trial, TrialWrite.NOTHING.withAttribute(Author.USER, "small", 1)))
          .isTrue();
      assertThat(storage.trials(study, List.of(), -1).get(0).userAttributes())
          .isEqualTo(Map.of("small", 1));
    }
  }

  @Test
  void aReadOnlyDatabaseIsReportedAndStaysAsItIs() throws IOException {
    try (Storage storage = open("")) {
      storage.create("a", List.of(Direction.MINIMIZE));
    }
    assertThat(file().toFile().setWritable(false)).isTrue();
    assertThat(folder.toFile().setWritable(false)).isTrue();
    try {
      assumeFalse(Files.isWritable(folder), "this user (root) writes where others may not");
      byte[] before = Files.readAllBytes(file());
      assertThatThrownBy(() -> {
            try (Storage storage = open("")) {
              storage.start(storage.find("a").orElseThrow().id(), Map.of());
            }
          })
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("cannot be written");
      assertThat(file()).hasBinaryContent(before);
    } finally {
      folder.toFile().setWritable(true);
      file().toFile().setWritable(true);
    }
  }

  @Test
  void aFileThatIsNoDatabaseOrIsMissingIsReported() throws IOException {
    Path text = folder.resolve("text.db");
    Files.writeString(text, "no database, ".repeat(100));
    assertThatThrownBy(() -> Storage.of("sqlite:///" + text))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("no SQLite database");
    assertThatThrownBy(() -> Storage.of("sqlite:///" + folder.resolve("no/such/study.db")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("make it first");
  }

  @Test
  void addressesAreChecked() {
    assertThatThrownBy(() -> Storage.of("study.db")).hasMessageContaining("sqlite:///");
    assertThatThrownBy(() -> Storage.of("mysql://x/y")).hasMessageContaining("not known");
    assertThatThrownBy(() -> Storage.of("sqlite://study.db")).hasMessageContaining("three slashes");
    StorageUrl url =
        StorageUrl.parse("postgresql+psycopg2://me:p%40ss@host:5433/db?sslmode=require");
    assertThat(url.scheme()).isEqualTo("postgresql");
    assertThat(url.options()).isEqualTo(Map.of("sslmode", "require"));
  }
}
