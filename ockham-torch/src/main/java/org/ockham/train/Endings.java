package org.ockham.train;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done at the end of a fit, however it ended. */
final class Endings {

  private Endings() {}

  /** Does all of these, whichever fails, and throws the first failure with the later ones in it. */
  static void all(List<Runnable> ends, @Nullable Throwable failure) {
    Throwable first = failure;
    for (Runnable end : ends) {
      try {
        end.run();
      } catch (RuntimeException | Error e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first instanceof Error error) {
      throw error;
    } else if (first instanceof RuntimeException unchecked) {
      throw unchecked;
    }
  }
}
