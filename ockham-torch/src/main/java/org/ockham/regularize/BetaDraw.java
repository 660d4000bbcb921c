package org.ockham.regularize;

import java.util.SplittableRandom;

/** Draws from Beta(α, α), as X / (X + Y) with X, Y from Gamma(α), the same bits on every machine; 1 if α is 0. */
final class BetaDraw {

  private BetaDraw() {}

  static double symmetric(double alpha, SplittableRandom random) {
    if (alpha == 0) {
      return 1;
    }
    double x = gamma(alpha, random);
    double y = gamma(alpha, random);
    return x + y == 0 ? (random.nextBoolean() ? 1 : 0) : x / (x + y);
  }

  /** Marsaglia, Tsang 2000; below 1 by Gamma(α) = Gamma(α + 1) · U^(1/α). */
  private static double gamma(double alpha, SplittableRandom random) {
    if (alpha < 1) {
      return gamma(alpha + 1, random) * StrictMath.pow(random.nextDouble(), 1 / alpha);
    }
    double d = alpha - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal(random);
      double v = StrictMath.pow(1 + c * x, 3);
      if (v > 0 && StrictMath.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
        return d * v;
      }
    }
  }

  /** Box, Muller 1958. */
  private static double normal(SplittableRandom random) {
    return Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()))
        * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
