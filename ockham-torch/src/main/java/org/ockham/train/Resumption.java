package org.ockham.train;

import java.nio.file.Path;
import org.ockham.checkpoint.CheckpointContents;
import org.ockham.checkpoint.CheckpointDirectory;
import org.ockham.checkpoint.CheckpointException;

/**
 * A checkpoint from which a fit goes on.
 *
 * @param place its directory
 * @param saved what is in it
 */
record Resumption(Path place, CheckpointContents saved) {

  static Resumption from(Path place) {
    return new Resumption(place, CheckpointDirectory.read(place));
  }

  /** Takes up a part of it; what does not fit is the checkpoint's fault. */
  void attempt(Runnable part) {
    try {
      part.run();
    } catch (IllegalArgumentException | ArithmeticException | ClassCastException e) {
      throw CheckpointException.refused(place, e);
    }
  }
}
