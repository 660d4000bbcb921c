package org.ockham;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;

/** Named pipes, where the machine has them. */
@NullMarked
public final class Pipe {

  private Pipe() {}

  /** Makes one that nobody writes to; false where that is not possible. */
  public static boolean make(Path place) throws InterruptedException {
    try {
      return new ProcessBuilder("mkfifo", place.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
