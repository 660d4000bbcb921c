package org.ockham.augment;

import org.ockham.check.Check;

/**
 * Dark becomes bright: 255 − x, or 1 − x of floats, with a probability
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomInvert.html">torchvision's
 * RandomInvert</a>).
 *
 * @param p the probability; default 0.5
 */
public record RandomInvert(double p) implements Transform {
  public RandomInvert {
    Check.probability("p", p);
  }

  /** With this probability. */
  public static RandomInvert of(double p) {
    return new RandomInvert(p);
  }

  @Override
  public void apply(Image image, Draws draws) {
    if (draws.chance(p)) {
      invert(image);
    }
  }

  static void invert(Image image) {
    PointOperation.apply(image, (x, bound) -> bound - x);
  }
}
