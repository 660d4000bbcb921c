package org.ockham.augment;

import org.ockham.check.Check;

/**
 * Makes some pixels white or black, in all channels (scikit-image's
 * <a href="https://scikit-image.org/docs/stable/api/skimage.util.html#skimage.util.random_noise">random_noise</a> of mode
 * {@code s&p}).
 *
 * @param amount the probability of each pixel to be changed; default 0.05
 * @param saltVsPepper the probability of a changed pixel to be white; default 0.5
 */
public record SaltAndPepper(double amount, double saltVsPepper) implements Transform {
  public SaltAndPepper {
    Check.probability("amount", amount);
    Check.probability("saltVsPepper", saltVsPepper);
  }

  /** As much white as black. */
  public static SaltAndPepper of(double amount) {
    return new SaltAndPepper(amount, 0.5);
  }

  @Override
  public void apply(Image image, Draws draws) {
    int area = image.shape().area();
    for (int i = 0; i < area; i++) {
      if (draws.chance(amount)) {
        boolean white = draws.chance(saltVsPepper);
        for (int at = i; at < image.shape().size(); at += area) {
          if (image.isFloatOrNormalized()) {
            image.floats()[at] = white ? 1 : 0;
          } else {
            image.bytes()[at] = (byte) (white ? 255 : 0);
          }
        }
      }
    }
  }
}
