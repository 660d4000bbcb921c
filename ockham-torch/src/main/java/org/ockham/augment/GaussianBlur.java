package org.ockham.augment;

import java.util.Arrays;
import java.util.List;
import org.ockham.check.Check;

/**
 * Each pixel becomes a mean of its surroundings with the weights of a bell, exp(−d² / 2σ²) at a distance of d; the image is mirrored at
 * its border (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.GaussianBlur.html">torchvision's
 * GaussianBlur</a>). Bytes are rounded to the nearest.
 *
 * @param kernelSize how many pixels wide and high the surroundings are: odd, and less than twice the image's sides
 * @param sigma least and greatest σ, in pixels, above 0: each time one between them; default 0.1 to 2
 */
public record GaussianBlur(int kernelSize, List<Double> sigma) implements Transform {
  public GaussianBlur {
    Check.positive("kernelSize", kernelSize);
    if (kernelSize % 2 == 0) {
      throw new IllegalArgumentException("kernelSize is " + kernelSize
          + ": it must be odd, so that there is a pixel in the middle");
    }
    sigma = Range.of("sigma", sigma);
    Check.positive("sigma", sigma.get(0));
  }

  /** With σ from 0.1 to 2. */
  public static GaussianBlur of(int kernelSize) {
    return new GaussianBlur(kernelSize, List.of(0.1, 2.0));
  }

  /** A copy with σ between these. */
  public GaussianBlur withSigma(double least, double greatest) {
    return new GaussianBlur(kernelSize, List.of(least, greatest));
  }

  @Override
  public ImageShape output(ImageShape input) {
    if (!input.isVarying() && kernelSize / 2 >= Math.min(input.height(), input.width())) {
      throw new IllegalArgumentException("kernelSize is " + kernelSize + ", but the images are "
          + input.height() + "x" + input.width() + ": half of it must be less than each side");
    }
    return input;
  }

  @Override
  public void apply(Image image, Draws draws) {
    output(image.shape());
    float[] weights = weights(kernelSize, Range.draw(sigma, draws));
    blur(image, weights, weights);
  }

  /** The bell, which adds up to 1. */
  static float[] weights(int size, double sigma) {
    double[] bell = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double d = (i - size / 2) / sigma;
      bell[i] = StrictMath.exp(-0.5 * d * d);
      sum += bell[i];
    }
    float[] weights = new float[size];
    for (int i = 0; i < size; i++) {
      weights[i] = (float) (bell[i] / sum);
    }
    return weights;
  }

  /** Along rows first, then along columns: each pass is a sum of shifted rows. */
  static void blur(Image image, float[] across, float[] down) {
    int height = image.height();
    int width = image.width();
    int middle = across.length / 2;
    FloatRows rows = new FloatRows(image);
    float half = rows.rounding() == 0 ? 0 : 0.5f;
    float[] padded = new float[width + across.length - 1];
    float[] sum = new float[width];
    float[][] blurred = new float[height][width];
    for (int c = 0; c < image.channels(); c++) {
      int start = c * height * width;
      for (int y = 0; y < height; y++) {
        rows.load(start + y * width, padded, middle, width);
        for (int i = 1; i <= middle; i++) {
          padded[middle - i] = padded[middle + i];
          padded[middle + width - 1 + i] = padded[middle + width - 1 - i];
        }
        Arrays.fill(blurred[y], 0);
        for (int i = 0; i < across.length; i++) {
          add(blurred[y], padded, i, across[i]);
        }
      }
      for (int y = 0; y < height; y++) {
        Arrays.fill(sum, half); // what is cut to whole numbers is rounded so
        for (int i = 0; i < down.length; i++) {
          add(sum, blurred[IndexMap.mirrored(y + i - down.length / 2, height)], 0, down[i]);
        }
        rows.store(sum, 0, start + y * width, width);
      }
    }
  }

  private static void add(float[] sum, float[] row, int shift, float weight) {
    for (int x = 0; x < sum.length; x++) {
      sum[x] += weight * row[x + shift];
    }
  }
}
