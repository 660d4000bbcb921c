package org.ockham.search.sampler;

import java.util.SplittableRandom;
import org.ockham.search.space.FloatDistribution;

/**
 * Normal kernels truncated to a range, in the logarithm on a log scale: each has a centre and a width, its standard
 * deviation.
 */
final class NormalKernels implements Kernels {

  private final FloatDistribution distribution;
  private final double[] centres;
  private final double[] widths;
  private final double[] precisions;

  /** Kernels in the order of their centres; {@code place} says where each stands in the mixture. */
  NormalKernels(FloatDistribution distribution, double[] centres, double[] widths, int[] place) {
    this.distribution = distribution;
    this.centres = new double[centres.length];
    this.widths = new double[centres.length];
    this.precisions = new double[centres.length];
    for (int i = 0; i < centres.length; i++) {
      this.centres[place[i]] = centres[i];
      this.widths[place[i]] = widths[i];
      precisions[place[i]] = 1 / widths[i];
    }
  }

  private double low() {
    return distribution.log() ? Math.log(distribution.low()) : distribution.low();
  }

  private double high() {
    return distribution.log() ? Math.log(distribution.high()) : distribution.high();
  }

  @Override
  public void addConstants(double[] logs) {
    double low = low();
    double high = high();
    for (int k = 0; k < centres.length; k++) {
      double a = (low - centres[k]) / widths[k];
      double b = (high - centres[k]) / widths[k];
      double inside = a < -8.5 && b > 8.5 ? 1 : Normal.mass(a, b);
      logs[k] -= Math.log(widths[k] * inside) + Normal.LOG_SQRT_2PI;
    }
  }

  @Override
  public void addLogs(double x, double[] logs) {
    double at = distribution.log() ? Math.log(x) : x;
    for (int k = 0; k < centres.length; k++) {
      double z = (at - centres[k]) * precisions[k];
      logs[k] -= 0.5 * z * z;
    }
  }

  @Override
  public double draw(int kernel, SplittableRandom random) {
    double x =
        Normal.truncated(centres[kernel], widths[kernel], low(), high(), random.nextDouble());
    return distribution.nearest(distribution.log() ? Math.exp(x) : x);
  }
}
