package org.ockham.augment;

/**
 * Positions as a {@link Homography} of the output's, in the corners' coordinates, where the first pixel reaches from 0 to 1: torchvision's.
 *
 * @param map from the output to the image
 */
record PerspectivePositions(Homography map, int height, int width) implements Positions {

  @Override
  public void row(int y, int first, int step, int count, long[] xs, long[] ys) {
    double[] c = map.c();
    double below = y + 0.5 - map.middleY();
    for (int i = 0; i < count; i++) {
      double right = first + step * i + 0.5 - map.middleX();
      double divisor = c[6] * right + c[7] * below + 1;
      xs[i] = fixed((c[0] * right + c[1] * below + c[2]) / divisor);
      ys[i] = fixed((c[3] * right + c[4] * below + c[5]) / divisor);
    }
  }

  private static long fixed(double position) {
    return (long) (Math.max(-0x1p28, Math.min(0x1p28, position - 0.5)) * 0x1p32);
  }
}
