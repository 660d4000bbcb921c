package org.ockham.augment;

import java.util.List;
import org.ockham.check.Check;

/**
 * Erases a rectangle at a random place, with a probability (Zhong et al. 2017, <a href="https://arxiv.org/abs/1708.04896">
 * arXiv:1708.04896</a>;
 * <a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomErasing.html">torchvision's
 * RandomErasing</a>). Area and logarithm of the ratio are uniform; what does not fit is drawn again, up to ten times, and then the image
 * stays. Customary after {@link Normalize}, where a value of 0 is the mean.
 *
 * @param p the probability; default 0.5
 * @param scale least and greatest share of the image's area, within [0, 1]; default 0.02 to 0.33
 * @param ratio least and greatest height over width, above 0; default 0.3 to 3.3
 * @param value what is put there, one a channel or one for all: of bytes 0 to 255, of floats anything; default 0
 * @param random whether each value there is random instead: of bytes uniform, of floats normal with mean 0 and deviation 1; default false
 */
public record RandomErasing(
    double p, List<Double> scale, List<Double> ratio, List<Double> value, boolean random)
    implements Transform {
  private static final int ATTEMPTS = 10;

  public RandomErasing {
    Check.probability("p", p);
    scale = Range.of("scale", scale);
    scale.forEach(share -> Check.between("scale", share, 0, 1));
    ratio = Range.of("ratio", ratio);
    Check.positive("ratio", ratio.get(0));
    value = List.copyOf(value);
    Rectangle.checkValue(value);
  }

  /** Of the customary sizes, with 0. */
  public static RandomErasing of(double p) {
    return new RandomErasing(p, List.of(0.02, 0.33), List.of(0.3, 3.3), List.of(0.0), false);
  }

  /** A copy with areas within these shares of the image's. */
  public RandomErasing withScale(double least, double greatest) {
    return new RandomErasing(p, List.of(least, greatest), ratio, value, random);
  }

  /** A copy with another value, one a channel or one for all. */
  public RandomErasing withValue(Double... value) {
    return new RandomErasing(p, scale, ratio, List.of(value), false);
  }

  /** A copy with random values. */
  public RandomErasing withRandom() {
    return new RandomErasing(p, scale, ratio, value, true);
  }

  @Override
  public ImageShape output(ImageShape input) {
    Rectangle.fits(value, input);
    return input;
  }

  @Override
  public void apply(Image image, Draws draws) {
    if (!draws.chance(p)) {
      return;
    }
    for (int i = 0; i < ATTEMPTS; i++) {
      double area = image.shape().area() * Range.draw(scale, draws);
      double shape =
          StrictMath.exp(draws.uniform(StrictMath.log(ratio.get(0)), StrictMath.log(ratio.get(1))));
      int height = (int) Math.rint(Math.sqrt(area * shape));
      int width = (int) Math.rint(Math.sqrt(area / shape));
      if (height < image.height() && width < image.width()) {
        int top = draws.below(image.height() - height + 1);
        int left = draws.below(image.width() - width + 1);
        Rectangle rectangle = new Rectangle(top, left, height, width);
        if (random) {
          rectangle.fillAtRandom(image, draws);
        } else {
          rectangle.fill(image, value);
        }
        return;
      }
    }
  }
}
