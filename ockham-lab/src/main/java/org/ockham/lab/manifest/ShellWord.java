package org.ockham.lab.manifest;

import java.util.List;
import java.util.stream.Collectors;

/** Words as a POSIX shell reads them back, whatever is in them. */
final class ShellWord {

  private ShellWord() {}

  /** A word, in single quotes where it has more than what no shell acts on. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  static String quoted(List<String> words) {
    return words.stream().map(ShellWord::quoted).collect(Collectors.joining(" "));
  }
}
