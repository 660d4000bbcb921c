package org.ockham.callback;

import java.util.List;

/** Numbers that come in parts. */
final class Floats {

  private Floats() {}

  /** One part behind the other. */
  static float[] join(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
