package org.ockham.augment;

import java.util.List;
import org.ockham.check.Check;

/**
 * All of these transforms one after another, or none of them
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomApply.html">torchvision's
 * RandomApply</a>).
 *
 * @param transforms at least one; together they leave an image's shape as it is
 * @param p the probability of all; default 0.5
 */
public record RandomApply(List<Transform> transforms, double p) implements Transform {
  public RandomApply {
    transforms = List.copyOf(transforms);
    if (transforms.isEmpty()) {
      throw new IllegalArgumentException("RandomApply has no transforms: give at least one");
    }
    Check.probability("p", p);
  }

  /** With this probability. */
  public static RandomApply of(double p, Transform... transforms) {
    return new RandomApply(List.of(transforms), p);
  }

  @Override
  public ImageShape output(ImageShape input) {
    ImageShape changed = new Compose(transforms).output(input);
    if (!changed.equals(input)) {
      throw new IllegalArgumentException("RandomApply would make images of " + input
          + " to images of " + changed
          + " or leave them: put what changes the shape outside");
    }
    return input;
  }

  @Override
  public void apply(Image image, Draws draws) {
    if (draws.chance(p)) {
      new Compose(transforms).apply(image, draws);
    }
  }
}
