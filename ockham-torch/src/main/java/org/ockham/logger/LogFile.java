package org.ockham.logger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.ockham.file.AtomicFile;
import org.ockham.file.FileProblem;

/**
 * A text file that a run writes line by line: it belongs to one logger at a time, in whatever process, and grows by whole lines.
 * Methods throw an {@link UncheckedIOException} where it cannot be written.
 */
final class LogFile {

  private interface Writing {
    void run() throws IOException;
  }

  private final Path path;
  private FileChannel channel;
  private long length; // asked of the channel, a thread that is interrupted would close it

  private LogFile(Path path, FileChannel channel, long length) {
    this.path = path;
    this.channel = channel;
    this.length = length;
  }

  /**
   * Takes a file, which is made, with its directory, if it is not there.
   *
   * @param keep whether what is in it stays
   * @throws IllegalStateException if another logger writes it
   */
  static LogFile take(Path path, boolean keep) {
    try {
      Path directory = path.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      FileChannel channel = open(path);
      LogFile file = new LogFile(path, channel, channel.size());
      AtomicFile.sweepOf(path); // what a run that was killed had begun in place of the file
      if (!keep) {
        file.cut(0);
      }
      return file;
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private static FileChannel open(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isTaken(channel)) {
      channel.close();
      throw new IllegalStateException(
          path + " is being written by another run: give each run a directory of its own");
    }
    channel.position(channel.size());
    return channel;
  }

  /** Locks one byte far behind the end, so that the file can be read meanwhile on every system. */
  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(Long.MAX_VALUE - 1, 1, false) != null;
    } catch (OverlappingFileLockException e) {
      return false; // by another thread of this process
    }
  }

  /** In bytes. */
  long length() {
    return length;
  }

  /** Adds whole lines, or nothing. */
  void append(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writing(() -> {
      try {
        AtomicFile.writeFully(channel, ByteBuffer.wrap(bytes));
        length += bytes.length;
      } catch (IOException e) {
        channel.truncate(length);
        throw e;
      }
    });
  }

  private void cut(long length) {
    writing(() -> channel.truncate(length).position(length));
    this.length = length;
  }

  /**
   * Drops what was written after a checkpoint.
   *
   * @throws IllegalArgumentException if the file is shorter than it was
   */
  void cutBehind(long bytes) {
    if (bytes < 0 || bytes > length) {
      throw new IllegalArgumentException(path + " has " + length
          + " bytes where the checkpoint goes on behind byte " + bytes
          + ": put the run's file back, or begin again");
    }
    cut(bytes);
  }

  /** Gives it another content: a process that is killed leaves the one or the other. */
  void replace(String text) {
    writing(() -> {
      channel.close(); // Windows renames onto no file that is open
      try {
        AtomicFile.write(path, text);
      } finally {
        channel = open(path);
        length = channel.size();
      }
    });
  }

  void close() {
    writing(channel::close);
  }

  private void writing(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private static UncheckedIOException unwritable(Path path, IOException e) {
    return new UncheckedIOException(path + " cannot be written: " + FileProblem.reason(e), e);
  }
}
