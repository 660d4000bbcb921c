package org.ockham.checkpoint;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A checkpoint could not be written, or what was to be read is none: the message is one sentence that names it and says why. */
public final class CheckpointException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** That a checkpoint is whole, but not one from which this can go on, with the reason. */
  public static CheckpointException refused(Path place, RuntimeException reason) {
    return new CheckpointException(place, "is refused: " + reason.getMessage(), reason);
  }

  CheckpointException(Path place, String reason, @Nullable Throwable cause) {
    super("the checkpoint " + place + " " + reason, cause);
  }
}
