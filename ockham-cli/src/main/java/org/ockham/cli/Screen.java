package org.ockham.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ockham.callback.ProgressBars;
import org.ockham.callback.ProgressLines;
import org.ockham.file.Terminal;
import org.ockham.train.Callback;

/**
 * Where a command prints: results for a script on the one stream, words for people on the other.
 *
 * @param out standard output
 * @param err standard error
 * @param interactive whether a person watches
 * @param colour whether emphasis may be shown
 */
record Screen(PrintStream out, PrintStream err, boolean interactive, boolean colour) {

  private static final PrintStream NOWHERE =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  private static final int LONGEST = 1200;

  /** The process's own streams, in UTF-8 except on Windows, whose console says itself what it takes. */
  static Screen standard() {
    boolean interactive = Terminal.isInteractive();
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    return new Screen(
        windows ? System.out : new StandardOutput(),
        windows ? System.err : new PrintStream(System.err, true, StandardCharsets.UTF_8),
        interactive,
        interactive && colour(System.getenv()));
  }

  /** See <a href="https://no-color.org">no-color.org</a>. */
  static boolean colour(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** For who wants a writer: it writes in the stream's own encoding. */
  static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) {
            stream.print(new String(text, from, length));
          }

          @Override
          public void flush() {
            stream.flush();
          }

          @Override
          public void close() {}
        },
        true);
  }

  /** Where people are told results: standard output, unless that is for JSON; then nowhere, as JSON has them all. */
  PrintStream people(boolean json) {
    return json ? NOWHERE : out;
  }

  /** Where people are told how far work is: standard output, unless that is for JSON. */
  PrintStream progress(boolean json) {
    return json ? err : out;
  }

  /** Shows the epochs of a training there. */
  Callback epochs(boolean json) {
    PrintStream stream = progress(json);
    return interactive ? ProgressBars.to(stream, width()) : ProgressLines.to(stream);
  }

  /** What others wrote as one line that a terminal can show: without control characters, and cut where it is overlong. */
  static String line(String text) {
    String line = text.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "\ufffd");
    return line.length() <= LONGEST
        ? line
        : line.substring(0, LONGEST * 2 / 3) + " ... "
            + line.substring(line.length() - LONGEST / 3);
  }

  String bold(String text) {
    return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  /** Prints a sentence in lines that break between words. */
  void say(PrintStream stream, String sentence) {
    lines(sentence).forEach(stream::println);
  }

  /** The same with emphasis. */
  void title(PrintStream stream, String sentence) {
    lines(sentence).forEach(line -> stream.println(bold(line)));
  }

  private List<String> lines(String sentence) {
    int width = width();
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Columns of the terminal: COLUMNS if it is set, what the terminal says, or 120 where there is none. */
  int width() {
    Integer width = columns();
    if (width == null && interactive) {
      width = positive(stty());
    }
    return width == null ? 120 : Math.max(20, width);
  }

  /** Those that COLUMNS says, if it is set. */
  static @Nullable Integer columns() {
    return positive(System.getenv("COLUMNS"));
  }

  private static @Nullable Integer positive(@Nullable String number) {
    return number != null && number.matches("[1-9][0-9]{0,4}") ? Integer.valueOf(number) : null;
  }

  /** The columns of {@code stty size}: "24 80". */
  private static @Nullable String stty() {
    try {
      Process stty = new ProcessBuilder("stty", "size")
          .redirectInput(ProcessBuilder.Redirect.INHERIT)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return null;
      }
      String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
          .strip()
          .split(" ");
      return size.length == 2 ? size[1] : null;
    } catch (IOException e) {
      return null; // no stty here: Windows
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
  }

  static String percent(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
