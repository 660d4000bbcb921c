package org.ockham.augment;

import java.util.ArrayList;
import java.util.List;
import org.ockham.check.Check;

/**
 * The image turned, moved, scaled and sheared at random
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomAffine.html">torchvision's RandomAffine</a>). Outside of it lies the fill.
 *
 * @param degrees from and to, positive clockwise; one number for as much on both sides of 0
 * @param translate the largest shares, 0 to 1, of the width and of the height that it is moved by, in whole pixels; empty, the default, for
 *     none
 * @param scale from and to, above 0; empty, the default, for none
 * @param shear degrees along x, from and to, one number for as much on both sides of 0; two numbers more along y; empty, the default, for
 *     none
 * @param interpolation default {@link Interpolation#NEAREST}, as torchvision; or bilinear
 * @param fill what comes in from outside, 0 to 255 (a float image takes a 255th of it); default 0
 * @param center x and y that stay in place, from the upper left corner; empty, the default, for the middle
 */
public record RandomAffine(
    List<Double> degrees,
    List<Double> translate,
    List<Double> scale,
    List<Double> shear,
    Interpolation interpolation,
    int fill,
    List<Double> center)
    implements Transform {
  public RandomAffine {
    degrees = Range.around("degrees", degrees);
    translate = translate.isEmpty() ? List.of() : Range.pair("translate", translate);
    translate.forEach(share -> Check.between("translate", share, 0, 1));
    scale = scale.isEmpty() ? List.of() : Range.of("scale", scale);
    scale.forEach(factor -> Check.positive("scale", factor));
    shear = shear.isEmpty() ? List.of() : shears(shear);
    Warp.check(interpolation);
    Check.between("fill", fill, 0, 255);
    center = center.isEmpty() ? List.of() : Range.pair("center", center);
  }

  private static List<Double> shears(List<Double> shear) {
    if (shear.size() != 4) {
      return Range.around("shear", shear);
    }
    List<Double> both = new ArrayList<>(Range.of("shear", shear.subList(0, 2)));
    both.addAll(Range.of("shear", shear.subList(2, 4)));
    return List.copyOf(both);
  }

  /** Turned by at most so many degrees in both directions, by the nearest pixel. */
  public static RandomAffine of(double degrees) {
    return new RandomAffine(
        List.of(degrees), List.of(), List.of(), List.of(), Interpolation.NEAREST, 0, List.of());
  }

  /** A copy that moves images by at most these shares of their width and height. */
  public RandomAffine withTranslate(double horizontal, double vertical) {
    return new RandomAffine(
        degrees, List.of(horizontal, vertical), scale, shear, interpolation, fill, center);
  }

  /** A copy that scales images. */
  public RandomAffine withScale(double from, double to) {
    return new RandomAffine(
        degrees, translate, List.of(from, to), shear, interpolation, fill, center);
  }

  /** A copy that shears images along x by at most so many degrees in both directions. */
  public RandomAffine withShear(double degreesAlongX) {
    return new RandomAffine(
        degrees, translate, scale, List.of(degreesAlongX), interpolation, fill, center);
  }

  /** A copy with another interpolation. */
  public RandomAffine withInterpolation(Interpolation interpolation) {
    return new RandomAffine(degrees, translate, scale, shear, interpolation, fill, center);
  }

  /** A copy with another fill. */
  public RandomAffine withFill(int fill) {
    return new RandomAffine(degrees, translate, scale, shear, interpolation, fill, center);
  }

  @Override
  public void apply(Image image, Draws draws) {
    double angle = Range.draw(degrees, draws);
    double[] move = new double[2];
    if (!translate.isEmpty()) {
      move[0] = moved(translate.get(0) * image.width(), draws);
      move[1] = moved(translate.get(1) * image.height(), draws);
    }
    double factor = scale.isEmpty() ? 1 : Range.draw(scale, draws);
    double alongX = shear.isEmpty() ? 0 : Range.draw(shear.subList(0, 2), draws);
    double alongY = shear.size() < 4 ? 0 : Range.draw(shear.subList(2, 4), draws);
    image.affine(
        angle,
        move,
        factor,
        new double[] {alongX, alongY},
        interpolation,
        fill,
        center.isEmpty() ? null : Range.array(center));
  }

  private static double moved(double most, Draws draws) {
    return Math.rint(draws.uniform(-most, most));
  }
}
