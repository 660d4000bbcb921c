package org.ockham.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps all other threads and processes out of a directory for as long as it is open. The file {@code .lock} in it stays:
 * to delete it would let two processes hold locks on two files of one name.
 */
final class DirectoryLock implements AutoCloseable {
  /** A file lock belongs to the whole JVM, so its threads are kept apart by these. */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final ReentrantLock thread;
  private final FileChannel file;
  private final FileLock lock;

  private DirectoryLock(ReentrantLock thread, FileChannel file, FileLock lock) {
    this.thread = thread;
    this.file = file;
    this.lock = lock;
  }

  /** Waits until nobody else is in the file's directory. */
  static DirectoryLock around(Path target) throws IOException {
    Path name = target.resolveSibling(".lock").toAbsolutePath().normalize();
    ReentrantLock thread = THREADS.computeIfAbsent(name, path -> new ReentrantLock());
    thread.lock();
    FileChannel file = null;
    try {
      file = FileChannel.open(name, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return new DirectoryLock(thread, file, file.lock());
    } catch (IOException | RuntimeException e) {
      thread.unlock();
      if (file != null) {
        file.close();
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try (file) {
      lock.release();
    } finally {
      thread.unlock();
    }
  }
}
