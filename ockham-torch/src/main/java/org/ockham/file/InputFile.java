package org.ockham.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Files that somebody else wrote, and that a user named. */
public final class InputFile {

  private InputFile() {}

  /**
   * Refuses what cannot be read like a file, before it is opened: to open a pipe waits for its writer, and a device may have no
   * end. Links are followed.
   *
   * @throws IOException if it is absent, not a regular file, or may not be read; {@link FileProblem#reason} says which
   */
  public static void check(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(
          file.toString(),
          null,
          attributes.isDirectory() ? "it is a directory" : "it is not a regular file");
    }
    if (!Files.isReadable(file)) {
      throw new AccessDeniedException(file.toString());
    }
  }
}
