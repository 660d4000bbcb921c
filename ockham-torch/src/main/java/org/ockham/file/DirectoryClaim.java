package org.ockham.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all other threads and processes out of a directory for as long as it is open; the death of a process ends its claims.
 * The file {@code .lock} in it stays: to delete it would let two processes hold locks on two files of one name.
 */
public final class DirectoryClaim implements AutoCloseable {

  /** The name of the file that is locked. */
  public static final String FILE = ".lock";

  /** Linux's list of all locks: {@code 1: POSIX  ADVISORY  WRITE 4711 fe:00:2154520 0 EOF}, with the file's number last but two. */
  private static final Path LOCKS = Path.of("/proc/locks");

  /** A file lock belongs to the whole JVM, so its threads are kept apart by these. */
  private static final Map<Path, Semaphore> THREADS = new ConcurrentHashMap<>();

  private final Semaphore thread;
  private final FileChannel file;
  private final FileLock lock;

  private DirectoryClaim(Semaphore thread, FileChannel file, FileLock lock) {
    this.thread = thread;
    this.file = file;
    this.lock = lock;
  }

  /**
   * Waits until nobody else has the directory.
   *
   * @param directory must exist
   * @throws IOException if the lock's file cannot be written
   */
  public static DirectoryClaim await(Path directory) throws IOException {
    Path name = name(directory);
    Semaphore thread = thread(name);
    thread.acquireUninterruptibly();
    return claim(name, thread, true).orElseThrow();
  }

  /**
   * Takes the directory, or nothing if somebody else has it.
   *
   * @param directory must exist
   * @throws IOException if the lock's file cannot be written
   */
  public static Optional<DirectoryClaim> attempt(Path directory) throws IOException {
    Path name = name(directory);
    Semaphore thread = thread(name);
    return thread.tryAcquire() ? claim(name, thread, false) : Optional.empty();
  }

  private static Optional<DirectoryClaim> claim(Path name, Semaphore thread, boolean wait)
      throws IOException {
    FileChannel file = null;
    @Nullable FileLock lock = null;
    try {
      file = FileChannel.open(name, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = wait ? file.lock() : file.tryLock();
      return lock == null ? Optional.empty() : Optional.of(new DirectoryClaim(thread, file, lock));
    } finally {
      if (lock == null) {
        thread.release();
        if (file != null) {
          file.close();
        }
      }
    }
  }

  /**
   * Whether a process that can be seen from here has the directory, found without trying to take it.
   *
   * @return empty where the system does not tell
   */
  public static Optional<Boolean> isHeld(Path directory) {
    try {
      if (!Files.isReadable(LOCKS)) {
        return Optional.empty();
      }
      Path name = name(directory);
      if (!Files.exists(name)) {
        return Optional.of(false);
      }
      String file = ":" + Files.getAttribute(name, "unix:ino") + " ";
      return Optional.of(Files.readAllLines(LOCKS).stream().anyMatch(lock -> lock.contains(file)));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Path name(Path directory) throws IOException {
    return directory.toRealPath().resolve(FILE);
  }

  private static Semaphore thread(Path name) {
    return THREADS.computeIfAbsent(name, path -> new Semaphore(1));
  }

  /** Lets the others in. Closing it again does nothing. */
  @Override
  public void close() throws IOException {
    if (!file.isOpen()) {
      return;
    }
    try (file) {
      lock.release();
    } finally {
      thread.release();
    }
  }
}
