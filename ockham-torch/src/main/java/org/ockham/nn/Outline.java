package org.ockham.nn;

import java.util.function.Supplier;

/** A network whose parameters have shapes and no memory, to be judged before it is made. */
final class Outline {

  private static final ThreadLocal<Boolean> DRAWING = ThreadLocal.withInitial(() -> false);

  private Outline() {}

  static Layer of(Supplier<? extends Layer> network) {
    DRAWING.set(true);
    try {
      return network.get();
    } finally {
      DRAWING.remove();
    }
  }

  /** Whether this thread is making an outline. */
  static boolean isDrawn() {
    return DRAWING.get();
  }
}
