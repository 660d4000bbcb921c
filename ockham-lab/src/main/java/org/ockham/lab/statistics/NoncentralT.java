package org.ockham.lab.statistics;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.special.Gamma;

/**
 * The noncentral t distribution, (Z + δ)/S, by integrating over S = √(χ²_ν/ν); the library has the central one only.
 *
 * @param df ν
 * @param shift δ
 */
record NoncentralT(int df, double shift) {

  private static final int PANELS = 20;

  /** Keeps the points it has computed, which take far longer than the integral. */
  private static final GaussIntegratorFactory GAUSS = new GaussIntegratorFactory();

  /** P(T ≤ t) = E[Φ(t·S − δ)]. */
  double cumulativeProbability(double t) {
    NormalDistribution normal = new NormalDistribution();
    return expectation(df, s -> normal.cumulativeProbability(t * s - shift));
  }

  /** E[f(S)], f bounded by 0 and 1, to about 10 digits where f is smooth. */
  static double expectation(int df, DoubleUnaryOperator f) {
    double half = df / 2.0;
    double logScale = StrictMath.log(2) + half * StrictMath.log(half) - Gamma.logGamma(half);
    double spread = 9 / Math.sqrt(2.0 * df);
    double low = Math.max(0, 1 - spread);
    double high = 1 + spread;
    double value = 0;
    for (int i = 0;
        i < PANELS;
        i++) { // s = low + (high − low)·u³: close steps near 0, where few seeds need them
      value += GAUSS.legendre(20, (double) i / PANELS, (i + 1.0) / PANELS).integrate(u -> {
        double s = low + (high - low) * u * u * u;
        return f.applyAsDouble(s)
            * 3
            * u
            * u
            * (high - low)
            * StrictMath.exp(logScale + (df - 1) * StrictMath.log(s) - half * s * s);
      });
    }
    return Math.max(0, Math.min(1, value));
  }
}
