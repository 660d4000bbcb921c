package org.ockham.search.sampler;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.trial.Parameters;

/** Builds mixtures from observations. */
final class Parzen {

  private final Map<String, Distribution> space;
  private final Observations.Column[] columns;
  private final boolean[] members;
  private final List<Parameters> running;
  private final boolean magicClip;
  private final int[] kernel;
  private int count;

  /** Over the members among the first trials that have all parameters of the space, and running trials after them. */
  Parzen(
      Map<String, Distribution> space,
      Observations observations,
      boolean[] members,
      List<Parameters> running,
      boolean magicClip) {
    this.space = space;
    this.members = members;
    this.magicClip = magicClip;
    this.columns = new Observations.Column[space.size()];
    int i = 0;
    boolean all = true;
    for (String name : space.keySet()) {
      Observations.Column column = observations.column(name);
      all &= column != null;
      columns[i++] = column == null ? new Observations.Column() : column;
    }
    this.kernel = new int[members.length];
    Arrays.fill(kernel, -1);
    for (int trial = 0; trial < members.length && all; trial++) {
      if (has(trial)) {
        kernel[trial] = count++;
      }
    }
    this.running = running.stream()
        .filter(parameters -> space.keySet().stream().allMatch(parameters::has))
        .toList();
  }

  private boolean has(int trial) {
    if (!members[trial]) {
      return false;
    }
    for (Observations.Column column : columns) {
      if (Double.isNaN(column.values[trial])) {
        return false;
      }
    }
    return true;
  }

  /** The mixture of the kernels and the prior, by how much each of so many kernels counts. */
  Mixture mixture(IntFunction<double[]> counts) {
    int n = count + running.size();
    double[] weights = weights(n, counts.apply(n));
    Kernels[] factors = new Kernels[columns.length];
    int i = 0;
    for (Map.Entry<String, Distribution> entry : space.entrySet()) {
      factors[i] = kernels(columns[i], entry.getKey(), entry.getValue(), n);
      i++;
    }
    return Mixture.of(weights, factors);
  }

  static double[] equal(int n) {
    double[] counts = new double[n];
    Arrays.fill(counts, 1);
    return counts;
  }

  /** Older trials count less: a ramp from 1/n to 1, then 25 ones. */
  static double[] recent(int n) {
    double[] counts = equal(n);
    int ramp = n - 25;
    for (int i = 0; i < ramp; i++) {
      counts[i] = ramp == 1 ? 1.0 / n : 1.0 / n + i * (1 - 1.0 / n) / (ramp - 1);
    }
    return counts;
  }

  /** The counts and the prior's, which is 1, divided by their sum. */
  static double[] weights(int n, double[] counts) {
    boolean sound = counts.length == n;
    for (double count : counts) {
      sound &= count >= 0 && count < Double.POSITIVE_INFINITY;
    }
    if (!sound) {
      throw new IllegalArgumentException("weights of " + n + " trials: " + Arrays.toString(counts)
          + ": give as many finite numbers of at least 0");
    }
    double[] weights = Arrays.copyOf(counts, n + 1);
    weights[n] = 1;
    double sum = Arrays.stream(weights).sum();
    for (int i = 0; i <= n; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private Kernels kernels(
      Observations.Column column, String name, Distribution distribution, int n) {
    if (distribution instanceof CategoricalDistribution choice) {
      int[] seen = new int[n];
      for (int trial = 0; trial < kernel.length; trial++) {
        if (kernel[trial] >= 0) {
          seen[kernel[trial]] = (int) column.values[trial];
        }
      }
      for (int r = 0; r < running.size(); r++) {
        seen[count + r] = (int) running.get(r).internal(name);
      }
      return new CategoricalKernels(choice.choices().size(), seen, 1);
    }
    double low = GridKernels.edge(distribution, -0.5);
    double high = GridKernels.edge(distribution, 0.5);
    double[] sorted = new double[n];
    int[] place = new int[n + 1];
    sortInto(column, name, distribution, sorted, place);
    double[] widths = Arrays.copyOf(widths(sorted, low, high, magicClip, false), n + 1);
    double[] centres = Arrays.copyOf(sorted, n + 1);
    centres[n] = 0.5 * (low + high); // the prior
    widths[n] = high - low;
    place[n] = n;
    return distribution instanceof FloatDistribution f && f.step() == null
        ? new NormalKernels(f, centres, widths, place)
        : new GridKernels(distribution, centres, widths, place);
  }

  /** The kernels' centres in order, finished trials merged with running ones. */
  private void sortInto(
      Observations.Column column,
      String name,
      Distribution distribution,
      double[] sorted,
      int[] place) {
    int found = 0;
    for (int i = 0; i < column.count; i++) {
      int trial = column.sorted[i];
      if (trial < kernel.length && kernel[trial] >= 0) {
        sorted[found] = column.values[trial];
        place[found++] = kernel[trial];
      }
    }
    for (int r = 0; r < running.size(); r++) {
      double value = Observations.value(running.get(r), name, distribution);
      int at = found;
      while (at > 0 && sorted[at - 1] > value) {
        sorted[at] = sorted[at - 1];
        place[at] = place[at - 1];
        at--;
      }
      sorted[at] = value;
      place[at] = count + r;
      found++;
    }
  }

  /**
   * The width of each kernel: the larger gap to its neighbours, or to the ends of the range where it has none; the outer
   * ones take the inner gap unless endpoints count. Never above the range, never below the range divided by min(100, 2 +
   * n) with magic clip.
   */
  static double[] widths(
      double[] sorted, double low, double high, boolean magicClip, boolean endpoints) {
    int n = sorted.length;
    double[] widths = new double[n];
    double least = magicClip ? (high - low) / Math.min(100.0, 2.0 + n) : 1e-12;
    for (int i = 0; i < n; i++) {
      double left = sorted[i] - (i == 0 ? low : sorted[i - 1]);
      double right = (i == n - 1 ? high : sorted[i + 1]) - sorted[i];
      double width = Math.max(left, right);
      if (!endpoints && n > 1) {
        width = i == 0 ? right : i == n - 1 ? left : width;
      }
      widths[i] = Math.min(high - low, Math.max(least, width));
    }
    return widths;
  }
}
