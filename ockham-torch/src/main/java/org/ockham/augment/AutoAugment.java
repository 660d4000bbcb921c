package org.ockham.augment;

import java.util.ArrayList;
import java.util.List;
import org.ockham.check.Check;

/**
 * Two operations of a policy that was found by search: a pair of the policy's 25 is chosen, and each of its operations done with its
 * probability, at its magnitude, with a random sign (Cubuk et al. 2019, <a href="https://arxiv.org/abs/1805.09501">arXiv:1805.09501</a>;
 * <a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.AutoAugment.html">torchvision's
 * AutoAugment</a>). Put it before {@link Normalize}.
 *
 * @param policy default {@link AutoAugmentPolicy#IMAGENET}
 * @param interpolation of the geometric operations; default {@link Interpolation#NEAREST}; or bilinear
 * @param fill what they put outside the image, 0 to 255; default 0
 */
public record AutoAugment(AutoAugmentPolicy policy, Interpolation interpolation, int fill)
    implements Transform {
  private static final int BINS = 10;

  public AutoAugment {
    Warp.check(interpolation);
    Check.between("fill", fill, 0, 255);
  }

  /** Of this policy. */
  public static AutoAugment of(AutoAugmentPolicy policy) {
    return new AutoAugment(policy, Interpolation.NEAREST, 0);
  }

  /** A copy with another interpolation. */
  public AutoAugment withInterpolation(Interpolation interpolation) {
    return new AutoAugment(policy, interpolation, fill);
  }

  @Override
  public ImageShape output(ImageShape input) {
    input.requireGreyOrColour("AutoAugment");
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
    List<AugmentStep> steps = new ArrayList<>(2);
    for (AutoAugmentPolicy.Part part :
        policy.pairs().get(draws.below(policy.pairs().size()))) {
      if (draws.chance(part.probability())) {
        steps.add(AugmentationSpace.AUTO.draw(part.op(), part.bin(), BINS, image, draws));
      }
    }
    return steps;
  }
}
