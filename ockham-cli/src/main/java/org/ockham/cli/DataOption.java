package org.ockham.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataDirectory;
import org.ockham.data.Source;
import org.ockham.data.fetch.Cache;
import picocli.CommandLine.Option;

/** The option that says where data is. */
final class DataOption {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Read the data from this directory; nothing is fetched.")
  private @Nullable Path directory;

  /** Where data comes from. */
  Source source(Screen screen) {
    return directory == null ? cache(screen) : DataDirectory.of(directory);
  }

  /** The user's cache; fetches are told on standard error. */
  static Cache cache(Screen screen) {
    Cache cache = Cache.standard();
    return screen.interactive()
        ? cache
        : cache.withProgress((file, host, done, total) -> {
          screen.err().println("fetching " + file + " from " + host);
          return now -> {};
        });
  }
}
