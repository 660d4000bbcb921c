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
    int radius = (int) (8 * sigma + 1) / 2; // four deviations to each side
    float[] kernel = GaussianBlur.weights(2 * radius + 1, sigma);
    float[] smoothed = new float[field.length];
    for (int y = 0; y < height; y++) {
      for (int k = 0; k < kernel.length; k++) {
        int from = IndexMap.mirrored(y + k - radius, height) * width;
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
}
