package org.ockham.augment;

import java.util.Arrays;

/**
 * An image in another size: its rows are resized, then its columns, in floats.
 *
 * @param height rows of the output
 * @param width columns of the output
 * @param interpolation bilinear or bicubic
 * @param antialias whether pixels that become one are averaged
 */
record Resizing(int height, int width, Interpolation interpolation, boolean antialias)
    implements Resampling {

  /** How far the kernel reaches. */
  int reach() {
    return interpolation == Interpolation.BICUBIC ? 2 : 1;
  }

  /** The weight of a pixel so far away: a triangle, or Keys' cubic (1981) with PyTorch's parameter, another one where it smooths. */
  double kernel(double distance) {
    double x = Math.abs(distance);
    if (interpolation != Interpolation.BICUBIC) {
      return Math.max(0, 1 - x);
    }
    double a = antialias ? -0.5 : -0.75;
    if (x < 1) {
      return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
  }

  @Override
  public void write(Pixels pixels, ImageShape from, Window window) {
    Taps across = Taps.of(this, from.width(), width, window.left(), window.stepX(), window.width());
    Taps down = Taps.of(this, from.height(), height, window.top(), window.stepY(), window.height());
    int first = down.first();
    float[][] narrowed = new float[down.end() - first][window.width()];
    float[] line = new float[Math.max(from.width(), window.width())];
    for (int c = 0; c < from.channels(); c++) {
      for (int y = 0; y < narrowed.length; y++) {
        pixels.load(c * from.area() + (first + y) * from.width(), line, from.width());
        blend(line, across, narrowed[y]);
        pixels.clip(
            narrowed[y]); // as torchvision, which has bytes here: a cubic leaves their range
      }
      for (int y = 0; y < window.height(); y++) {
        Arrays.fill(line, 0, window.width(), 0);
        float[] weights = down.weights()[y];
        for (int j = 0; j < weights.length; j++) {
          add(weights[j], narrowed[down.starts()[y] - first + j], line);
        }
        pixels.store(line, (c * window.height() + y) * window.width(), window.width());
      }
    }
  }

  private static void blend(float[] line, Taps across, float[] out) {
    for (int x = 0; x < out.length; x++) {
      float[] weights = across.weights()[x];
      int start = across.starts()[x];
      float sum = 0;
      for (int j = 0; j < weights.length; j++) {
        sum += weights[j] * line[start + j];
      }
      out[x] = sum;
    }
  }

  private static void add(float weight, float[] values, float[] sum) {
    for (int x = 0; x < values.length; x++) {
      sum[x] += weight * values[x];
    }
  }
}
