package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StorageException;

final class RollbackFileTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  /** A transaction whose pages do not fit into the cache, and go into the file before it ends. */
  private static final String[] SPILLING = {
    "pragma cache_size=2",
    "begin immediate",
    "insert into t with recursive n(i) as (values(1) union all select i + 1 from n where i < 2000)"
        + " select hex(zeroblob(500)) from n"
  };

  @TempDir
  private Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void make() throws IOException {
    file = Made.study(folder.resolve("study.db"), "search", "x", 3);
  }

  /** Somebody who writes, and is refused at once where anybody holds a lock. */
  private Connection writer() throws SQLException {
    Connection writer = DriverManager.getConnection("jdbc:sqlite:" + file);
    execute(writer, "pragma busy_timeout=0", "create table if not exists t (x)");
    return writer;
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    for (String sql : statements) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  private RollbackFile rollback(Duration patience) {
    return new RollbackFile(file, "sqlite:///" + file, patience);
  }

  private static String name(Storage storage) {
    return storage.studies().get(0).name();
  }

  @Test
  @DisplayName("What is asked is answered between transactions, and no writer waits for it")
  void waitsForTheWriter()
      throws SQLException, ExecutionException, InterruptedException, TimeoutException {
    try (Connection writer = writer();
        RollbackFile rollback = rollback(LONG)) {
      assertThat(RollbackFile.isAt(file)).isTrue();
      assertThat(rollback.of(RollbackFileTest::name)).isEqualTo("search");

      execute(writer, SPILLING);
      execute(writer, "update studies set study_name='renamed'");
      CompletableFuture<String> name =
          CompletableFuture.supplyAsync(() -> rollback.of(RollbackFileTest::name));
      execute(writer, "commit");
      assertThat(name.get(60, TimeUnit.SECONDS)).isEqualTo("renamed");
    }
  }

  @Test
  @DisplayName("What a writer came between is thrown away and asked again")
  void asksAgain() throws SQLException {
    AtomicInteger asked = new AtomicInteger();
    try (Connection writer = writer();
        RollbackFile rollback = rollback(LONG)) {
      String name = rollback.of(storage -> {
        String read = name(storage);
        if (asked.incrementAndGet() < 3) {
          change(writer, asked.get());
        }
        if (asked.get() == 2) {
          throw new StorageException("half written, it looks damaged");
        }
        return read;
      });
      assertThat(name).isEqualTo("renamed2");
      assertThat(asked).hasValue(3);
    }
  }

  private static void change(Connection writer, int time) {
    try {
      execute(writer, "update studies set study_name='renamed" + time + "'");
    } catch (SQLException e) {
      throw new AssertionError("whoever reads holds a lock", e);
    }
  }

  @Test
  @DisplayName("Of trials fewer are asked for where a writer comes between, and none is lost")
  void asksForFewer() {
    List<Integer> most = new ArrayList<>();
    try (Storage storage = Storage.reading("sqlite:///" + file)) {
      Reads disturbed = new Reads() {
        @Override
        public <T> T of(Function<Storage, T> question) {
          for (int i = 0; i < 10; i++) {
            most.add(
                question.apply(storage) instanceof KnownTrials.Piece piece ? piece.asked() : 0);
          }
          return question.apply(storage);
        }
      };
      KnownTrials trials = new KnownTrials(storage.studies().get(0).id());
      assertThat(trials.read(disturbed, some -> {})).hasSize(3);
      assertThat(most).startsWith(2000, 1000, 500, 250, 125, 62, 50, 50);
      assertThat(trials.read(disturbed, some -> {})).hasSize(3);
    }
  }

  @Test
  @DisplayName(
      "A journal that was left, and is of no transaction, keeps nobody away, nor does a pipe")
  void leftJournal() throws IOException, SQLException, InterruptedException {
    Path journal = folder.resolve("study.db-journal");
    try (Connection writer = writer()) {
      execute(writer, "pragma journal_mode=persist", "insert into t values (1)");
    }
    assertThat(Files.size(journal)).isPositive();
    try (RollbackFile rollback = rollback(LONG)) {
      assertThat(rollback.of(RollbackFileTest::name)).isEqualTo("search");
      Files.delete(journal);
      assumeTrue(Made.pipe(journal), "this system has no pipes");
      assertThat(rollback.of(RollbackFileTest::name)).isEqualTo("search");
    }
  }

  @Test
  @DisplayName("Where a transaction does not end it is said, and nothing is left behind")
  void givesUp() throws IOException, SQLException {
    try (Connection writer = writer();
        RollbackFile rollback = rollback(Duration.ofMillis(50))) {
      execute(writer, SPILLING);
      assertThatThrownBy(() -> rollback.of(RollbackFileTest::name))
          .isInstanceOf(StorageException.class)
          .hasMessageStartingWith(file + " is being written to");
      execute(writer, "rollback", "pragma journal_mode=wal");
      assertThat(RollbackFile.isAt(file)).isFalse();
    }
    assertThat(RollbackFile.isAt(folder.resolve("none"))).isFalse();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).doesNotContain(folder.resolve("study.db-journal"));
    }
  }

  @Test
  @DisplayName(
      "A study whose file is being written to is shown as it was last, and named it is waited for")
  void showsTheLast() throws SQLException {
    Watched watched = Watch.of(List.of(file.toString())).all().get(0);
    assertThat(watched.page().facts().toString()).contains("3: 3 complete");
    try (Connection writer = writer()) {
      execute(writer, SPILLING);
      assertThat(watched.page().notes().get(0))
          .startsWith("This is how it was at 20")
          .contains("UTC: " + file + " is being written to");
      assertThat(watched.page().facts().toString()).contains("3: 3 complete");
      Watch begun = Watch.of(List.of(file.toString()));
      execute(writer, "commit");
      assertThat(begun.all()).extracting(Watched::name).containsExactly("search");
      assertThat(watched.page().notes().toString()).doesNotContain("This is how it was");
    }
  }
}
