package org.ockham.augment;

import java.util.List;
import org.ockham.check.Check;
import org.ockham.file.Log;

/**
 * The image turned by a random angle
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomRotation.html">torchvision's RandomRotation</a>). Outside of it lies the fill: where bilinear interpolation reaches
 * over the edge, it is blended with the fill once.
 *
 * @param degrees from and to, positive anticlockwise; one number for as much on both sides of 0
 * @param interpolation default {@link Interpolation#NEAREST}, as torchvision; or bilinear
 * @param expand true to make the image so large that all of it stays, which makes images of different sizes; default false
 * @param center x and y that stay in place, from the upper left corner; empty, the default, for the middle. Where the image is expanded it has
 *     no effect, and a warning says so
 * @param fill what comes in from outside, 0 to 255 (a float image takes a 255th of it); default 0
 */
public record RandomRotation(
    List<Double> degrees,
    Interpolation interpolation,
    boolean expand,
    List<Double> center,
    int fill)
    implements Transform {
  public RandomRotation {
    degrees = Range.around("degrees", degrees);
    Warp.check(interpolation);
    center = center.isEmpty() ? List.of() : Range.pair("center", center);
    Check.between("fill", fill, 0, 255);
    if (expand && !center.isEmpty()) {
      Log.of(RandomRotation.class)
          .warn(
              "RandomRotation has the center {}, which has no effect where expand is true", center);
    }
  }

  /** By at most so many degrees in both directions, by the nearest pixel. */
  public static RandomRotation of(double degrees) {
    return new RandomRotation(List.of(degrees), Interpolation.NEAREST, false, List.of(), 0);
  }

  /** A copy with another interpolation. */
  public RandomRotation withInterpolation(Interpolation interpolation) {
    return new RandomRotation(degrees, interpolation, expand, center, fill);
  }

  /** A copy that expands images, or does not. */
  public RandomRotation withExpand(boolean expand) {
    return new RandomRotation(degrees, interpolation, expand, center, fill);
  }

  /** A copy with another fill. */
  public RandomRotation withFill(int fill) {
    return new RandomRotation(degrees, interpolation, expand, center, fill);
  }

  @Override
  public ImageShape output(ImageShape input) {
    return expand ? ImageShape.varying(input.channels()) : input;
  }

  @Override
  public void apply(Image image, Draws draws) {
    image.rotate(
        Range.draw(degrees, draws),
        interpolation,
        expand,
        center.isEmpty() ? null : Range.array(center),
        fill);
  }
}
