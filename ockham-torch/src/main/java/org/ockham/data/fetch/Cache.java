package org.ockham.data.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ockham.data.DataException;
import org.ockham.data.Source;
import org.ockham.file.FileProblem;
import org.ockham.file.WritableDirectory;

/**
 * The directory in which Ockham keeps what it has fetched; data sets lie in {@code data/NAME} below it.
 *
 * @param directory made when something is first fetched
 * @param progress is told of fetches
 */
public record Cache(Path directory, Progress progress) implements Source {

  /**
   * The user's own: {@code OCKHAM_HOME} if that is set, else the operating system's place for caches ({@code
   * $XDG_CACHE_HOME/ockham} or {@code ~/.cache/ockham}, on macOS {@code ~/Library/Caches/ockham}, on Windows {@code
   * %LOCALAPPDATA%\ockham}).
   */
  public static Cache standard() {
    return in(standard(
        System.getenv(), System.getProperty("os.name", ""), System.getProperty("user.home", ".")));
  }

  /** A cache in this directory. */
  public static Cache in(Path directory) {
    return new Cache(directory, Progress.standard());
  }

  /** A copy that tells of its fetches in another way. */
  public Cache withProgress(Progress progress) {
    return new Cache(directory, progress);
  }

  static Path standard(Map<String, String> environment, String system, String home) {
    String chosen = environment.getOrDefault("OCKHAM_HOME", "");
    if (!chosen.isBlank()) {
      return Path.of(chosen);
    }
    String lower = system.toLowerCase(Locale.ROOT);
    if (lower.startsWith("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      return (local.isBlank() ? Path.of(home, "AppData", "Local") : Path.of(local))
          .resolve("ockham");
    }
    if (lower.startsWith("mac")) {
      return Path.of(home, "Library", "Caches", "ockham");
    }
    // The XDG specification has relative paths ignored.
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    return (xdg.startsWith("/") ? Path.of(xdg) : Path.of(home, ".cache")).resolve("ockham");
  }

  /** Where a data set's files lie. The directory may not exist. */
  public Path data(String name) {
    return directory.resolve("data").resolve(name);
  }

  @Override
  public List<Path> directories(String set, String raw) {
    return List.of(data(set));
  }

  @Override
  public Optional<Path> fetch(Published file, String failure) {
    Path target = writable(file.set()).resolve(file.name());
    String remedy = "give the files of " + file.set() + " with --data-dir DIR, put them into "
        + target.getParent() + ", or use --data glyphs, which needs no files";
    Download.of(file.addresses(), file.checksum(), file.bytes())
        .to(target, progress, failure, remedy);
    return Optional.of(target);
  }

  /**
   * Makes the directory of a data set, ready to be written.
   *
   * @throws DataException of kind {@code UNWRITABLE} if it cannot be made or written
   */
  Path writable(String name) {
    Path data = data(name);
    try {
      WritableDirectory.make(data);
      return data;
    } catch (IOException e) {
      throw new DataException(
          DataException.Kind.UNWRITABLE,
          "The cache " + data + " cannot be written (" + FileProblem.reason(e)
              + "): set OCKHAM_HOME to a directory that can be.",
          e);
    }
  }
}
