package org.ockham.augment;

/** A number for each pixel, smoothed by a Gaussian; beyond its edges the field is mirrored, as often as need be. */
final class SmoothField {

  private SmoothField() {}

  /** Along x by one deviation, along y by another; each in pixels, and none smooths nothing. */
  static float[] smooth(float[] field, int height, int width, double sigmaX, double sigmaY) {
    float[] smoothed = field;
    if (sigmaX > 0) {
      smoothed = transposed(smoothed, height, width);
      smoothed = transposed(columns(smoothed, width, height, sigmaX), width, height);
    }
    return sigmaY > 0 ? columns(smoothed, height, width, sigmaY) : smoothed;
  }

  /** Adds whole rows, which is quick. */
  private static float[] columns(float[] field, int height, int width, double sigma) {
    float[] kernel = kernel(sigma);
    int radius = kernel.length / 2;
    float[] smoothed = new float[field.length];
    for (int y = 0; y < height; y++) {
      for (int k = 0; k < kernel.length; k++) {
        int from = mirrored(y + k - radius, height) * width;
        float weight = kernel[k];
        int to = y * width;
        for (int x = 0; x < width; x++) {
          smoothed[to + x] += weight * field[from + x];
        }
      }
    }
    return smoothed;
  }

  private static float[] transposed(float[] field, int height, int width) {
    float[] transposed = new float[field.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        transposed[x * height + y] = field[y * width + x];
      }
    }
    return transposed;
  }

  /** Four deviations to each side. */
  private static float[] kernel(double sigma) {
    int radius = (int) (8 * sigma + 1) / 2;
    double[] weights = new double[2 * radius + 1];
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      double distance = (k - radius) / sigma;
      weights[k] = StrictMath.exp(-distance * distance / 2);
      sum += weights[k];
    }
    float[] kernel = new float[weights.length];
    for (int k = 0; k < kernel.length; k++) {
      kernel[k] = (float) (weights[k] / sum);
    }
    return kernel;
  }

  private static int mirrored(int i, int size) {
    int period = Math.max(1, 2 * size - 2);
    int inPeriod = Math.floorMod(i, period);
    return Math.min(inPeriod, period - inPeriod);
  }
}
