package org.ockham.data;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file is there and not what it should be. The message names it and says why; the remedy depends on whose file it is. */
final class DamagedFile extends IOException {
  private static final long serialVersionUID = 1;

  /** @param problem in words that follow the file's name */
  DamagedFile(Path file, String problem, @Nullable Throwable cause) {
    super(file + " " + problem, cause);
  }

  /** For the user, to whom the file belongs. */
  DataException refusal(String remedy) {
    return new DataException(getMessage() + ": " + remedy + ".", this);
  }
}
