package org.ockham.augment;

import java.util.Arrays;

/**
 * Which row of an image becomes which row of the next, or which column: changed by one crop, flip and padding after another, and followed
 * once at the end.
 */
final class IndexMap {
  /** Where there is no source: the fill goes there. */
  static final int FILL = -1;

  private int[] sources = new int[0];
  private int[] spare = new int[0];
  private int length;
  /** While true, nothing has been asked for, and {@link #sources} is yet to be written. */
  private boolean identity = true;

  /** Each row of so many becomes itself. */
  void reset(int size) {
    length = size;
    identity = true;
  }

  int length() {
    return length;
  }

  boolean isIdentity() {
    return identity;
  }

  /** The source of each, in the first {@link #length} of the array. */
  int[] sources() {
    if (identity) {
      sources = enough(sources, length);
      for (int i = 0; i < length; i++) {
        sources[i] = i;
      }
      identity = false;
    }
    return sources;
  }

  private static int[] enough(int[] array, int length) {
    return array.length >= length ? array : new int[length];
  }

  void crop(int start, int length) {
    if (start != 0 || length != this.length) {
      System.arraycopy(sources(), start, sources, 0, length);
      this.length = length;
    }
  }

  void flip() {
    int[] reversed = sources();
    for (int i = 0, j = length - 1; i < j; i++, j--) {
      int source = reversed[i];
      reversed[i] = reversed[j];
      reversed[j] = source;
    }
  }

  void pad(int before, int after, PaddingMode mode) {
    if (before == 0 && after == 0) {
      return;
    }
    int[] inner = sources();
    spare = enough(spare, before + length + after);
    for (int i = 0; i < before; i++) {
      int at = outside(i - before, mode);
      spare[i] = at == FILL ? FILL : inner[at];
    }
    System.arraycopy(inner, 0, spare, before, length);
    for (int i = length; i < length + after; i++) {
      int at = outside(i, mode);
      spare[before + i] = at == FILL ? FILL : inner[at];
    }
    swap(before + length + after);
  }

  private int outside(int i, PaddingMode mode) {
    return switch (mode) {
      case CONSTANT -> FILL;
      case EDGE -> i < 0 ? 0 : length - 1;
      case REFLECT -> mirrored(i, length);
      case SYMMETRIC -> i < 0 ? -1 - i : 2 * length - 1 - i;
    };
  }

  /** The index inside that lies where {@code i} does when what is inside is mirrored at its outermost, as often as need be. */
  static int mirrored(int i, int size) {
    int period = Math.max(1, 2 * size - 2);
    int inPeriod = Math.floorMod(i, period);
    return Math.min(inPeriod, period - inPeriod);
  }

  /** Repeats some or leaves some out, so that there are so many: torchvision's resize by the nearest. */
  void resize(int length) {
    if (length == this.length) {
      return;
    }
    int[] inner = sources();
    spare = enough(spare, length);
    for (int i = 0; i < length; i++) {
      spare[i] = inner[(int) ((long) i * this.length / length)];
    }
    swap(length);
  }

  private void swap(int length) {
    int[] front = sources;
    sources = spare;
    spare = front;
    this.length = length;
  }

  /** How many have no source at the beginning. */
  int fillBefore() {
    int i = 0;
    while (i < length && sources()[i] == FILL) {
      i++;
    }
    return i;
  }

  /** 1 or −1 if the sources follow each other upwards or downwards from {@code start} up to {@code end}; else 0. */
  int step(int start, int end) {
    int[] all = sources();
    int step = end - start < 2 ? 1 : all[start + 1] - all[start];
    boolean runs = (step == 1 || step == -1) && end > start && all[start] != FILL;
    for (int i = start + 1; runs && i < end; i++) {
      runs = all[i] == all[i - 1] + step && all[i] != FILL;
    }
    return runs ? step : 0;
  }

  /** Where the fill begins that nothing follows: the length, if none does. */
  int fillAfter() {
    int i = length;
    while (i > 0 && sources()[i - 1] == FILL) {
      i--;
    }
    return i;
  }

  @Override
  public String toString() {
    return identity ? "all " + length : Arrays.toString(Arrays.copyOf(sources, length));
  }
}
