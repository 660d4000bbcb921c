package org.ockham.search.sampler;

import org.hipparchus.special.Erf;

/**
 * The standard normal distribution, fast: samplers ask for it a hundred thousand times a trial.
 *
 * <p>Source: G. West, <em>Better approximations to cumulative normal functions</em>, Wilmott Magazine (2005), after J. F.
 * Hart, <em>Computer Approximations</em> (1968).
 */
final class Normal {

  static final double LOG_SQRT_2PI = 0.9189385332046727;
  static final double NARROW = 0.25;
  private static final double SQRT_2 = Math.sqrt(2);

  private Normal() {}

  /** The probability below x. */
  static double cdf(double x) {
    double z = Math.abs(x);
    double tail;
    if (z > 37) {
      tail = 0;
    } else {
      double e = Math.exp(-0.5 * z * z);
      if (z < 7.07106781186547) {
        double top = (((((3.52624965998911e-2 * z + 0.700383064443688) * z + 6.37396220353165) * z
                                    + 33.912866078383)
                                * z
                            + 112.079291497871)
                        * z
                    + 221.213596169931)
                * z
            + 220.206867912376;
        double bottom = ((((((8.83883476483184e-2 * z + 1.75566716318264) * z + 16.064177579207) * z
                                            + 86.7807322029461)
                                        * z
                                    + 296.564248779674)
                                * z
                            + 637.333633378831)
                        * z
                    + 793.826512519948)
                * z
            + 440.413735824752;
        tail = e * top / bottom;
      } else {
        double f = z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))));
        tail = e / (f * 2.5066282746310002);
      }
    }
    return x > 0 ? 1 - tail : tail;
  }

  /** The logarithm of the probability below x. */
  static double logCdf(double x) {
    return x > -30 ? Math.log(cdf(x)) : -0.5 * x * x - LOG_SQRT_2PI - Math.log(-x);
  }

  /** The probability between a and b, without the cancellation that the difference of large values has. */
  static double mass(double a, double b) {
    return a > 0 ? cdf(-a) - cdf(-b) : cdf(b) - cdf(a);
  }

  /**
   * The logarithm of the probability within width / 2 of z, but for the constant log(width / √(2π)), where width (1 + |z|)
   * is below {@link #NARROW}: the difference of two probabilities would lose digits there, and takes longer.
   *
   * <p>The mean of exp(−z t − t²/2) over the interval is a series in width² with Hermite polynomials; this is that of its
   * logarithm, and right to 1e-11.
   */
  static double logNarrowMass(double z, double width) {
    double s = z * z;
    double a = (s - 1) / 24;
    double b = ((s - 6) * s + 3) / 1920;
    double c = (((s - 15) * s + 45) * s - 15) / 322560;
    double h = width * width;
    return -0.5 * s + h * (a + h * (b - 0.5 * a * a + h * (c - a * b + a * a * a / 3)));
  }

  /** The value below which the probability is p. */
  static double quantile(double p) {
    return SQRT_2 * Erf.erfInv(2 * p - 1);
  }

  /** A draw from the part of a normal distribution that lies in [low, high]. */
  static double truncated(double mean, double deviation, double low, double high, double u) {
    double a = (low - mean) / deviation;
    double b = (high - mean) / deviation;
    // On the side of the smaller tail the quantiles keep their digits.
    double x = a > 0
        ? mean - deviation * quantile(cdf(-b) + u * (cdf(-a) - cdf(-b)))
        : mean + deviation * quantile(cdf(a) + u * (cdf(b) - cdf(a)));
    return Math.min(high, Math.max(low, Double.isNaN(x) ? mean : x));
  }
}
