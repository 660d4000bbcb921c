package org.ockham.data;

/**
 * An image shrunk to at most 8x8 grey values by means over areas, without its mean and of length 1: the product of two is the
 * correlation of the small images, whatever their brightness and contrast.
 */
final class Thumbnail {
  private static final int SIDE = 8;

  private Thumbnail() {}

  /** @param shape channels, height, width */
  static float[] of(float[] image, long[] shape) {
    int height = (int) shape[1];
    int width = (int) shape[2];
    int rows = Math.min(SIDE, height);
    int columns = Math.min(SIDE, width);
    float[] small = new float[rows * columns];
    int at = 0;
    while (at < image.length) {
      for (int y = 0; y < height; y++) {
        int row = y * rows / height * columns;
        for (int x = 0; x < width; x++) {
          small[row + x * columns / width] += image[at++];
        }
      }
    }
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int area = extent(row, rows, height) * extent(column, columns, width);
        small[row * columns + column] /= area;
      }
    }
    return direction(small);
  }

  /** How many of the source's places go to one of the target's. */
  private static int extent(int place, int places, int source) {
    return (source * (place + 1) + places - 1) / places - (source * place + places - 1) / places;
  }

  /** These values without their mean, scaled to length 1; zeros if they are all the same. */
  static float[] direction(float[] values) {
    double mean = 0;
    for (float value : values) {
      mean += value;
    }
    mean /= values.length;
    double length = 0;
    for (float value : values) {
      length += (value - mean) * (value - mean);
    }
    length = Math.sqrt(length);
    float[] direction = new float[values.length];
    for (int i = 0; length > 0 && i < values.length; i++) {
      direction[i] = (float) ((values[i] - mean) / length);
    }
    return direction;
  }

  static double product(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
