package org.ockham.augment;

/** Each pixel comes from a place of its own beside it. */
final class DisplacedPositions implements Positions {
  private final float[] right;
  private final float[] down;
  private final int height;
  private final int width;

  /**
   * @param right how many columns to the right, a pixel after another
   * @param down how many rows below
   */
  DisplacedPositions(float[] right, float[] down, int height, int width) {
    this.right = right;
    this.down = down;
    this.height = height;
    this.width = width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int width() {
    return width;
  }

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
