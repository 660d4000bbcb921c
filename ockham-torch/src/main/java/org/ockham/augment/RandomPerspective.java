package org.ockham.augment;

import org.ockham.check.Check;

/**
 * The image seen from a random side, with a probability: each corner moves towards the middle
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomPerspective.html">torchvision's RandomPerspective</a>). Outside of it lies the fill.
 *
 * @param distortionScale the most that a corner moves, as a share of half a side, 0 to 1; default 0.5
 * @param p the probability; default 0.5
 * @param interpolation default {@link Interpolation#BILINEAR}; or the nearest
 * @param fill what comes in from outside, 0 to 255 (a float image takes a 255th of it); default 0
 */
public record RandomPerspective(
    double distortionScale, double p, Interpolation interpolation, int fill) implements Transform {
  public RandomPerspective {
    Check.between("distortionScale", distortionScale, 0, 1);
    Check.probability("p", p);
    Warp.check(interpolation);
    Check.between("fill", fill, 0, 255);
  }

  /** With this distortion and probability. */
  public static RandomPerspective of(double distortionScale, double p) {
    return new RandomPerspective(distortionScale, p, Interpolation.BILINEAR, 0);
  }

  /** A copy with another interpolation. */
  public RandomPerspective withInterpolation(Interpolation interpolation) {
    return new RandomPerspective(distortionScale, p, interpolation, fill);
  }

  /** A copy with another fill. */
  public RandomPerspective withFill(int fill) {
    return new RandomPerspective(distortionScale, p, interpolation, fill);
  }

  @Override
  public void apply(Image image, Draws draws) {
    int right = image.width() - 1;
    int bottom = image.height() - 1;
    if (!draws.chance(p) || right < 2 || bottom < 2) {
      return; // in a row or two there is no perspective
    }
    double[][] corners = {{0, 0}, {right, 0}, {right, bottom}, {0, bottom}};
    double[][] moved = new double[4][];
    do {
      for (int i = 0; i < 4; i++) {
        double x = inwards(right, draws);
        double y = inwards(bottom, draws);
        moved[i] = new double[] {Math.abs(corners[i][0] - x), Math.abs(corners[i][1] - y)};
      }
    } while (!isConvex(moved));
    image.perspective(corners, moved, interpolation, fill);
  }

  /** Whole pixels, less than half a side, so that corners do not meet. */
  private int inwards(int side, Draws draws) {
    int half = (side + 1) / 2;
    return draws.below(Math.min((int) (distortionScale * half) + 1, half));
  }

  /** Else no perspective shows the corners so; with strong distortion only, and then they are drawn anew. */
  private static boolean isConvex(double[][] corners) {
    boolean convex = true;
    for (int i = 0; i < 4; i++) {
      double[] a = corners[i];
      double[] b = corners[(i + 1) % 4];
      double[] c = corners[(i + 2) % 4];
      convex &= (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]) > 0;
    }
    return convex;
  }
}
