package org.ockham.logger;

import static java.util.Objects.requireNonNull;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.state.SavedState;

/**
 * Writes {@code log.txt}: the lines of a {@link ConsoleLogger}, kept. Histograms and images are left out. The file belongs to one
 * logger at a time, in whatever process.
 */
public final class TextLogger implements Logger {

  /** The file's name. */
  public static final String FILE = "log.txt";

  private final Path path;
  private @Nullable LogFile file;

  private TextLogger(Path path) {
    this.path = path;
  }

  /** Into this directory, which is made if it is not there; a {@code log.txt} in it is replaced. */
  public static TextLogger in(Path directory) {
    return new TextLogger(directory.resolve(FILE));
  }

  /**
   * Takes the file.
   *
   * @throws IllegalStateException if another logger writes it
   * @throws UncheckedIOException if it cannot be written
   */
  @Override
  public void start(List<String> tags, boolean isResumed) {
    file = LogFile.take(path, isResumed);
  }

  @Override
  public void log(long step, int epoch, Map<String, Double> values) {
    write(LogLine.of(step, epoch, values));
  }

  @Override
  public void text(long step, String tag, String text) {
    write(LogLine.of(step, tag, text));
  }

  private void write(String line) {
    requireNonNull(file, "start the logger first").append(line + "\n");
  }

  /** How long the file is. */
  @Override
  public SavedState state() {
    LogFile open = file;
    return SavedState.of(Map.of("bytes", open == null ? 0L : open.length()));
  }

  /**
   * Drops what came later.
   *
   * @throws IllegalArgumentException if the file is shorter than it was
   */
  @Override
  public void restore(SavedState saved) {
    requireNonNull(file, "start the logger first").cutBehind(saved.whole("bytes"));
  }

  @Override
  public void close() {
    LogFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
