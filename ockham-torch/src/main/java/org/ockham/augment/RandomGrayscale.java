package org.ockham.augment;

import org.ockham.check.Check;

/**
 * Colours become grey, in as many channels as there were, with a probability
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomGrayscale.html">torchvision's
 * RandomGrayscale</a>): see {@link Grayscale}.
 *
 * @param p the probability; default 0.1
 */
public record RandomGrayscale(double p) implements Transform {
  public RandomGrayscale {
    Check.probability("p", p);
  }

  /** With this probability. */
  public static RandomGrayscale of(double p) {
    return new RandomGrayscale(p);
  }

  @Override
  public ImageShape output(ImageShape input) {
    input.requireGreyOrColour("RandomGrayscale");
    return input;
  }

  @Override
  public void apply(Image image, Draws draws) {
    output(image.shape());
    if (draws.chance(p)) {
      Grayscale.toGrey(image, image.channels());
    }
  }
}
