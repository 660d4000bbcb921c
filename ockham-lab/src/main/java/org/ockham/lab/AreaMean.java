package org.ockham.lab;

/**
 * Scales an image to fit a smaller (or larger) one by averaging over areas, its ratio kept and the image in the middle. Rows are
 * taken one after another and looked at once.
 */
final class AreaMean {

  private final int width;
  private final int height;
  private final int toWidth;
  private final int toHeight;

  /** How many of the image's pixels a pixel of the result is wide and high. */
  private final double scale;

  private final double left;
  private final double top;
  private final double[] sums;
  private final double[] along;
  private int rows;
  private double border;

  AreaMean(int width, int height, int toWidth, int toHeight) {
    this.width = width;
    this.height = height;
    this.toWidth = toWidth;
    this.toHeight = toHeight;
    scale = Math.max((double) width / toWidth, (double) height / toHeight);
    left = (toWidth * scale - width) / 2;
    top = (toHeight * scale - height) / 2;
    sums = new double[toWidth * toHeight];
    along = new double[toWidth];
  }

  /** Takes the next row. */
  void add(float[] row) {
    boolean edge = rows == 0 || rows == height - 1;
    for (int x = 0; x < width; x += edge ? 1 : Math.max(1, width - 1)) {
      border += row[x];
    }
    for (int x = 0; x < toWidth; x++) {
      double from = x * scale - left;
      double to = from + scale;
      double sum = 0;
      for (int i = (int) Math.max(0, Math.floor(from)); i < Math.min(to, width); i++) {
        sum += overlap(from, to, i) * row[i];
      }
      along[x] = sum;
    }
    int last = (int) Math.min(toHeight - 1, (rows + 1 + top) / scale);
    for (int y = (int) Math.max(0, (rows + top) / scale); y <= last; y++) {
      double tall = overlap(y * scale - top, (y + 1) * scale - top, rows);
      for (int x = 0; x < toWidth; x++) {
        sums[y * toWidth + x] += tall * along[x];
      }
    }
    rows++;
  }

  /** The mean of the outermost pixels. */
  float border() {
    long edges = height == 1 ? width : 2L * width;
    long sides = (long) Math.max(0, height - 2) * Math.min(2, width);
    return (float) (border / (edges + sides));
  }

  /** The means, row after row; what the image does not reach has this value. */
  float[] values(float fill) {
    float[] values = new float[sums.length];
    for (int y = 0; y < toHeight; y++) {
      double tall = inside(y * scale - top, height);
      for (int x = 0; x < toWidth; x++) {
        double covered = tall * inside(x * scale - left, width) / (scale * scale);
        values[y * toWidth + x] =
            (float) (sums[y * toWidth + x] / (scale * scale) + fill * (1 - covered));
      }
    }
    return values;
  }

  /** How much of pixel {@code i} lies between two places. */
  private static double overlap(double from, double to, int i) {
    return Math.max(0, Math.min(i + 1, to) - Math.max(i, from));
  }

  /** How much of a pixel of the result lies within the image. */
  private double inside(double from, int size) {
    return Math.max(0, Math.min(from + scale, size) - Math.max(from, 0));
  }
}
