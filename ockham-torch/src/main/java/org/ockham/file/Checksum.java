package org.ockham.file;

import java.io.IOException;
import java.nio.file.Path;

/** Tells whether a file is, whole, the one that its publisher has. */
@FunctionalInterface
public interface Checksum {

  /**
   * Whether it is.
   *
   * @throws IOException if the file cannot be read, which says that it is not
   */
  boolean matches(Path file) throws IOException;

  /**
   * By the SHA-256 of what a file holds once it is unzipped, however it was zipped.
   *
   * @param sha256 64 small hexadecimal digits
   * @param bytes how long the content is
   */
  static Checksum ofContent(String sha256, long bytes) {
    return file -> Sha256.ofContent(file, bytes).equals(sha256);
  }

  /**
   * By the SHA-256 of the file as it is.
   *
   * @param sha256 64 small hexadecimal digits
   * @param bytes how long the file is
   */
  static Checksum ofFile(String sha256, long bytes) {
    return file -> Sha256.ofFile(file, bytes).equals(sha256);
  }
}
