package org.ockham.augment;

import org.ockham.check.Check;

/**
 * The matrix of torchvision's {@code functional.affine}, from the output to the image, both seen from their middles: two rows of three.
 *
 * <p>The image is turned by {@code angle} clockwise and sheared about the centre, scaled, and moved.
 */
final class AffineMatrix {

  private AffineMatrix() {}

  /** The inverse of translate · centre · rotate · shear · scale · centre⁻¹; angles in degrees, the centre seen from the middle. */
  static double[] inverse(
      double angle, double[] translate, double scale, double[] shear, double[] center) {
    Check.finite("angle", angle);
    Check.positive("scale", scale);
    double rotation = StrictMath.toRadians(angle);
    double shearX = StrictMath.toRadians(shear[0]);
    double shearY = StrictMath.toRadians(shear[1]);
    double cosine = StrictMath.cos(rotation - shearY) / StrictMath.cos(shearY);
    double sine = StrictMath.sin(rotation - shearY) / StrictMath.cos(shearY);
    double a = cosine;
    double b = -cosine * StrictMath.tan(shearX) - StrictMath.sin(rotation);
    double c = sine;
    double d = -sine * StrictMath.tan(shearX) + StrictMath.cos(rotation);
    double[] matrix = {d / scale, -b / scale, 0, -c / scale, a / scale, 0};
    double x = -center[0] - translate[0];
    double y = -center[1] - translate[1];
    matrix[2] = matrix[0] * x + matrix[1] * y + center[0];
    matrix[5] = matrix[3] * x + matrix[4] * y + center[1];
    return matrix;
  }

  /** Height and width of the smallest image that holds all of a turned one. */
  static int[] expanded(double[] matrix, int height, int width) {
    double reachX = (Math.abs(matrix[0]) * width + Math.abs(matrix[1]) * height) / 2;
    double reachY = (Math.abs(matrix[3]) * width + Math.abs(matrix[4]) * height) / 2;
    return new int[] {extent(reachY, height), extent(reachX, width)};
  }

  /** Whole pixels between what is reached on both sides, but for what is only rounding; after a quarter turn the very pixels. */
  private static int extent(double reach, int size) {
    double tolerance = 1e-4;
    double exact = Math.rint(2 * reach);
    if (Math.abs(2 * reach - exact) < 1e-9) {
      return (int) exact;
    }
    double most = Math.ceil(size / 2.0 + reach - tolerance);
    double least = Math.floor(size / 2.0 - reach + tolerance);
    return (int) (most - least);
  }
}
