package org.ockham.augment;

import org.ockham.check.Check;

/**
 * Left becomes right, with a probability
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomHorizontalFlip.html">torchvision's
 * RandomHorizontalFlip</a>).
 *
 * @param p the probability; default 0.5
 */
public record RandomHorizontalFlip(double p) implements Transform {
  public RandomHorizontalFlip {
    Check.probability("p", p);
  }

  /** With this probability. */
  public static RandomHorizontalFlip of(double p) {
    return new RandomHorizontalFlip(p);
  }

  @Override
  public void apply(Image image, Draws draws) {
    if (draws.chance(p)) {
      image.flipHorizontal();
    }
  }
}
