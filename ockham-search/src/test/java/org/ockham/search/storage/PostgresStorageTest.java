package org.ockham.search.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.TrialState;

/** A real server, started for these tests. */
final class PostgresStorageTest extends StorageContract {

  private String url;

  @Override
  @BeforeEach
  void openIt() {
    url = PostgresServer.database();
    super.openIt();
  }

  @Override
  Storage open() {
    return Storage.of(url);
  }

  @Test
  void aDroppedConnectionIsMadeAgain() {
    try (Storage storage = open()) {
      long study = storage.create("a", List.of(Direction.MINIMIZE)).id();
      long first = storage.start(study, Map.of()).id();
      PostgresServer.cut(url);
      assertThat(storage.write(first, TrialWrite.NOTHING.withIntermediate(1, 2)))
          .isTrue();
      PostgresServer.cut(url);
      assertThat(storage.start(study, Map.of()).number()).isEqualTo(1);
      assertThat(storage.trials(study, List.of(), -1).get(0).intermediateValues())
          .isEqualTo(Map.of(1, 2.0));
    }
  }

  @Test
  void aServerThatIsNotThereIsReported() {
    assertThatThrownBy(() -> Storage.of("postgresql://postgres@localhost:1/none?busy_timeout=1000"))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.UNREACHABLE))
        .hasMessageContaining("cannot be reached");
  }

  @Test
  void missingRightsAreReported() {
    try (Storage storage = open()) {
      long study = storage.create("a", List.of(Direction.MINIMIZE)).id();
      PostgresServer.execute(
          "alter database " + PostgresServer.name(url) + " set default_transaction_read_only=on");
      try (Storage reader = Storage.of(url + "?application_name=reader")) {
        assertThat(reader.find("a")).isPresent();
        assertThatThrownBy(() -> reader.start(study, Map.of()))
            .isInstanceOf(StorageException.class)
            .hasMessageContaining("cannot be written");
      }
    }
  }

  @Test
  void aTrialThatAnotherClientIsClaimingIsLeftToIt() throws SQLException {
    try (Storage storage = open()) {
      long study = storage.create("a", List.of(Direction.MINIMIZE)).id();
      List<Long> queued = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        queued.add(storage
            .add(study, TrialWrite.NOTHING.withState(TrialState.WAITING, List.of()))
            .id());
      }
      try (Connection other = PostgresServer.connect(url);
          Statement statement = other.createStatement()) {
        other.setAutoCommit(false);
        statement.execute("update trials set state='RUNNING' where trial_id=" + queued.get(0));
        assertThat(storage.start(study, Map.of()).id()).isEqualTo(queued.get(1));
        assertThat(storage.start(study, Map.of()).number()).isEqualTo(2);
        other.rollback();
        assertThat(storage.start(study, Map.of()).id()).isEqualTo(queued.get(0));
      }
    }
  }

  @Test
  void aForeignDatabaseGetsNoTablesFromAReader() throws SQLException {
    String url = PostgresServer.database();
    assertThatThrownBy(() -> Storage.reading(url))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("holds no studies");
    assertThatThrownBy(() -> Storage.existing(url)).hasMessageContaining("holds no studies");
    try (Connection connection = PostgresServer.connect(url);
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery(
            "select count(*) from information_schema.tables where table_schema='public'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isZero();
    }
    Storage.of(url).close();
    try (Storage reader = Storage.reading(url)) {
      assertThat(reader.studies()).isEmpty();
      assertThatThrownBy(() -> reader.create("a", List.of(Direction.MINIMIZE)))
          .hasMessageContaining("opened for reading");
    }
  }
}
