package org.ockham.search.sampler;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;

/**
 * Kernels over a grid: each value has the mass that a truncated normal kernel gives to the bin around it. Many kernels
 * are equal, since their centres lie on the grid, so the masses are computed once for each different one.
 */
final class GridAxis implements Axis {

  private final Distribution distribution;
  private final double[] centres;
  private final double[] widths;
  private final int[] same;
  private final double[] uniqueCentres;
  private final double[] uniqueWidths;
  private final double step;
  private final double low;
  private final double high;
  private final Map<Double, double[]> known = new HashMap<>();

  GridAxis(Distribution distribution, double[] centres, double[] widths) {
    this.distribution = distribution;
    this.centres = centres;
    this.widths = widths;
    this.step = step(distribution);
    this.low = edge(distribution, -0.5);
    this.high = edge(distribution, 0.5);
    Map<Pair, Integer> pairs = new HashMap<>();
    same = new int[centres.length];
    for (int k = 0; k < centres.length; k++) {
      same[k] = pairs.computeIfAbsent(new Pair(centres[k], widths[k]), pair -> pairs.size());
    }
    uniqueCentres = new double[pairs.size()];
    uniqueWidths = new double[pairs.size()];
    pairs.forEach((pair, index) -> {
      uniqueCentres[index] = pair.centre();
      uniqueWidths[index] = pair.width();
    });
  }

  private record Pair(double centre, double width) {}

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
    double[] inside = new double[uniqueCentres.length];
    for (int u = 0; u < inside.length; u++) {
      inside[u] = Math.log(Normal.mass(
          (low - uniqueCentres[u]) / uniqueWidths[u], (high - uniqueCentres[u]) / uniqueWidths[u]));
    }
    for (int k = 0; k < same.length; k++) {
      logs[k] -= inside[same[k]];
    }
  }

  @Override
  public void addLogs(double x, double[] logs) {
    double[] masses = known.computeIfAbsent(x, this::masses);
    for (int k = 0; k < same.length; k++) {
      logs[k] += masses[same[k]];
    }
  }

  private double[] masses(double x) {
    double left = distribution.log() ? Math.log(x - step / 2) : x - step / 2;
    double right = distribution.log() ? Math.log(x + step / 2) : x + step / 2;
    double[] masses = new double[uniqueCentres.length];
    for (int u = 0; u < masses.length; u++) {
      masses[u] = Math.log(Normal.mass(
          (left - uniqueCentres[u]) / uniqueWidths[u],
          (right - uniqueCentres[u]) / uniqueWidths[u]));
    }
    return masses;
  }

  @Override
  public double draw(int kernel, SplittableRandom random) {
    double x = Normal.truncated(centres[kernel], widths[kernel], low, high, random.nextDouble());
    double value = distribution.log() ? Math.exp(x) : x;
    return distribution instanceof FloatDistribution f
        ? f.nearest(value)
        : ((IntDistribution) distribution).nearest(value);
  }
}
