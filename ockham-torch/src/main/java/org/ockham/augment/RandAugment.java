package org.ockham.augment;

import java.util.ArrayList;
import java.util.List;
import org.ockham.check.Check;

/**
 * Operations chosen at random, all at one magnitude, with random signs (Cubuk et al. 2020,
 * <a href="https://arxiv.org/abs/1909.13719">arXiv:1909.13719</a>;
 * <a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandAugment.html">torchvision's
 * RandAugment</a>). Put it before {@link Normalize}.
 *
 * @param numOps how many, one after another; default 2
 * @param magnitude the bin of all, 0 to {@code numMagnitudeBins - 1}; default 9
 * @param numMagnitudeBins at least 2; default 31
 * @param interpolation of the geometric operations; default {@link Interpolation#NEAREST}; or bilinear
 * @param fill what they put outside the image, 0 to 255; default 0
 */
public record RandAugment(
    int numOps, int magnitude, int numMagnitudeBins, Interpolation interpolation, int fill)
    implements Transform {
  public RandAugment {
    Check.atLeast("numOps", numOps, 0);
    Check.atLeast("numMagnitudeBins", numMagnitudeBins, 2);
    Check.between("magnitude", magnitude, 0, numMagnitudeBins - 1);
    Warp.check(interpolation);
    Check.between("fill", fill, 0, 255);
  }

  /** Of 31 bins. */
  public static RandAugment of(int numOps, int magnitude) {
    return new RandAugment(numOps, magnitude, 31, Interpolation.NEAREST, 0);
  }

  /** A copy with another interpolation. */
  public RandAugment withInterpolation(Interpolation interpolation) {
    return new RandAugment(numOps, magnitude, numMagnitudeBins, interpolation, fill);
  }

  @Override
  public ImageShape output(ImageShape input) {
    input.requireGreyOrColour("RandAugment");
    return input;
  }

  @Override
  public void apply(Image image, Draws draws) {
    output(image.shape());
    for (AugmentStep step : draw(image.shape(), draws)) {
      step.apply(image, interpolation, fill);
    }
  }

  List<AugmentStep> draw(ImageShape image, Draws draws) {
    AugmentationSpace space = AugmentationSpace.RAND;
    List<AugmentStep> steps = new ArrayList<>(numOps);
    for (int i = 0; i < numOps; i++) {
      steps.add(space.draw(space.draw(draws), magnitude, numMagnitudeBins, image, draws));
    }
    return steps;
  }
}
