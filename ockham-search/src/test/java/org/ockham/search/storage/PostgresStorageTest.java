package org.ockham.search.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ockham.search.trial.Direction;

/** A real server, started for these tests. */
final class PostgresStorageTest extends StorageContract {

  private static EmbeddedPostgres server;
  private static int databases;

  @BeforeAll
  static void startServer() {
    try {
      server = EmbeddedPostgres.start();
    } catch (IOException | IllegalStateException e) {
      abort("no PostgreSQL server can be started here: " + e.getMessage());
    }
  }

  @AfterAll
  static void stopServer() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Override
  @BeforeEach
  void openIt() {
    databases++;
    execute("create database s" + databases);
    super.openIt();
  }

  private static void execute(String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  Storage open() {
    return Storage.of("postgresql://postgres@localhost:" + server.getPort() + "/s" + databases);
  }

  @Test
  void aDroppedConnectionIsMadeAgain() {
    try (Storage storage = open()) {
      long study = storage.create("a", List.of(Direction.MINIMIZE)).id();
      long first = storage.start(study, Map.of()).id();
      execute("select pg_terminate_backend(pid) from pg_stat_activity where datname='s" + databases
          + "'");
      assertThat(storage.write(first, TrialWrite.NOTHING.withIntermediate(1, 2)))
          .isTrue();
      execute("select pg_terminate_backend(pid) from pg_stat_activity where datname='s" + databases
          + "'");
      assertThat(storage.start(study, Map.of()).number()).isEqualTo(1);
      assertThat(storage.trials(study, List.of(), -1).get(0).intermediateValues())
          .isEqualTo(Map.of(1, 2.0));
    }
  }

  @Test
  void aServerThatIsNotThereIsReported() {
    assertThatThrownBy(() -> Storage.of("postgresql://postgres@localhost:1/none?busy_timeout=1000"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("cannot be reached");
  }

  @Test
  void missingRightsAreReported() {
    try (Storage storage = open()) {
      long study = storage.create("a", List.of(Direction.MINIMIZE)).id();
      execute("alter database s" + databases + " set default_transaction_read_only=on");
      try (Storage reader = open()) {
        assertThat(reader.find("a")).isPresent();
        assertThatThrownBy(() -> reader.start(study, Map.of()))
            .isInstanceOf(StorageException.class)
            .hasMessageContaining("cannot be written");
      }
    }
  }
}
