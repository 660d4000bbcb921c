package org.ockham.tensor.internal;

import org.bytedeco.pytorch.GradMode;

/** Whether operations on this thread are recorded for differentiation. */
public final class GradientMode {

  static {
    Natives.load();
  }

  private GradientMode() {}

  public static boolean isEnabled() {
    return GradMode.is_enabled();
  }

  public static void enable(boolean enabled) {
    GradMode.set_enabled(enabled);
  }
}
