package org.ockham.augment;

/**
 * The part of a resampling's output that is wanted: columns {@code left}, {@code left + stepX}, …, {@code width} of them, and rows alike.
 * A step is 1, or −1 where the image is flipped afterwards.
 */
record Window(int top, int stepY, int height, int left, int stepX, int width) {

  /** All of it. */
  static Window all(int height, int width) {
    return new Window(0, 1, height, 0, 1, width);
  }

  /** The resampling's row that becomes row {@code y}. */
  int row(int y) {
    return top + stepY * y;
  }
}
