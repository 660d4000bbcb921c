package org.ockham.checkpoint;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A checkpoint could not be written, or what was to be read is none: the message is one sentence that names it and says why. */
public final class CheckpointException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean isRefusal;

  /** That a checkpoint is whole, but not one from which this can go on, with the reason. */
  public static CheckpointException refused(Path place, RuntimeException reason) {
    return refusal(place, "is refused: " + reason.getMessage(), reason);
  }

  static CheckpointException refusal(Path place, String reason, RuntimeException cause) {
    return new CheckpointException(place, reason, cause, true);
  }

  CheckpointException(Path place, String reason, @Nullable Throwable cause) {
    this(place, reason, cause, false);
  }

  private CheckpointException(
      Path place, String reason, @Nullable Throwable cause, boolean isRefusal) {
    super("the checkpoint " + place + " " + reason, cause);
    this.isRefusal = isRefusal;
  }

  /**
   * Whether what is there is damaged, or of something else, so that nothing can ever go on from it; otherwise the disk did not do what was
   * asked of it.
   */
  public boolean isRefusal() {
    return isRefusal;
  }
}
