package org.ockham.lab;

/**
 * How the pixels of a file must be turned to be looked at: what EXIF and TIFF keep under tag 274.
 *
 * @param tag from 1 (as they are) to 8
 */
record Orientation(int tag) {

  static final Orientation UPRIGHT = new Orientation(1);

  /** The tag's number if it is one of the eight, else upright: cameras write 0 for "unknown". */
  static Orientation of(int tag) {
    return tag >= 1 && tag <= 8 ? new Orientation(tag) : UPRIGHT;
  }

  /** Whether the file's rows are the columns of what is to be seen. */
  boolean swapsSides() {
    return tag >= 5;
  }

  /**
   * The values as they are to be seen.
   *
   * @param lying as they are in the file, row after row
   * @param width of what is to be seen
   * @param height of what is to be seen
   */
  float[] upright(float[] lying, int width, int height) {
    float[] upright = new float[lying.length];
    int stride = swapsSides() ? height : width;
    for (int y = 0; y < height; y++) {
      int down = height - 1 - y;
      for (int x = 0; x < width; x++) {
        int left = width - 1 - x;
        upright[y * width + x] = lying[
            switch (tag) {
              case 2 -> y * stride + left;
              case 3 -> down * stride + left;
              case 4 -> down * stride + x;
              case 5 -> x * stride + y;
              case 6 -> left * stride + y;
              case 7 -> left * stride + down;
              case 8 -> x * stride + down;
              default -> y * stride + x;
            }];
      }
    }
    return upright;
  }
}
