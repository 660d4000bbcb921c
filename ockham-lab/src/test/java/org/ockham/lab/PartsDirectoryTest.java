package org.ockham.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PartsDirectoryTest {

  private static final Map<String, String> PLAN = Map.of("work", "this");

  @TempDir
  private Path folder;

  private static void work(Path place, String... parts) throws IOException {
    try (PartsDirectory directory = PartsDirectory.at(place, PLAN)) {
      directory.begin();
      for (String part : parts) {
        Files.writeString(directory.part(part), "{}");
      }
    }
  }

  @Test
  @DisplayName(
      "Work that ended before any part of it did leaves nothing, all other work what it has")
  void leavesNothingThatIsBare() throws IOException {
    Path fresh = folder.resolve("fresh");
    work(fresh);
    assertThat(fresh).doesNotExist();
    Path there = Files.createDirectory(folder.resolve("there"));
    work(there);
    assertThat(there).isEmptyDirectory();

    work(fresh, "0-plain-0.json");
    assertThat(fresh.resolve("plan.json")).exists();
    work(fresh);
    assertThat(fresh.resolve("parts/0-plain-0.json")).exists();
    assertThat(fresh.resolve("plan.json")).exists();
  }

  @Test
  @DisplayName("What was only looked at is left as it is")
  void leavesAloneWhatHasNotBegun() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    PartsDirectory.at(empty, PLAN).close();
    PartsDirectory.at(folder.resolve("none"), PLAN).close();
    assertThat(empty).isEmptyDirectory();
    assertThat(folder.resolve("none")).doesNotExist();
  }
}
