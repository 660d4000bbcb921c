package org.ockham.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a comparison wrote, without how long it took and how it was called. */
final class Results {

  /** In JSON, in the pages' data and their words. */
  private static final Pattern TIMES = Pattern.compile("\"seconds\" ?: ?[-0-9.E]+"
      + "|\"command\" ?: ?\"[^\"]*\""
      + "|ockham compare [^<\\n]*"
      + "|\\b[0-9]+(\\.[0-9]+)? (s|min|h)\\b");

  private static final int SECONDS = 10;

  private static final int AROUND = 120;

  private Results() {}

  /** That two directories have the same files, which say the same; else where two first differ: whole pages are not read. */
  static void same(Path seen, Path expected) throws IOException {
    Map<String, String> there = of(seen);
    Map<String, String> here = of(expected);
    assertThat(there.keySet()).isEqualTo(here.keySet());
    here.forEach((file, text) -> {
      int at = Arrays.mismatch(there.get(file).toCharArray(), text.toCharArray());
      assertThat(at < 0 ? "" : around(there.get(file), at))
          .as(file)
          .isEqualTo(at < 0 ? "" : around(text, at));
    });
  }

  private static String around(String text, int at) {
    return text.substring(
        Math.max(0, Math.min(at - AROUND, text.length())), Math.min(at + AROUND, text.length()));
  }

  /** The text of each file below a directory, by its path there. */
  private static Map<String, String> of(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      Map<String, String> texts = new TreeMap<>();
      files
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith(".lock"))
          .forEach(file -> texts.put(directory.relativize(file).toString(), timeless(file)));
      return texts;
    }
  }

  private static String timeless(Path file) {
    try {
      String text = TIMES.matcher(Files.readString(file)).replaceAll("…");
      return file.toString().endsWith(".csv")
          ? String.join("\n", text.lines().map(Results::withoutSeconds).toList())
          : text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withoutSeconds(String line) {
    String[] cells = line.split(",", -1);
    cells[SECONDS] = "";
    return String.join(",", cells);
  }
}
