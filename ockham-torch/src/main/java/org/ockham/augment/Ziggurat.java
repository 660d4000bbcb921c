package org.ockham.augment;

import java.util.SplittableRandom;

/**
 * Normally distributed numbers, one for 64 random bits nearly always: the area under the bell is cut into layers of equal area, and a
 * point of a layer's rectangle is taken if it lies below the bell for certain (Marsaglia, Tsang 2000, with Doornik's 2005 choice of
 * bits: those that choose the layer are none of those that choose the point). In plain arithmetic, so that the numbers are the same on
 * every processor.
 */
final class Ziggurat {
  private static final int LAYERS = 128;
  /** Where the tail begins, and the area of each layer. */
  private static final double TAIL = 3.442619855899;

  private static final double AREA = 9.91256303526217e-3;

  /** The right ends of the layers; of the lowest, that of a rectangle as large as layer and tail. */
  private static final double[] RIGHT = new double[LAYERS + 1];
  /** What share of a layer's rectangle lies below the bell all the way up. */
  private static final double[] INSIDE = new double[LAYERS];

  static {
    RIGHT[0] = AREA / bell(TAIL);
    RIGHT[1] = TAIL;
    for (int i = 2; i < LAYERS; i++) {
      double top = AREA / RIGHT[i - 1] + bell(RIGHT[i - 1]);
      RIGHT[i] = Math.sqrt(-2 * StrictMath.log(top));
    }
    for (int i = 0; i < LAYERS; i++) {
      INSIDE[i] = RIGHT[i + 1] / RIGHT[i];
    }
  }

  private Ziggurat() {}

  static double normal(SplittableRandom random) {
    long bits = random.nextLong();
    int layer = (int) bits & (LAYERS - 1);
    double place = (bits >> 11) * 0x1p-52; // from -1 to 1
    return Math.abs(place) < INSIDE[layer] ? place * RIGHT[layer] : beside(layer, place, random);
  }

  /** Where the bell does not fill the rectangle: apart, so that the rest is short enough to become part of a loop. */
  private static double beside(int layer, double place, SplittableRandom random) {
    if (layer == 0) {
      return place < 0 ? -tail(random) : tail(random);
    }
    double x = place * RIGHT[layer];
    double low = bell(RIGHT[layer]);
    double high = bell(RIGHT[layer + 1]);
    return low + random.nextDouble() * (high - low) < bell(x) ? x : normal(random);
  }

  /** Beyond the layers (Marsaglia 1964). */
  private static double tail(SplittableRandom random) {
    while (true) {
      double x = -StrictMath.log(1 - random.nextDouble()) / TAIL;
      double y = -StrictMath.log(1 - random.nextDouble());
      if (2 * y > x * x) {
        return TAIL + x;
      }
    }
  }

  private static double bell(double x) {
    return StrictMath.exp(-0.5 * x * x);
  }
}
