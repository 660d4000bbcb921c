package org.ockham.augment;

import java.util.Arrays;

/**
 * An image in another size: its rows are resized to floats, then its columns, by sums in doubles.
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
    double[][] narrowed = new double[down.end() - first][window.width()];
    float[] read = new float[from.width()];
    float[] made = new float[window.width()];
    double[] line = new double[read.length];
    double[] sums = new double[made.length];
    for (int c = 0; c < from.channels(); c++) {
      for (int y = 0; y < narrowed.length; y++) {
        pixels.load(c * from.area() + (first + y) * from.width(), read, read.length);
        widen(read, line);
        blend(line, across, sums);
        narrow(sums, made);
        pixels.clip(made); // as torchvision, which has bytes here: a cubic leaves their range
        widen(made, narrowed[y]);
      }
      for (int y = 0; y < window.height(); y++) {
        Arrays.fill(sums, 0);
        double[] weights = down.weights()[y];
        for (int j = 0; j < weights.length; j++) {
          add(weights[j], narrowed[down.starts()[y] - first + j], sums);
        }
        narrow(sums, made);
        pixels.store(made, (c * window.height() + y) * window.width(), window.width());
      }
    }
  }

  private static void widen(float[] values, double[] to) {
    for (int x = 0; x < values.length; x++) {
      to[x] = values[x];
    }
  }

  private static void narrow(double[] values, float[] to) {
    for (int x = 0; x < values.length; x++) {
      to[x] = (float) values[x];
    }
  }

  private static void blend(double[] line, Taps across, double[] out) {
    for (int x = 0; x < out.length; x++) {
      double[] weights = across.weights()[x];
      int start = across.starts()[x];
      double sum = 0;
      for (int j = 0; j < weights.length; j++) {
        sum += weights[j] * line[start + j];
      }
      out[x] = sum;
    }
  }

  private static void add(double weight, double[] values, double[] sums) {
    for (int x = 0; x < values.length; x++) {
      sums[x] += weight * values[x];
    }
  }
}
