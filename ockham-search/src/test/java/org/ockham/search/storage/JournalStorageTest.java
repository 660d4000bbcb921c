package org.ockham.search.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.TrialState;

final class JournalStorageTest extends StorageContract {

  @TempDir
  private Path folder;

  @Override
  Storage open() {
    return Storage.of("journal:///" + folder.resolve("study.journal"));
  }

  @Test
  void aLineCutShortByADeadProcessIsDropped() throws IOException {
    try (Storage storage = open()) {
      storage.create("whole", List.of(Direction.MINIMIZE));
    }
    Files.writeString(
        folder.resolve("study.journal"), "{\"op\": \"create\", \"na", StandardOpenOption.APPEND);
    try (Storage storage = open()) {
      assertThat(storage.studies()).hasSize(1);
      storage.create("next", List.of(Direction.MINIMIZE));
    }
    try (Storage storage = open()) {
      assertThat(storage.studies()).extracting(StudyRecord::name).containsExactly("whole", "next");
    }
  }

  private Path file() {
    return folder.resolve("other.journal");
  }

  private String url() {
    return "journal:///" + file();
  }

  private byte[] journal() throws IOException {
    try (Storage storage = Storage.of(url())) {
      long study = storage.create("s", List.of(Direction.MINIMIZE)).id();
      long trial = storage.start(study, Map.of("who", "me")).id();
      storage.write(
          trial,
          TrialWrite.NOTHING
              .withIntermediate(1, 2)
              .withParameter("x", FloatDistribution.of(0, 1), 0.5)
              .withState(TrialState.COMPLETE, List.of(1.5)));
    }
    return Files.readAllBytes(file());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\": 3}",
        "{\"version\": 3}\n",
        "[1, 2]",
        "{",
        "{\"op\": 1",
        "no journal at all\n",
        "SQLite format 3\0",
        "{\"op\": \"sweep\", \"study\": 1}\n",
        "\n"
      })
  void aForeignFileIsRefusedAndKeepsEveryByte(String content) throws IOException {
    Files.writeString(file(), content);
    for (ThrowingCallable open : List.<ThrowingCallable>of(
        () -> Storage.of(url()), () -> Storage.existing(url()), () -> Storage.reading(url()))) {
      assertThatThrownBy(open)
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.FOREIGN))
          .hasMessageContaining("is no journal of studies")
          .hasMessageContaining(file().toString());
      assertThat(file()).hasContent(content);
    }
  }

  @Test
  void optunasJournalIsNamed() throws IOException {
    String line =
        "{\"op_code\": 0, \"worker_id\": \"w\", \"study_name\": \"s\", \"directions\": [1]}\n";
    Files.writeString(file(), line + line);
    assertThatThrownBy(() -> Storage.reading(url()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("Optuna's own journal")
        .hasMessageContaining("SQLite or PostgreSQL");
    assertThat(file()).hasContent(line + line);
  }

  @Test
  void anEntryThatLostOnlyItsNewlineIsKept() throws IOException {
    byte[] whole = journal();
    Files.write(file(), Arrays.copyOf(whole, whole.length - 1));
    try (Storage reader = Storage.reading(url())) {
      assertThat(reader.trials(1, List.of(), -1).get(0).values()).containsExactly(1.5);
      assertThat(file()).hasSize(whole.length - 1);
      try (Storage writer = Storage.of(url())) {
        writer.create("next", List.of(Direction.MINIMIZE));
      }
      assertThat(reader.studies()).hasSize(2); // read on across the newline that came later
    }
    assertThat(Files.readAllBytes(file())).startsWith(whole);
    try (Storage storage = Storage.of(url())) {
      assertThat(storage.trials(1, List.of(), -1).get(0).values()).containsExactly(1.5);
    }
  }

  @Test
  void aTornLineIsCutByWhoAppendsAndByNoReader() throws IOException {
    byte[] whole = journal();
    for (int cut = 2; cut < 40; cut++) {
      byte[] torn = Arrays.copyOf(whole, whole.length - cut);
      Files.write(file(), torn);
      try (Storage reader = Storage.reading(url())) {
        assertThat(reader.trials(1, List.of(), -1).get(0).state()).isEqualTo(TrialState.RUNNING);
      }
      try (Storage writer = Storage.of(url())) {
        assertThat(writer.find("s")).isPresent();
        assertThat(file()).hasBinaryContent(torn);
        writer.create("next", List.of(Direction.MINIMIZE));
        assertThat(writer.studies()).hasSize(2);
      }
      try (Storage reader = Storage.reading(url())) {
        assertThat(reader.studies()).hasSize(2);
      }
    }
  }

  @Test
  void aReaderTakesNoLockThatAWriterWouldWaitFor() throws IOException {
    Files.write(file(), journal());
    try (FileChannel writer = FileChannel.open(file(), StandardOpenOption.WRITE);
        FileLock lock = writer.lock();
        Storage reader = Storage.reading(url())) {
      assertThat(lock.isValid()).isTrue();
      assertThat(reader.studies()).extracting(StudyRecord::name).containsExactly("s");
    }
  }

  @Test
  void aReaderChangesNothing() throws IOException {
    byte[] whole = journal();
    try (Storage reader = Storage.reading(url())) {
      assertThatThrownBy(() -> reader.create("t", List.of(Direction.MINIMIZE)))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("opened for reading");
      assertThatThrownBy(() -> reader.start(1, Map.of())).isInstanceOf(StorageException.class);
    }
    assertThat(file()).hasBinaryContent(whole);
    assertThatThrownBy(() -> Storage.reading("journal:///" + folder.resolve("none")))
        .hasMessageContaining("no such file");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void aJournalThatOneMayNotWriteCanBeRead() throws IOException {
    journal();
    assertThat(file().toFile().setWritable(false)).isTrue();
    try {
      assumeFalse(Files.isWritable(file()), "this user (root) writes where others may not");
      try (Storage reader = Storage.reading(url())) {
        assertThat(reader.studies()).hasSize(1);
      }
      assertThatThrownBy(() -> Storage.of(url()))
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.UNWRITABLE));
    } finally {
      assertThat(file().toFile().setWritable(true)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"op\": \"delete\", \"study\": 2, \"time\": \"2026-01-01T00:00:00Z\"}",
        "{\"op\": \"start\", \"study\": 99, \"time\": \"2026-01-01T00:00:00Z\"}",
        "{\"op\": \"write\", \"trial\": 0.7, \"time\": \"2026-01-01T00:00:00Z\"}",
        "{\"op\": \"write\", \"trial\": 5, \"time\": \"2026-01-01T00:00:00Z\"}",
        "{\"op\": \"add\", \"study\": 1, \"state\": \"COMPLETE\", \"values\": 3, \"time\": \"2026-01-01T00:00:00Z\"}",
        "{\"op\": \"add\", \"study\": 1, \"state\": \"COMPLETE\", \"time\": \"2026-01-01T00:00:00Z\"}",
        "{\"op\": \"add\", \"study\": 1, \"state\": \"DONE\", \"time\": \"2026-01-01T00:00:00Z\"}",
        "{\"op\": \"create\", \"name\": \"t\", \"time\": \"2026-01-01T00:00:00Z\"}",
        "{\"op\": \"create\", \"name\": \"t\", \"directions\": [\"UP\"], \"time\": \"2026-01-01T00:00:00Z\"}",
        "{\"op\": \"beat\", \"trials\": [77], \"time\": \"2026-01-01T00:00:00Z\"}",
        "{\"op\": \"beat\", \"trials\": [0], \"time\": \"yesterday\"}",
        "{\"op\": \"beat\", \"trials\": [0]",
        "[]"
      })
  void anEntryThatDoesNotFitIsRefusedWithItsLine(String entry) throws IOException {
    byte[] whole = journal();
    Files.writeString(file(), entry + "\n", StandardOpenOption.APPEND);
    byte[] damaged = Files.readAllBytes(file());
    assertThatThrownBy(() -> Storage.reading(url()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("line 4:")
        .hasMessageContaining(file().toString());
    assertThatThrownBy(() -> Storage.of(url())).isInstanceOf(StorageException.class);
    assertThat(file()).hasBinaryContent(damaged);
    assertThat(damaged).startsWith(whole);
  }

  @Test
  void aChangeThatIsRefusedLeavesNoEntry() throws IOException {
    byte[] whole = journal();
    try (Storage storage = Storage.of(url())) {
      assertThatThrownBy(() -> storage.start(9, Map.of())).isInstanceOf(StorageException.class);
      assertThatThrownBy(() -> storage.create("s", List.of(Direction.MINIMIZE)))
          .hasMessageContaining("exists");
      assertThatThrownBy(() -> storage.release(9)).isInstanceOf(StorageException.class);
    }
    assertThat(file()).hasBinaryContent(whole);
  }
}
