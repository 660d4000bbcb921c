package org.ockham.cli;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A directory of work that was cut short. Who cuts may be too late, on a fast machine or a busy one: then the work has ended, and is
 * begun again in another directory.
 */
final class Cut {

  private static final int MOST = 10;

  /** Begins the work there and cuts it short. */
  @FunctionalInterface
  interface Attempt {
    /** Whether it was in time. */
    boolean in(Path directory) throws IOException, InterruptedException;
  }

  private Cut() {}

  static Path below(Path folder, Attempt attempt) throws IOException, InterruptedException {
    for (int i = 1; i <= MOST; i++) {
      Path directory = folder.resolve("cut-" + i);
      if (attempt.in(directory)) {
        return directory;
      }
    }
    throw new AssertionError("the work had ended before it was cut short, each time of " + MOST);
  }
}
