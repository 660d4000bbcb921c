package org.ockham.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Why a file could not be read or written, in words for a sentence of ours. */
public final class FileProblem {

  private FileProblem() {}

  /** For example {@code no space left on device}, {@code permission denied}, {@code there is no such file or directory}. */
  public static String reason(IOException problem) {
    if (problem instanceof NoSuchFileException) {
      return "there is no such file or directory";
    } else if (problem instanceof AccessDeniedException) {
      return "permission denied";
    } else if (problem instanceof FileAlreadyExistsException) {
      return "there is a file of that name";
    } else if (problem instanceof NotDirectoryException) {
      return "it is not a directory";
    } else if (problem instanceof DirectoryNotEmptyException) {
      return "it is a directory that is not empty";
    } else if (problem instanceof FileSystemLoopException) {
      return "its links form a loop";
    } else if (problem instanceof CharacterCodingException) {
      return "it is not text in UTF-8";
    }
    String words =
        problem instanceof FileSystemException failure ? failure.getReason() : problem.getMessage();
    if (words == null || words.isBlank()) {
      return problem.getClass().getSimpleName();
    }
    // The system's words are titles: "No space left on device".
    String line = words.strip().lines().findFirst().orElseThrow();
    return line.length() > 1 && Character.isLowerCase(line.charAt(1))
        ? line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1)
        : line;
  }
}
