package org.ockham.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ockham.file.PlainFile;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StorageException;

/**
 * An SQLite database in rollback mode, read in place and without a lock, between the transactions of its writers: what was read is good if
 * none was under way before or after, and none has ended between, which the counter in the file's header tells. Else it is thrown away, and
 * asked again.
 *
 * @see <a href="https://www.sqlite.org/fileformat2.html#file_change_counter">the counter</a>
 */
final class RollbackFile implements Reads, AutoCloseable {

  private static final int PAUSE = 2; // ms
  private static final int HEADER = 28;
  private static final int READER = 19; // 1 for a rollback journal, 2 for a log beside the file
  private static final int COUNTER = 24;

  private final Path file;
  private final String url;
  private final long patience;
  private @Nullable Storage open;
  private @Nullable State seen;

  /**
   * Of this file.
   *
   * @param url of the same
   * @param patience how long to look for a moment in which nobody writes
   */
  RollbackFile(Path file, String url, Duration patience) {
    this.file = file;
    this.url = url;
    this.patience = patience.toNanos();
  }

  /** Whether this is such a database: in one with a log beside it readers keep nobody waiting. */
  static boolean isAt(Path file) {
    try {
      byte[] header = header(file);
      return header.length == HEADER && header[0] == 'S' && header[1] == 'Q' && header[READER] == 1;
    } catch (IOException e) {
      return false; // opening it says why
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws StorageException if it cannot be read, or its writers leave no pause that is long enough
   */
  @Override
  public <T> T of(Function<Storage, T> question) {
    long start = System.nanoTime();
    try {
      do {
        State before = State.of(file);
        if (before.isQuiet) {
          try {
            T answer = question.apply(opened(before));
            if (before.equals(State.of(file))) {
              return answer;
            }
          } catch (RuntimeException e) {
            if (before.equals(State.of(file))) {
              throw e; // what is half written may look damaged
            }
          }
        }
        Thread.sleep(PAUSE);
      } while (System.nanoTime() - start < patience);
    } catch (IOException e) {
      throw new StorageException(file + " cannot be read: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new StorageException(
        StorageException.Kind.UNWRITABLE,
        file
            + " is being written to: it is read when its writers leave a pause that is long enough, or the next one has undone what was"
            + " left in the midst of a change",
        null);
  }

  /** What is kept of pages is right as long as the file is the same. */
  private Storage opened(State now) {
    Storage storage = open;
    if (storage == null || !now.equals(seen)) {
      close();
      storage = Storage.unlocked(url);
      open = storage;
      seen = now;
    }
    return storage;
  }

  @Override
  public void close() {
    Storage storage = open;
    open = null;
    if (storage != null) {
      storage.close();
    }
  }

  private static byte[] header(Path file) throws IOException {
    try (InputStream in = Channels.newInputStream(PlainFile.open(file))) {
      return in.readNBytes(HEADER);
    }
  }

  /** As SQLite judges: one that begins with a zero is of a transaction that has ended, or has not changed the file yet. */
  private static boolean isHot(Path journal) throws IOException {
    try (InputStream in = Channels.newInputStream(PlainFile.open(journal))) {
      return in.read() > 0;
    } catch (NoSuchFileException none) {
      return false;
    }
  }

  private record State(boolean isQuiet, int counter, Stamp stamp) {

    static State of(Path file) throws IOException {
      Path journal = file.resolveSibling(file.getFileName() + "-journal");
      byte[] header = header(file);
      boolean isWhole = header.length == HEADER;
      return new State(
          isWhole && header[READER] == 1 && !isHot(journal),
          isWhole ? ByteBuffer.wrap(header).getInt(COUNTER) : 0,
          Stamp.of(file));
    }
  }
}
