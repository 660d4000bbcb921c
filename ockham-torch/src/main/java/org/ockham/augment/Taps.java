package org.ockham.augment;

/**
 * Which pixels along one axis a resized one is made of, with which weights; as PyTorch's {@code interpolate} with half-pixel centres.
 *
 * <p>The weights are rounded to floats: then doubles hold their products with bytes and floats as they are, and most sums of these too, which are
 * the same in whatever order something else adds.
 */
final class Taps {
  private final int[] starts;
  private final double[][] weights;

  private Taps(int[] starts, double[][] weights) {
    this.starts = starts;
    this.weights = weights;
  }

  /** The first pixel of each. */
  int[] starts() {
    return starts;
  }

  /** Those of the pixels from there on; they add up to 1. */
  double[][] weights() {
    return weights;
  }

  /** For the pixels {@code first}, {@code first + step}, … of an axis of {@code from} that becomes {@code to}. */
  static Taps of(Resizing how, int from, int to, int first, int step, int count) {
    int[] starts = new int[count];
    double[][] weights = new double[count][];
    double scale = (double) from / to;
    for (int i = 0; i < count; i++) {
      double center = (first + step * i + 0.5) * scale;
      if (how.antialias()) {
        smooth(how, center, Math.max(scale, 1), from, i, starts, weights);
      } else {
        sharp(how, center - 0.5, from, i, starts, weights);
      }
    }
    return new Taps(starts, weights);
  }

  /** All pixels under the kernel, which is as wide as the pixels that become one. */
  private static void smooth(
      Resizing how,
      double center,
      double stretch,
      int from,
      int i,
      int[] starts,
      double[][] weights) {
    double reach = how.reach() * stretch;
    int start = Math.max(0, (int) (center - reach + 0.5));
    int end = Math.min(from, (int) (center + reach + 0.5));
    double[] kernel = new double[end - start];
    double sum = 0;
    for (int j = 0; j < kernel.length; j++) {
      kernel[j] = how.kernel((start + j - center + 0.5) / stretch);
      sum += kernel[j];
    }
    starts[i] = start;
    weights[i] = new double[kernel.length];
    for (int j = 0; j < kernel.length; j++) {
      weights[i][j] = (float) (kernel[j] / sum);
    }
  }

  /** The two or four pixels around, however many become one; those outside are the outermost. */
  private static void sharp(
      Resizing how, double at, int from, int i, int[] starts, double[][] weights) {
    int reach = how.reach();
    int first = (int) Math.floor(at) - reach + 1;
    int start = Math.max(0, Math.min(from - 1, first));
    int end = Math.max(0, Math.min(from - 1, first + 2 * reach - 1)) + 1;
    starts[i] = start;
    weights[i] = new double[end - start];
    for (int j = first; j < first + 2 * reach; j++) {
      int inside = Math.max(start, Math.min(end - 1, j));
      float more = (float) how.kernel(j - at);
      weights[i][inside - start] = (float) (weights[i][inside - start] + more);
    }
  }

  /** The first pixel that any needs. */
  int first() {
    int first = Integer.MAX_VALUE;
    for (int start : starts) {
      first = Math.min(first, start);
    }
    return first;
  }

  /** The first after all that any needs. */
  int end() {
    int end = 0;
    for (int i = 0; i < starts.length; i++) {
      end = Math.max(end, starts[i] + weights[i].length);
    }
    return end;
  }
}
