package org.ockham.data;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file is there and not what it should be. The message names it and says why; the remedy depends on whose file it is. */
final class DamagedFile extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * A file that is damaged.
   *
   * @param file its path, or where it is in an archive
   * @param problem in words that follow the file's name
   */
  DamagedFile(Object file, String problem, @Nullable Throwable cause) {
    super(file + " " + problem, cause);
  }

  /** For the user, to whom the file belongs. */
  DataException refusal(String remedy) {
    return new DataException(getMessage() + ": " + remedy + ".", this);
  }
}
