package org.ockham.search.sampler;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A weighted sum of products of kernels, one factor for each parameter: the Parzen estimator of TPE.
 * The weights add up to 1; the last is the prior's.
 */
final class Mixture {

  /** What lies so far below the largest adds less than a double's last digit, all together. */
  private static final double REACH = -40;

  private final double[] weights;
  private final Kernels[] factors;
  private final GridKernels[] grids; // those that give bounds
  private final double[] constants;

  private Mixture(double[] weights, Kernels[] factors, double[] constants) {
    this.weights = weights;
    this.factors = factors;
    this.grids = Arrays.stream(factors)
        .filter(GridKernels.class::isInstance)
        .map(GridKernels.class::cast)
        .filter(grid -> !grid.isExact())
        .toArray(GridKernels[]::new);
    this.constants = constants;
  }

  /** How many kernels there are. */
  int size() {
    return weights.length;
  }

  static Mixture of(double[] weights, Kernels[] factors) {
    double[] constants = new double[weights.length];
    for (int k = 0; k < weights.length; k++) {
      constants[k] = Math.log(weights[k]);
    }
    for (Kernels factor : factors) {
      factor.addConstants(constants);
    }
    return new Mixture(weights, factors, constants);
  }

  /** The log density at a point, one internal value for each parameter. */
  double logDensity(double[] point, double[] scratch) {
    System.arraycopy(constants, 0, scratch, 0, constants.length);
    for (int i = 0; i < factors.length; i++) {
      factors[i].addLogs(point[i], scratch);
    }
    if (grids.length > 0) {
      sharpen(scratch);
    }
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < constants.length; k++) {
      max = Math.max(max, scratch[k]);
    }
    if (max == Double.NEGATIVE_INFINITY) {
      return max;
    }
    double sum = 0;
    for (int k = 0; k < constants.length; k++) {
      double below = scratch[k] - max;
      if (below > REACH) {
        sum += Math.exp(below);
      }
    }
    return max + Math.log(sum);
  }

  /** Replaces the bounds of those kernels by what they are that may count beside the one with the largest. */
  private void sharpen(double[] logs) {
    int nearest = 0;
    for (int k = 1; k < constants.length; k++) {
      nearest = logs[k] > logs[nearest] ? k : nearest;
    }
    double least = exact(nearest, logs) + REACH;
    for (int k = 0; k < constants.length; k++) {
      logs[k] = logs[k] > least ? exact(k, logs) : Double.NEGATIVE_INFINITY;
    }
  }

  private double exact(int kernel, double[] logs) {
    double log = logs[kernel];
    for (GridKernels factor : grids) {
      log -= factor.excess(kernel);
    }
    return log;
  }

  /** A draw: a kernel by weight, then each parameter from it. */
  double[] draw(SplittableRandom random) {
    double u = random.nextDouble();
    int kernel = 0;
    while (kernel < weights.length - 1 && u >= weights[kernel]) {
      u -= weights[kernel++];
    }
    double[] point = new double[factors.length];
    for (int i = 0; i < factors.length; i++) {
      point[i] = factors[i].draw(kernel, random);
    }
    return point;
  }
}
