package org.ockham.augment;

/** Where in an image the pixels of another come from: in 2^-32 of a pixel, 0 the middle of the first. */
interface Positions {

  /** Rows of the output. */
  int height();

  /** Columns of the output. */
  int width();

  /** The positions of {@code count} pixels of a row of the output, {@code first}, {@code first + step}, … */
  void row(int y, int first, int step, int count, long[] xs, long[] ys);
}
