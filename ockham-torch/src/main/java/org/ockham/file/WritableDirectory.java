package org.ockham.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** A place for files that are written later: found out before the work whose result they will hold. */
public final class WritableDirectory {

  private WritableDirectory() {}

  /**
   * Makes a directory, with those above it, if it is not there, and tries that a file can be made in it.
   *
   * @throws IOException if it cannot be made or written into
   */
  public static void make(Path directory) throws IOException {
    Files.createDirectories(directory);
    attempt(directory);
  }

  /**
   * Tries that a file can be made in a directory, or in the nearest above it that is there; leaves nothing behind. What the
   * file system says of permissions is not what it does.
   *
   * @throws IOException if it cannot
   */
  public static void attempt(Path directory) throws IOException {
    Path existing = directory.toAbsolutePath().normalize();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      throw new NotDirectoryException(existing.toString());
    }
    Files.delete(Files.createTempFile(existing, ".", ".tmp"));
  }
}
