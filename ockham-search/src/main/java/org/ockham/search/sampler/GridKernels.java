package org.ockham.search.sampler;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;

/**
 * Kernels over a grid: each value has the mass that a truncated normal kernel gives to the bin around it. Many kernels
 * are equal, since their centres lie on the grid, so the masses are computed once for each different one, and only for
 * those near enough to count.
 */
final class GridKernels implements Kernels {

  /** A grid of so few values meets each of them again and again: there all masses are computed, once. */
  private static final int COARSE = 256;

  private final Distribution distribution;
  private final boolean coarse;
  private final int[] same;
  private final double[] centres;
  private final double[] widths;
  private final double[] precisions;
  private final double[] logPrecisions;
  private final double step;
  private final double low;
  private final double high;
  private final Map<Double, Bin> bins = new HashMap<>();
  private Bin bin;

  /** Kernels in the order of their centres; {@code place} says where each stands in the mixture. */
  GridKernels(Distribution distribution, double[] centres, double[] widths, int[] place) {
    this.distribution = distribution;
    this.coarse = distribution.cardinality() <= COARSE;
    this.step = step(distribution);
    this.low = edge(distribution, -0.5);
    this.high = edge(distribution, 0.5);
    this.same = new int[centres.length];
    double[] differentCentres = new double[centres.length];
    double[] differentWidths = new double[centres.length];
    int count = 0;
    for (int i = 0; i < centres.length; i++) {
      if (count == 0
          || centres[i] != differentCentres[count - 1]
          || widths[i] != differentWidths[count - 1]) {
        differentCentres[count] = centres[i];
        differentWidths[count++] = widths[i];
      }
      same[place[i]] = count - 1;
    }
    this.centres = Arrays.copyOf(differentCentres, count);
    this.widths = Arrays.copyOf(differentWidths, count);
    this.precisions = new double[count];
    this.logPrecisions = new double[count];
    for (int u = 0; u < count; u++) {
      precisions[u] = 1 / widths[u];
      logPrecisions[u] =
          u > 0 && widths[u] == widths[u - 1] ? logPrecisions[u - 1] : Math.log(precisions[u]);
    }
    this.bin = new Bin(low, high);
  }

  /** The values that are rounded to one of the grid, and each different kernel's mass there. */
  private final class Bin {
    private final double left;
    private final double right;
    private final double size;
    private final double[] bounds = new double[centres.length];
    private final double[] logs = new double[centres.length];

    /** A mass is at most that of as wide a piece at the nearest edge, and at most that of the tail beyond that edge. */
    Bin(double left, double right) {
      this.left = left;
      this.right = right;
      Arrays.fill(logs, Double.NaN);
      this.size = Math.log(right - left) - Normal.LOG_SQRT_2PI;
      for (int u = 0; u < bounds.length; u++) {
        if (coarse) {
          bounds[u] = log(u);
          continue;
        }
        double z = Math.max(0, Math.max(left - centres[u], centres[u] - right)) * precisions[u];
        bounds[u] = Math.min(0, size + logPrecisions[u]) - 0.5 * z * z;
      }
    }

    double log(int different) {
      if (Double.isNaN(logs[different])) {
        double precision = precisions[different];
        double z = (0.5 * (left + right) - centres[different]) * precision;
        double width = (right - left) * precision;
        logs[different] = width * (1 + Math.abs(z)) < Normal.NARROW
            ? size + logPrecisions[different] + Normal.logNarrowMass(z, width)
            : Math.log(Normal.mass(z - 0.5 * width, z + 0.5 * width));
      }
      return logs[different];
    }
  }

  static double step(Distribution distribution) {
    if (distribution instanceof FloatDistribution f && f.step() != null) {
      return f.step();
    }
    return distribution instanceof IntDistribution i ? i.step() : 0;
  }

  /** The end of the range, moved outwards by half a step, as the kernels measure it. */
  static double edge(Distribution distribution, double side) {
    double step = step(distribution);
    double end = distribution instanceof FloatDistribution f
        ? (side < 0 ? f.low() : f.high())
        : distribution instanceof IntDistribution i ? (double) (side < 0 ? i.low() : i.high()) : 0;
    double edge = end + side * step;
    return distribution.log() ? Math.log(edge) : edge;
  }

  @Override
  public void addConstants(double[] logs) {
    double[] inside = new double[centres.length];
    for (int u = 0; u < inside.length; u++) {
      double a = (low - centres[u]) / widths[u];
      double b = (high - centres[u]) / widths[u];
      inside[u] = a < -8.5 && b > 8.5 ? 0 : Math.log(Normal.mass(a, b));
    }
    for (int k = 0; k < same.length; k++) {
      logs[k] -= inside[same[k]];
    }
  }

  @Override
  public void addLogs(double x, double[] logs) {
    bin = bins.computeIfAbsent(
        x,
        value -> distribution.log()
            ? new Bin(Math.log(value - step / 2), Math.log(value + step / 2))
            : new Bin(value - step / 2, value + step / 2));
    for (int k = 0; k < same.length; k++) {
      logs[k] += bin.bounds[same[k]];
    }
  }

  /** Whether {@link #addLogs} adds log masses, not bounds of them. */
  boolean isExact() {
    return coarse;
  }

  /** By how much {@link #addLogs} was above a kernel's log mass the last time. */
  double excess(int kernel) {
    return bin.bounds[same[kernel]] - bin.log(same[kernel]);
  }

  @Override
  public double draw(int kernel, SplittableRandom random) {
    double x = Normal.truncated(
        centres[same[kernel]], widths[same[kernel]], low, high, random.nextDouble());
    double value = distribution.log() ? Math.exp(x) : x;
    return distribution instanceof FloatDistribution f
        ? f.nearest(value)
        : ((IntDistribution) distribution).nearest(value);
  }
}
