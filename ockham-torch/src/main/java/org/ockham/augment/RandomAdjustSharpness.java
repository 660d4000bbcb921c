package org.ockham.augment;

import org.ockham.check.Check;

/**
 * Moves each pixel away from, or towards, the mean of its surroundings: x + (1 − factor)(m − x), with a probability
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomAdjustSharpness.html">torchvision's
 * RandomAdjustSharpness</a>). m is a mean of 3x3 pixels in which the middle counts 5 times. Pixels at the border stay, and so do images
 * with a side below 3.
 *
 * @param sharpnessFactor 0 blurs, 1 changes nothing, 2 sharpens; at least 0
 * @param p the probability; default 0.5
 */
public record RandomAdjustSharpness(double sharpnessFactor, double p) implements Transform {
  public RandomAdjustSharpness {
    Check.notNegative("sharpnessFactor", sharpnessFactor);
    Check.probability("p", p);
  }

  /** With a probability of 0.5. */
  public static RandomAdjustSharpness of(double sharpnessFactor) {
    return new RandomAdjustSharpness(sharpnessFactor, 0.5);
  }

  /** A copy with another probability. */
  public RandomAdjustSharpness withP(double p) {
    return new RandomAdjustSharpness(sharpnessFactor, p);
  }

  @Override
  public void apply(Image image, Draws draws) {
    if (draws.chance(p)) {
      sharpen(image, sharpnessFactor);
    }
  }

  static void sharpen(Image image, double factor) {
    if (image.height() < 3 || image.width() < 3 || factor == 1) {
      return;
    }
    float towards = (float) (1 - factor);
    if (image.isFloatOrNormalized()) {
      sharpenFloats(image, towards);
    } else {
      sharpenBytes(image, towards);
    }
    image.swap();
  }

  private static void sharpenBytes(Image image, float towards) {
    int width = image.width();
    byte[] from = image.bytes();
    byte[] out = image.back(image.shape());
    System.arraycopy(from, 0, out, 0, image.shape().size());
    for (int c = 0; c < image.channels(); c++) {
      for (int y = 1; y < image.height() - 1; y++) {
        int i = c * image.shape().area() + y * width;
        int left = column(from, i, width);
        int middle = column(from, i + 1, width);
        for (int end = i + width - 1; ++i < end; ) {
          int right = column(from, i + 1, width);
          int x = from[i] & 0xFF;
          // Rounded: a 13th is never halfway.
          int mean = (2 * (left + middle + right + 4 * x) + 13) / 26;
          out[i] = PointOperation.toByte(x + towards * (mean - x));
          left = middle;
          middle = right;
        }
      }
    }
  }

  /** The sum of a pixel, the one above and the one below. */
  private static int column(byte[] pixels, int i, int width) {
    return (pixels[i - width] & 0xFF) + (pixels[i] & 0xFF) + (pixels[i + width] & 0xFF);
  }

  private static void sharpenFloats(Image image, float towards) {
    int width = image.width();
    float[] from = image.floats();
    float[] out = image.backFloats(image.shape());
    for (int i = 0; i < image.shape().size(); i++) {
      out[i] = PointOperation.toUnit(from[i]);
    }
    for (int c = 0; c < image.channels(); c++) {
      for (int y = 1; y < image.height() - 1; y++) {
        int row = c * image.shape().area() + y * width;
        for (int i = row + 1; i < row + width - 1; i++) {
          float mean = (column(from, i - 1, width)
                  + column(from, i, width)
                  + column(from, i + 1, width)
                  + 4 * from[i])
              / 13;
          out[i] = PointOperation.toUnit(from[i] + towards * (mean - from[i]));
        }
      }
    }
  }

  private static float column(float[] values, int i, int width) {
    return values[i - width] + values[i] + values[i + width];
  }
}
