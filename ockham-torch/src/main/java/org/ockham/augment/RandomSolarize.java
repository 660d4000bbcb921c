package org.ockham.augment;

import org.ockham.check.Check;

/**
 * Inverts the values from a threshold on: 255 − x where x ≥ threshold, with a probability
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomSolarize.html">torchvision's
 * RandomSolarize</a>).
 *
 * @param threshold 0 to 255 (a float image takes a 255th of it)
 * @param p the probability; default 0.5
 */
public record RandomSolarize(double threshold, double p) implements Transform {
  public RandomSolarize {
    Check.between("threshold", threshold, 0, 255);
    Check.probability("p", p);
  }

  /** With a probability of 0.5. */
  public static RandomSolarize of(double threshold) {
    return new RandomSolarize(threshold, 0.5);
  }

  /** A copy with another probability. */
  public RandomSolarize withP(double p) {
    return new RandomSolarize(threshold, p);
  }

  @Override
  public void apply(Image image, Draws draws) {
    if (draws.chance(p)) {
      solarize(image, threshold);
    }
  }

  static void solarize(Image image, double threshold) {
    PointOperation.apply(
        image, (x, bound) -> x >= (float) (threshold * bound / 255) ? bound - x : x);
  }
}
