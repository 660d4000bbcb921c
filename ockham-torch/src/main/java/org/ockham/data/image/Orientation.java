package org.ockham.data.image;

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
   * The pixels as they are to be seen.
   *
   * @param lying as they are in the file, channel after channel, row after row
   * @param width of what is to be seen
   * @param height of what is to be seen
   */
  byte[] upright(byte[] lying, int channels, int width, int height) {
    if (tag == 1) {
      return lying;
    }
    byte[] upright = new byte[lying.length];
    int stride = swapsSides() ? height : width;
    for (int c = 0; c < channels; c++) {
      int plane = c * width * height;
      for (int y = 0; y < height; y++) {
        int down = height - 1 - y;
        for (int x = 0; x < width; x++) {
          int left = width - 1 - x;
          upright[plane + y * width + x] = lying[
              plane
                  + switch (tag) {
                    case 2 -> y * stride + left;
                    case 3 -> down * stride + left;
                    case 4 -> down * stride + x;
                    case 5 -> x * stride + y;
                    case 6 -> left * stride + y;
                    case 7 -> left * stride + down;
                    default -> x * stride + down;
                  }];
        }
      }
    }
    return upright;
  }
}
