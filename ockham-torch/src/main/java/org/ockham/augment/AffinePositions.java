package org.ockham.augment;

/**
 * Positions that are an affine function of the output's. Kept in whole numbers, so that a window of it, mirrored or not, has the very
 * positions of the whole.
 */
final class AffinePositions implements Positions {
  /** Pixels a pixel: more leave any image at the second, and a row of them must not leave a long. */
  private static final double STEEPEST = 0x1p12;

  private static final double FARTHEST = 0x1p28;

  private final Row row = new Row();
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

  /** The row of a window that is being made; one for all, as one thread makes one after another. */
  Row row() {
    return row;
  }

  /** One row of a window: where it begins, its steps, and from where to where its positions lie inside. */
  final class Row {
    long x;
    long y;
    long stepX;
    long stepY;
    int start;
    int end;

    /**
     * Is row {@code y} of a window.
     *
     * @param low the least position that is inside, in both directions
     * @param right the least that is no longer, across
     * @param bottom the same downwards
     */
    void set(int row, Window window, long low, long right, long bottom) {
      int from = window.row(row);
      x = x0 + xy * from + xx * window.left();
      y = y0 + yy * from + yx * window.left();
      stepX = xx * window.stepX();
      stepY = yx * window.stepX();
      start = 0;
      end = window.width();
      limit(x, stepX, low, right);
      limit(y, stepY, low, bottom);
    }

    private void limit(long position, long step, long low, long high) {
      if (step == 0) {
        end = position < low || position >= high ? start : end;
      } else if (step > 0) {
        int last = first(position, step, high);
        start = first(position, step, low);
        end = Math.max(start, last);
      } else {
        int last = first(-position, -step, 1 - low);
        start = first(-position, -step, 1 - high);
        end = Math.max(start, last);
      }
    }

    /** The first from start to end whose position has reached this one: estimated, and put right in whole numbers. */
    private int first(long position, long step, long reached) {
      double estimate = (double) (reached - position) / step;
      int i = (int) Math.max(start, Math.min(end, estimate));
      while (i < end && position + i * step < reached) {
        i++;
      }
      while (i > start && position + (i - 1) * step >= reached) {
        i--;
      }
      return i;
    }
  }
}
