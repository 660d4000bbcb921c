package org.ockham.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.ockham.search.storage.StorageException;

/**
 * A copy of an SQLite database in rollback mode, made without a lock: it is whole if no transaction was under way before or after, and
 * none was committed between, which the counter in the file's header tells.
 *
 * @see <a href="https://www.sqlite.org/fileformat2.html#file_change_counter">the counter</a>
 */
final class SqliteCopy {

  private static final int TRIES = 100;
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
   * @return a temporary file
   * @throws StorageException if it is written without a pause
   */
  static Path of(Path file) throws IOException {
    Path copy = Files.createTempFile("ockham-watch", ".db");
    try {
      for (int i = 0; i < TRIES; i++) {
        State before = State.of(file);
        if (!before.isWritten) {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
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
    throw new StorageException(file + " is written without a pause: it is read when there is one");
  }

  private static byte[] header(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEADER);
    }
  }

  private record State(boolean isWritten, int counter, Stamp stamp) {

    static State of(Path file) throws IOException {
      Path journal = file.resolveSibling(file.getFileName() + "-journal");
      byte[] header = header(file);
      return new State(
          Files.exists(journal) && Files.size(journal) > 0,
          header.length < HEADER ? 0 : ByteBuffer.wrap(header).getInt(COUNTER),
          Stamp.of(file));
    }
  }
}
