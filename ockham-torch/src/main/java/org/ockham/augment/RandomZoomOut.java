package org.ockham.augment;

import java.util.List;
import org.ockham.check.Check;

/**
 * The image at a random place of a larger canvas, with a probability
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomZoomOut.html">torchvision's RandomZoomOut</a>). It makes images of different sizes: {@link Resize} afterwards.
 *
 * @param fill the canvas' value, 0 to 255 (a float image takes a 255th of it); default 0
 * @param sideRange how many times as long as the image's sides the canvas' are, from and to, 1 to 100; default 1 and 4
 * @param p the probability; default 0.5
 */
public record RandomZoomOut(int fill, List<Double> sideRange, double p) implements Transform {
  public RandomZoomOut {
    Check.between("fill", fill, 0, 255);
    sideRange = Range.of("sideRange", sideRange);
    for (double times : sideRange) {
      Check.between("sideRange", times, 1, 100);
    }
    Check.probability("p", p);
  }

  /** With this probability, to at most so many times the sides. */
  public static RandomZoomOut of(double p, double most) {
    return new RandomZoomOut(0, List.of(1.0, most), p);
  }

  @Override
  public ImageShape output(ImageShape input) {
    return ImageShape.varying(input.channels());
  }

  @Override
  public void apply(Image image, Draws draws) {
    if (!draws.chance(p)) {
      return;
    }
    double times = Range.draw(sideRange, draws);
    int columns = (int) (image.width() * times) - image.width();
    int rows = (int) (image.height() * times) - image.height();
    int left = draws.below(columns + 1);
    int top = draws.below(rows + 1);
    image.pad(left, top, columns - left, rows - top, PaddingMode.CONSTANT, fill);
  }
}
