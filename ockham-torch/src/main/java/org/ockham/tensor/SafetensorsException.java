package org.ockham.tensor;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A safetensors file that cannot be read or written; the message is one sentence that names the file. */
public final class SafetensorsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SafetensorsException(Path file, String reason, @Nullable Throwable cause) {
    super(file + ": " + reason, cause);
  }
}
