package org.ockham.augment;

import org.ockham.check.Check;

/**
 * One operation at one magnitude, both chosen at random, with a random sign (Müller, Hutter 2021,
 * <a href="https://arxiv.org/abs/2103.10158">arXiv:2103.10158</a>;
 * <a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.TrivialAugmentWide.html">torchvision's
 * TrivialAugmentWide</a>). Put it before {@link Normalize}.
 *
 * @param numMagnitudeBins at least 2; default 31
 * @param interpolation of the geometric operations; default {@link Interpolation#NEAREST}; or bilinear
 * @param fill what they put outside the image, 0 to 255; default 0
 */
public record TrivialAugmentWide(int numMagnitudeBins, Interpolation interpolation, int fill)
    implements Transform {
  public TrivialAugmentWide {
    Check.atLeast("numMagnitudeBins", numMagnitudeBins, 2);
    Warp.check(interpolation);
    Check.between("fill", fill, 0, 255);
  }

  /** Of 31 bins. */
  public static TrivialAugmentWide of() {
    return new TrivialAugmentWide(31, Interpolation.NEAREST, 0);
  }

  /** A copy with another interpolation. */
  public TrivialAugmentWide withInterpolation(Interpolation interpolation) {
    return new TrivialAugmentWide(numMagnitudeBins, interpolation, fill);
  }

  @Override
  public ImageShape output(ImageShape input) {
    input.requireGreyOrColour("TrivialAugmentWide");
    return input;
  }

  @Override
  public void apply(Image image, Draws draws) {
    output(image.shape());
    draw(image.shape(), draws).apply(image, interpolation, fill);
  }

  AugmentStep draw(ImageShape image, Draws draws) {
    AugmentationSpace space = AugmentationSpace.WIDE;
    return space.draw(
        space.draw(draws), draws.below(numMagnitudeBins), numMagnitudeBins, image, draws);
  }
}
