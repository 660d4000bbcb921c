package org.ockham.augment;

/**
 * Each pixel comes from a place of its own beside it.
 *
 * @param right how many columns to the right, a pixel after another
 * @param down how many rows below
 */
record DisplacedPositions(float[] right, float[] down, int height, int width) implements Positions {

  @Override
  public void row(int y, int first, int step, int count, long[] xs, long[] ys) {
    for (int i = 0; i < count; i++) {
      int x = first + step * i;
      int at = y * width + x;
      xs[i] = (long) ((x + (double) right[at]) * 0x1p32);
      ys[i] = (long) ((y + (double) down[at]) * 0x1p32);
    }
  }
}
