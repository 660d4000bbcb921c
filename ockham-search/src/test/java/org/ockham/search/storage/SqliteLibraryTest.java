package org.ockham.search.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteLibraryTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName("Where SQLite cannot be unpacked the reason and the remedy are said")
  void nowhereToUnpack() throws IOException, InterruptedException {
    Path missing = folder.resolve("missing");
    assertThat(open("-Djava.io.tmpdir=" + missing))
        .isEqualTo("SQLite's native library cannot be unpacked to " + missing
            + " and loaded from there (there is no such directory): free some room there, or name"
            + " another directory with -Dorg.sqlite.tmpdir=DIRECTORY");
    assertThat(folder.resolve("study.db")).doesNotExist();
    Path other = Files.createDirectory(folder.resolve("other"));
    assertThat(open("-Djava.io.tmpdir=" + missing, "-Dorg.sqlite.tmpdir=" + other))
        .isEqualTo("opened");
  }

  private String open(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of(
        "-cp",
        System.getProperty("java.class.path"),
        Child.class.getName(),
        "sqlite:///" + folder.resolve("study.db")));
    Process process = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return output.strip();
  }

  /** The other process's program. */
  static final class Child {

    public static void main(String... arguments) {
      try (Storage storage = Storage.of(arguments[0])) {
        System.out.println("opened");
      } catch (StorageException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
