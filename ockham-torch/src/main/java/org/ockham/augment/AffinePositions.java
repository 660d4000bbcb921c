package org.ockham.augment;

/**
 * Positions that are an affine function of the output's. Kept in whole numbers, so that a window of it, mirrored or not, has the very
 * positions of the whole.
 */
final class AffinePositions implements Positions {
  /** Pixels a pixel: more leave any image at the second, and a row of them must not leave a long. */
  private static final double STEEPEST = 0x1p12;

  private static final double FARTHEST = 0x1p28;

  private final int height;
  private final int width;
  private final long xx;
  private final long xy;
  private final long x0;
  private final long yx;
  private final long yy;
  private final long y0;

  /**
   * @param matrix two rows of three, from the output to the image, both seen from their middles
   * @param from the image's shape
   */
  AffinePositions(double[] matrix, ImageShape from, int height, int width) {
    this.height = height;
    this.width = width;
    double middleX = (width - 1) / 2.0;
    double middleY = (height - 1) / 2.0;
    double[] m = matrix.clone();
    for (int i : new int[] {0, 1, 3, 4}) {
      m[i] = Math.max(-STEEPEST, Math.min(STEEPEST, m[i]));
    }
    xx = fixed(m[0]);
    xy = fixed(m[1]);
    x0 = fixed(m[2] - m[0] * middleX - m[1] * middleY + (from.width() - 1) / 2.0);
    yx = fixed(m[3]);
    yy = fixed(m[4]);
    y0 = fixed(m[5] - m[3] * middleX - m[4] * middleY + (from.height() - 1) / 2.0);
  }

  private static long fixed(double value) {
    return Math.round(Math.max(-FARTHEST, Math.min(FARTHEST, value)) * 0x1p32);
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
    long x = x0 + xy * y + xx * first;
    long yNow = y0 + yy * y + yx * first;
    long stepX = xx * step;
    long stepY = yx * step;
    for (int i = 0; i < count; i++) {
      xs[i] = x;
      ys[i] = yNow;
      x += stepX;
      yNow += stepY;
    }
  }
}
