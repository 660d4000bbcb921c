package org.ockham.augment;

import org.ockham.check.Check;

/**
 * Keeps the highest bits of each value, with a probability
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomPosterize.html">torchvision's
 * RandomPosterize</a>). Of floats it keeps ⌊x · 2^bits⌋ / 2^bits.
 *
 * @param bits how many are kept, 0 to 8: 8 changes no byte, 0 leaves black
 * @param p the probability; default 0.5
 */
public record RandomPosterize(int bits, double p) implements Transform {
  public RandomPosterize {
    Check.between("bits", bits, 0, 8);
    Check.probability("p", p);
  }

  /** With a probability of 0.5. */
  public static RandomPosterize of(int bits) {
    return new RandomPosterize(bits, 0.5);
  }

  /** A copy with another probability. */
  public RandomPosterize withP(double p) {
    return new RandomPosterize(bits, p);
  }

  @Override
  public void apply(Image image, Draws draws) {
    if (draws.chance(p)) {
      posterize(image, bits);
    }
  }

  static void posterize(Image image, int bits) {
    int levels = 1 << bits;
    int mask = 256 - (256 >> bits);
    PointOperation.apply(
        image,
        (x, bound) -> bound == 255
            ? (int) x & mask
            : Math.min(levels - 1, (int) (x * levels)) / (float) levels);
  }
}
