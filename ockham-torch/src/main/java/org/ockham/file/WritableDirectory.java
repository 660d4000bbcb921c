package org.ockham.file;

import java.io.IOException;
import java.nio.file.Files;
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
    Files.delete(Files.createTempFile(directory, ".", ".tmp"));
  }
}
