package org.ockham.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.ockham.search.storage.StorageException;

/**
 * A copy of an SQLite database in rollback mode, made without a lock: it is whole if no transaction was under way before or after, and
 * none was committed between, which the counter in the file's header tells.
 *
 * @see <a href="https://www.sqlite.org/fileformat2.html#file_change_counter">the counter</a>
 */
final class SqliteCopy {

  private static final int PAUSE = 10; // ms
  private static final int HEADER = 28;
  private static final int READER = 19; // 1 for a rollback journal, 2 for a log beside the file
  private static final int COUNTER = 24;

  private SqliteCopy() {}

  /** Whether this is such a database: in one with a log beside it readers keep nobody waiting. */
  static boolean isNeeded(Path file) {
    try {
      byte[] header = header(file);
      return header.length == HEADER && header[0] == 'S' && header[1] == 'Q' && header[READER] == 1;
    } catch (IOException e) {
      return false; // opening it says why
    }
  }

  /**
   * Copies it.
   *
   * @param tries how often it is looked for a moment in which nobody writes, a hundredth of a second apart
   * @return a temporary file
   * @throws StorageException if there is none
   */
  static Path of(Path file, int tries) throws IOException {
    Path copy = Files.createTempFile("ockham-watch", ".db");
    try {
      for (int i = 0; i < tries; i++) {
        State before = State.of(file);
        if (!before.isWritten) {
          copy(file, copy);
          if (before.equals(State.of(file))) {
            return copy;
          }
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
    Files.deleteIfExists(copy);
    throw new StorageException(
        file
            + " is in the midst of a transaction: it is read when that has ended, or its next writer has undone it");
  }

  /** Into the file that is there, which nobody else may read, whoever may read the database. */
  private static void copy(Path file, Path into) throws IOException {
    try (OutputStream out = Files.newOutputStream(into)) {
      Files.copy(file, out);
    }
  }

  private static byte[] header(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEADER);
    }
  }

  /** As SQLite judges: one that begins with a zero is of a transaction that has ended, or has not changed the file yet. */
  private static boolean isHot(Path journal) throws IOException {
    try (InputStream in = Files.newInputStream(journal)) {
      return in.read() > 0;
    } catch (NoSuchFileException none) {
      return false;
    }
  }

  private record State(boolean isWritten, int counter, Stamp stamp) {

    static State of(Path file) throws IOException {
      Path journal = file.resolveSibling(file.getFileName() + "-journal");
      byte[] header = header(file);
      return new State(
          isHot(journal),
          header.length < HEADER ? 0 : ByteBuffer.wrap(header).getInt(COUNTER),
          Stamp.of(file));
    }
  }
}
