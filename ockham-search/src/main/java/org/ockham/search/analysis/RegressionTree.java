package org.ockham.search.analysis;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A regression tree over the unit cube, grown by variance; its leaves are boxes, over which it can be integrated. */
final class RegressionTree {

  private static final int LEAST = 2;

  private final int axis;
  private final double cut;
  private final double value;
  private final @Nullable RegressionTree left;
  private final @Nullable RegressionTree right;

  private RegressionTree(
      int axis,
      double cut,
      double value,
      @Nullable RegressionTree left,
      @Nullable RegressionTree right) {
    this.axis = axis;
    this.cut = cut;
    this.value = value;
    this.left = left;
    this.right = right;
  }

  static RegressionTree grow(
      double[][] x, double[] y, int[] rows, int depth, SplittableRandom random) {
    double mean = Arrays.stream(rows).mapToDouble(row -> y[row]).average().orElse(0);
    if (depth == 0 || rows.length < 2 * LEAST) {
      return new RegressionTree(-1, 0, mean, null, null);
    }
    int bestAxis = -1;
    double bestCut = 0;
    double bestGain = 1e-12;
    for (int axis = 0; axis < x[0].length; axis++) {
      int[] order = sorted(rows, x, axis);
      double total = Arrays.stream(rows).mapToDouble(row -> y[row] - mean).sum();
      double sum = 0;
      for (int i = 0; i < order.length - 1; i++) {
        sum += y[order[i]] - mean;
        double here = x[order[i]][axis];
        double next = x[order[i + 1]][axis];
        if (here < next && i + 1 >= LEAST && order.length - i - 1 >= LEAST) {
          double rest = total - sum;
          double gain = sum * sum / (i + 1) + rest * rest / (order.length - i - 1);
          if (gain > bestGain) {
            bestGain = gain;
            bestAxis = axis;
            bestCut = here + random.nextDouble(0.25, 0.75) * (next - here);
          }
        }
      }
    }
    if (bestAxis < 0) {
      return new RegressionTree(-1, 0, mean, null, null);
    }
    int axis = bestAxis;
    double cut = bestCut;
    int[] below = Arrays.stream(rows).filter(row -> x[row][axis] < cut).toArray();
    int[] above = Arrays.stream(rows).filter(row -> x[row][axis] >= cut).toArray();
    return new RegressionTree(
        axis,
        cut,
        mean,
        grow(x, y, below, depth - 1, random),
        grow(x, y, above, depth - 1, random));
  }

  private static int[] sorted(int[] rows, double[][] x, int axis) {
    Integer[] boxed = Arrays.stream(rows).boxed().toArray(Integer[]::new);
    Arrays.sort(boxed, (a, b) -> Double.compare(x[a][axis], x[b][axis]));
    return Arrays.stream(boxed).mapToInt(row -> row).toArray();
  }

  /** The mean over the cube: of the tree, and of its square. */
  double[] moments() {
    double[] sum = new double[2];
    add(sum, 1, new HashMap<>());
    return sum;
  }

  private void add(double[] sum, double volume, Map<Integer, double[]> box) {
    if (left == null || right == null) {
      sum[0] += volume * value;
      sum[1] += volume * value * value;
      return;
    }
    double[] range = box.getOrDefault(axis, new double[] {0, 1});
    double share = (cut - range[0]) / (range[1] - range[0]);
    box.put(axis, new double[] {range[0], cut});
    left.add(sum, volume * share, box);
    box.put(axis, new double[] {cut, range[1]});
    right.add(sum, volume * (1 - share), box);
    box.put(axis, range);
  }

  /** The mean over all other axes, with one axis held at a value. */
  double marginal(int held, double at) {
    return marginal(held, at, new HashMap<>());
  }

  private double marginal(int held, double at, Map<Integer, double[]> box) {
    if (left == null || right == null) {
      return value;
    }
    if (axis == held) {
      return at < cut ? left.marginal(held, at, box) : right.marginal(held, at, box);
    }
    double[] range = box.getOrDefault(axis, new double[] {0, 1});
    double share = (cut - range[0]) / (range[1] - range[0]);
    box.put(axis, new double[] {range[0], cut});
    double below = left.marginal(held, at, box);
    box.put(axis, new double[] {cut, range[1]});
    double above = right.marginal(held, at, box);
    box.put(axis, range);
    return share * below + (1 - share) * above;
  }
}
