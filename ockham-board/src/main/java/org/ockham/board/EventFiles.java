package org.ockham.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The event files of a directory. */
final class EventFiles {

  private static final Pattern SECOND = Pattern.compile("tfevents\\.(\\d{1,12})\\.");

  private EventFiles() {}

  /**
   * In the order in which they are read, that of their names.
   *
   * @param links whether links are followed
   */
  static List<Path> in(Path directory, LinkOption... links) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(EventFiles::isNamedSo)
          .filter(file -> Files.isRegularFile(file, links))
          .sorted(Comparator.comparing(EventFiles::name))
          .toList();
    }
  }

  /** Whether a file is one of them by its name. */
  static boolean isNamedSo(Path file) {
    return name(file).contains(EventWriter.MARK);
  }

  /** Removes all that lies behind a position; nothing is changed if the position is not there. */
  static void keep(Path directory, EventWriter.Position position) {
    try {
      List<Path> files = Files.isDirectory(directory) ? in(directory) : List.of();
      int last = files.stream().map(EventFiles::name).toList().indexOf(position.file());
      long there = last < 0 ? 0 : Files.size(files.get(last));
      boolean isThere = position.file().isEmpty() || last >= 0;
      if (!isThere || position.length() < 0 || position.length() > there) {
        throw new IllegalArgumentException(directory.resolve(position.file()) + " has " + there
            + " bytes where the run goes on behind byte " + position.length()
            + ": put the run's file back, or begin again");
      }
      for (Path later : files.subList(last + 1, files.size())) {
        Files.delete(later);
      }
      if (last >= 0) {
        try (FileChannel file = FileChannel.open(files.get(last), StandardOpenOption.WRITE)) {
          file.truncate(position.length());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the event files in " + directory + " cannot be changed: " + reason(e), e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /** The second in a file's name, 0 if there is none. */
  static long second(Path file) {
    Matcher second = SECOND.matcher(name(file));
    return second.find() ? Long.parseLong(second.group(1)) : 0;
  }

  /** Why the operating system refused, in a few words. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "it is not there";
    } else if (e instanceof AccessDeniedException) {
      return "permission denied";
    } else if (e instanceof NotDirectoryException) {
      return "it is no directory";
    }
    String reason = e instanceof FileSystemException refused ? refused.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
