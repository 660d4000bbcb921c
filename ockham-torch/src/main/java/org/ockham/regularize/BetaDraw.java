package org.ockham.regularize;

import java.util.SplittableRandom;

/** Draws from Beta(α, α), as X / (X + Y) with X, Y from Gamma(α). */
final class BetaDraw {

  private BetaDraw() {}

  static double symmetric(double alpha, SplittableRandom random) {
    double x = gamma(alpha, random);
    double y = gamma(alpha, random);
    return x + y == 0 ? (random.nextBoolean() ? 1 : 0) : x / (x + y);
  }

  /** Marsaglia, Tsang 2000; below 1 by Gamma(α) = Gamma(α + 1) · U^(1/α). */
  private static double gamma(double alpha, SplittableRandom random) {
    if (alpha < 1) {
      return gamma(alpha + 1, random) * Math.pow(random.nextDouble(), 1 / alpha);
    }
    double d = alpha - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal(random);
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }

  /** Box, Muller 1958. */
  private static double normal(SplittableRandom random) {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
