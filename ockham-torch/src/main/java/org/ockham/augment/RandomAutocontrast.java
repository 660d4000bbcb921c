package org.ockham.augment;

import org.ockham.check.Check;

/**
 * Stretches each channel from its least and greatest value to black and white, with a probability
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomAutocontrast.html">torchvision's
 * RandomAutocontrast</a>). A channel of one value stays as it is.
 *
 * @param p the probability; default 0.5
 */
public record RandomAutocontrast(double p) implements Transform {
  public RandomAutocontrast {
    Check.probability("p", p);
  }

  /** With this probability. */
  public static RandomAutocontrast of(double p) {
    return new RandomAutocontrast(p);
  }

  @Override
  public void apply(Image image, Draws draws) {
    if (draws.chance(p)) {
      autocontrast(image);
    }
  }

  static void autocontrast(Image image) {
    PointOperation[] stretches = new PointOperation[image.channels()];
    for (int c = 0; c < stretches.length; c++) {
      stretches[c] = image.isFloatOrNormalized() ? stretchFloats(image, c) : stretchBytes(image, c);
    }
    PointOperation.apply(image, stretches);
  }

  private static PointOperation stretchBytes(Image image, int channel) {
    byte[] pixels = image.bytes();
    int area = image.shape().area();
    int least = 255;
    int greatest = 0;
    for (int i = channel * area; i < (channel + 1) * area; i++) {
      int x = pixels[i] & 0xFF;
      least = Math.min(least, x);
      greatest = Math.max(greatest, x);
    }
    return stretch(least, greatest);
  }

  private static PointOperation stretchFloats(Image image, int channel) {
    float[] values = image.floats();
    int area = image.shape().area();
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = channel * area; i < (channel + 1) * area; i++) {
      least = Math.min(least, values[i]);
      greatest = Math.max(greatest, values[i]);
    }
    return stretch(least, greatest);
  }

  private static PointOperation stretch(float least, float greatest) {
    return least == greatest
        ? (x, bound) -> x
        : (x, bound) -> (x - least) / ((greatest - least) * (1 / bound));
  }
}
