package org.ockham.file;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Files of a directory that somebody else may have made: only what lies in it is read, no link to elsewhere, no pipe that would keep its
 * reader waiting, and no more than a page can bear.
 */
public final class PlainFile {

  private static final int MOST_BYTES = 1 << 20;

  private PlainFile() {}

  /** Whether there is one. */
  public static boolean isAt(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Opens it.
   *
   * @throws NoSuchFileException if there is no such file, or it is a link or something else
   */
  public static FileChannel open(Path file) throws IOException {
    if (!isAt(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Its text, of which a part is enough where it is longer than any that Ockham writes.
   *
   * @throws NoSuchFileException as {@link #open} does
   */
  public static String text(Path file) throws IOException {
    try (FileChannel channel = open(file)) {
      return new String(
          Channels.newInputStream(channel).readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }
  }
}
