package org.ockham.search.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.search.trial.Direction;

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
}
