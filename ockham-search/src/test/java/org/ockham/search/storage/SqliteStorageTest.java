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
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.TrialState;

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
              () -> storage.write(trial, TrialWrite.NOTHING.withUserAttribute("big", big)))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("disk is full");
      assertThat(storage.write(trial, TrialWrite.NOTHING.withUserAttribute("small", 1)))
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

  private Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (var paths = Files.list(folder)) {
      for (Path path : paths.toList()) {
        files.put(path.getFileName().toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }

  private static void execute(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete", "wal"})
  void readingLeavesEveryByteAsItIs(String mode) throws IOException, SQLException {
    try (Storage storage = open()) {
      storage.start(storage.create("a", List.of(Direction.MINIMIZE)).id(), Map.of());
    }
    closeIt();
    execute(file(), "pragma journal_mode=" + mode);
    Map<String, byte[]> before = files();
    try (Storage reader = Storage.reading("sqlite:///" + file())) {
      assertThat(reader.trials(reader.find("a").orElseThrow().id(), List.of(), -1))
          .hasSize(1);
      assertThatThrownBy(() -> reader.create("b", List.of(Direction.MINIMIZE)))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("opened for reading");
    }
    assertThat(files()).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void aReaderSeesWhatAWriterCommitsMeanwhile() {
    try (Storage writer = open()) {
      long study = writer.create("a", List.of(Direction.MINIMIZE)).id();
      try (Storage reader = Storage.reading("sqlite:///" + file())) {
        assertThat(reader.trials(study, List.of(), -1)).isEmpty();
        writer.start(study, Map.of());
        assertThat(reader.trials(study, List.of(), -1)).hasSize(1);
      }
      writer.start(study, Map.of());
    }
  }

  @Test
  void whatAKilledProcessLeftInTheLogIsRead() throws IOException {
    Path left = Files.createDirectory(folder.resolve("left")).resolve("study.db");
    try (Storage writer = open()) {
      writer.create("a", List.of(Direction.MINIMIZE));
      Files.copy(file(), left);
      Files.copy(folder.resolve("study.db-wal"), left.resolveSibling("study.db-wal"));
    }
    byte[] database = Files.readAllBytes(left);
    byte[] log = Files.readAllBytes(left.resolveSibling("study.db-wal"));
    try (Storage reader = Storage.reading("sqlite:///" + left)) {
      assertThat(reader.studies()).extracting(StudyRecord::name).containsExactly("a");
    }
    assertThat(left).hasBinaryContent(database);
    assertThat(left.resolveSibling("study.db-wal")).hasBinaryContent(log);
  }

  @Test
  void anEmptyOrForeignFileIsRefusedAndStaysAsItIs() throws IOException, SQLException {
    Path empty = Files.createFile(folder.resolve("empty.db"));
    Path foreign = folder.resolve("foreign.db");
    execute(foreign, "create table people (name text)", "insert into people values ('Ann')");
    Path other = folder.resolve("alembic.db");
    execute(
        other,
        "create table alembic_version (version_num text)",
        "insert into alembic_version values ('1a2b')");
    Map<String, byte[]> before = files();
    for (Path file : List.of(empty, foreign, other)) {
      for (ThrowingCallable open : List.<ThrowingCallable>of(
          () -> Storage.reading("sqlite:///" + file),
          () -> Storage.existing("sqlite:///" + file))) {
        assertThatThrownBy(open)
            .isInstanceOfSatisfying(
                StorageException.class,
                e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.FOREIGN))
            .hasMessageContaining("holds no studies");
      }
    }
    assertThatThrownBy(() -> Storage.of("sqlite:///" + other))
        .hasMessageContaining("holds no studies");
    assertThat(files()).usingRecursiveComparison().isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          update trial_values set value=null | table trial_values, row with trial_id 1, objective 0: value is missing
          update trial_values set value='low' | value is low, where a number was expected
          update trial_values set value_type='HUGE' | value_type is "HUGE", which is none of
          update trial_values set value_type='INF_POS' | value is 1.5 and its type INF_POS
          update trial_values set objective=1 | objective is 1, where 0 was expected
          delete from trial_values | state COMPLETE with 0 values in a study of 1 objective
          insert into trial_values values (9, 1, 1, 2.0, 'FINITE') | state COMPLETE with 2 values in a study of 1 objective
          update trial_params set param_value=null | table trial_params, row with trial_id 1, param_name x: param_value is missing
          update trial_params set param_value='half' | param_value is half, where a number was expected
          update trial_params set distribution_json='{}' | distribution_json is no distribution
          update trial_params set distribution_json=null | distribution_json is no distribution
          update trial_params set param_value=7 where param_name='c' | parameter "c" is 7.0, which is no value of its distribution
          update trial_intermediate_values set step='one' | table trial_intermediate_values, row with trial_id 1, step one
          update trial_intermediate_values set intermediate_value=null | intermediate_value is missing
          update trials set state='DONE' | table trials, row with trial_id 1: state is "DONE"
          update trials set number=null | number is missing, where a whole number
          update trials set number=0 | number is 0 as in a row before
          update trials set datetime_start='soon' | datetime_start is "soon", where a time was expected
          update study_directions set direction='NOT_SET' | table study_directions, row with objective 0: direction is "NOT_SET"
          delete from study_directions | table study_directions: study_id 1 has no row
          update studies set study_name=x'00' | table studies, row with study_id 1: study_name is
          update trial_user_attributes set value_json='{' | table trial_user_attributes, row with trial_id 1, key k: value_json is
          """)
  void aCellThatDoesNotFitIsRefusedWithItsTableAndRow(String damage, String words)
      throws SQLException {
    long study;
    try (Storage storage = open()) {
      study = storage.create("a", List.of(Direction.MINIMIZE)).id();
      for (int i = 0; i < 2; i++) {
        storage.add(
            study,
            TrialWrite.NOTHING
                .withIntermediate(1, 2)
                .withParameter("x", FloatDistribution.of(0, 1), 0.5)
                .withParameter("c", CategoricalDistribution.of("a", "b"), 1)
                .withUserAttribute("k", "v")
                .withState(TrialState.COMPLETE, List.of(1.5)));
      }
    }
    closeIt();
    execute(file(), damage);
    assertThatThrownBy(() -> {
          try (Storage storage = Storage.reading("sqlite:///" + file())) {
            storage.studies();
            storage.trials(study, List.of(), -1);
          }
        })
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.BAD))
        .hasMessageContaining(words)
        .hasMessageContaining(file().toString());
  }
}
