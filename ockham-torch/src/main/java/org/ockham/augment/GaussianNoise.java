package org.ockham.augment;

import org.ockham.check.Check;

/**
 * Adds a number from a normal distribution to each value
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.GaussianNoise.html">torchvision's
 * GaussianNoise</a>). Mean and deviation are in units of pixels from 0 to 1, for bytes too, whose sums are rounded to the nearest. Put it
 * before {@link Normalize} if the sums are to be clipped: after it, it clips what is normalised.
 *
 * @param mean default 0
 * @param sigma the deviation, at least 0; default 0.1
 * @param clip whether the sums are brought within [0, 1]; default true. Without, an image of bytes becomes floats
 */
public record GaussianNoise(double mean, double sigma, boolean clip) implements Transform {
  public GaussianNoise {
    Check.finite("mean", mean);
    Check.notNegative("sigma", sigma);
  }

  /** Of mean 0, clipped. */
  public static GaussianNoise of(double sigma) {
    return new GaussianNoise(0, sigma, true);
  }

  /** A copy that clips, or not. */
  public GaussianNoise withClip(boolean clip) {
    return new GaussianNoise(mean, sigma, clip);
  }

  @Override
  public void apply(Image image, Draws draws) {
    int size = image.shape().size();
    if (clip && !image.isFloatOrNormalized()) {
      byte[] pixels = image.bytes();
      double shift = 255 * mean + 0.5;
      double scale = 255 * sigma;
      for (int i = 0; i < size; i++) {
        pixels[i] =
            PointOperation.toByte((int) ((pixels[i] & 0xFF) + shift + scale * draws.normal()));
      }
      return;
    }
    float[] values = image.floats();
    for (int i = 0; i < size; i++) {
      float sum = (float) (values[i] + mean + sigma * draws.normal());
      values[i] = clip ? PointOperation.toUnit(sum) : sum;
    }
  }
}
