package org.ockham.augment;

import org.ockham.check.Check;

/**
 * Top becomes bottom, with a probability
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomVerticalFlip.html">torchvision's RandomVerticalFlip</a>).
 *
 * @param p the probability; default 0.5
 */
public record RandomVerticalFlip(double p) implements Transform {
  public RandomVerticalFlip {
    Check.probability("p", p);
  }

  /** With this probability. */
  public static RandomVerticalFlip of(double p) {
    return new RandomVerticalFlip(p);
  }

  @Override
  public void apply(Image image, Draws draws) {
    if (draws.chance(p)) {
      image.flipVertical();
    }
  }
}
