package org.ockham.search.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite itself, a native library in the driver's jar. Each process unpacks a copy of its own when it first opens a SQLite
 * file, and deletes it at its end.
 */
public final class SqliteLibrary {

  /** The driver's property that says where to; without it the system's temporary directory. */
  public static final String FOLDER = "org.sqlite.tmpdir";

  /** As much as the library needs, roughly. */
  private static final int BYTES = 4 << 20;

  private SqliteLibrary() {}

  /** Where it is unpacked to. */
  public static Path folder() {
    return Path.of(System.getProperty(FOLDER, System.getProperty("java.io.tmpdir")));
  }

  /**
   * Unpacks and loads it; the first SQLite storage does so, too.
   *
   * @throws StorageException if it cannot be unpacked or loaded, with the reason and the remedy
   */
  public static void load() {
    Path folder = folder();
    if (!Files.isDirectory(folder)) {
      throw refused(folder, "there is no such directory", null);
    }
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception e) { // so it is declared
      throw refused(folder, reason(folder, e), e);
    }
  }

  /** The driver does not say why it failed, so the same is tried again: to write as much to the same place. */
  private static String reason(Path folder, Exception failure) {
    try {
      Path file = Files.createTempFile(folder, "sqlite", ".tmp");
      try {
        Files.write(file, new byte[BYTES]);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      return e instanceof AccessDeniedException
          ? "permission denied"
          : String.valueOf(e.getMessage());
    }
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  private static StorageException refused(Path folder, String reason, @Nullable Throwable cause) {
    return new StorageException(
        StorageException.Kind.UNWRITABLE,
        "SQLite's native library cannot be unpacked to " + folder + " and loaded from there ("
            + reason + "): free some room there, or name another directory with -D" + FOLDER
            + "=DIRECTORY",
        cause);
  }
}
