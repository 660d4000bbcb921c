package org.ockham.augment;

import org.ockham.check.Check;

/**
 * Changes brightness, contrast, saturation and hue, each by a factor of its own, in a random order
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.ColorJitter.html">torchvision's
 * ColorJitter</a>). The first three multiply by a number uniform from max(0, 1 − b) to 1 + b: brightness the values, contrast their
 * distance to the mean grey, saturation their distance to the pixel's grey. Hue turns by a share of the circle, uniform from −hue to
 * hue. Grey images have no saturation and no hue to change.
 *
 * @param brightness b, at least 0; default 0: unchanged
 * @param contrast the same
 * @param saturation the same
 * @param hue 0 to 0.5, where 0.5 turns to the opposite colour; default 0
 */
public record ColorJitter(double brightness, double contrast, double saturation, double hue)
    implements Transform {
  public ColorJitter {
    Check.notNegative("brightness", brightness);
    Check.notNegative("contrast", contrast);
    Check.notNegative("saturation", saturation);
    Check.between("hue", hue, 0, 0.5);
  }

  /** Of these strengths. */
  public static ColorJitter of(double brightness, double contrast, double saturation, double hue) {
    return new ColorJitter(brightness, contrast, saturation, hue);
  }

  @Override
  public ImageShape output(ImageShape input) {
    input.requireGreyOrColour("ColorJitter");
    return input;
  }

  @Override
  public void apply(Image image, Draws draws) {
    output(image.shape());
    int[] order = draws.order(4);
    double light = factor(brightness, draws);
    double distance = factor(contrast, draws);
    double colour = factor(saturation, draws);
    double turn = draws.uniform(-hue, hue);
    for (int change : order) {
      switch (change) {
        case 0 -> {
          if (light != 1) {
            Blend.brightness(image, light);
          }
        }
        case 1 -> {
          if (distance != 1) {
            Blend.contrast(image, distance);
          }
        }
        case 2 -> {
          if (colour != 1) {
            Blend.saturation(image, colour);
          }
        }
        default -> Hue.turn(image, turn);
      }
    }
  }

  private static double factor(double strength, Draws draws) {
    return draws.uniform(Math.max(0, 1 - strength), 1 + strength);
  }
}
