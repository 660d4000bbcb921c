package org.ockham.board;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The event files of a directory. */
final class EventFiles {

  private static final Pattern SECOND = Pattern.compile("tfevents\\.(\\d{1,12})\\.");

  private EventFiles() {}

  /** In the order in which they are read, that of their names. */
  static List<Path> in(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().contains(EventWriter.MARK))
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(file -> file.getFileName().toString()))
          .toList();
    }
  }

  /** The second in a file's name, 0 if there is none. */
  static long second(Path file) {
    Matcher second = SECOND.matcher(file.getFileName().toString());
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
