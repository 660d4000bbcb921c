package org.ockham.search.sampler;

import java.util.SplittableRandom;

/**
 * A weighted sum of products of kernels, one factor for each parameter: the Parzen estimator of TPE.
 * The weights add up to 1; the last is the prior's.
 */
final class Mixture {

  /** What lies so far below the largest adds less than a double's last digit, all together. */
  private static final double REACH = -40;

  private final double[] weights;
  private final Axis[] axes;
  private final double[] constants;

  private Mixture(double[] weights, Axis[] axes, double[] constants) {
    this.weights = weights;
    this.axes = axes;
    this.constants = constants;
  }

  /** How many kernels there are. */
  int size() {
    return weights.length;
  }

  static Mixture of(double[] weights, Axis[] axes) {
    double[] constants = new double[weights.length];
    for (int k = 0; k < weights.length; k++) {
      constants[k] = Math.log(weights[k]);
    }
    for (Axis axis : axes) {
      axis.addConstants(constants);
    }
    return new Mixture(weights, axes, constants);
  }

  /** The log density at a point, one internal value for each parameter. */
  double logDensity(double[] point, double[] scratch) {
    System.arraycopy(constants, 0, scratch, 0, constants.length);
    for (int i = 0; i < axes.length; i++) {
      axes[i].addLogs(point[i], scratch);
    }
    int nearest = 0;
    for (int k = 1; k < constants.length; k++) {
      nearest = scratch[k] > scratch[nearest] ? k : nearest;
    }
    double max = exact(nearest, scratch);
    double sum = 1;
    for (int k = 0; k < constants.length; k++) {
      if (k == nearest || !(scratch[k] - max > REACH)) {
        continue;
      }
      double log = exact(k, scratch);
      if (log > max) {
        sum = 1 + sum * Math.exp(max - log);
        max = log;
      } else if (log - max > REACH) {
        sum += Math.exp(log - max);
      }
    }
    return max + Math.log(sum);
  }

  private double exact(int kernel, double[] logs) {
    double log = logs[kernel];
    for (Axis axis : axes) {
      log -= axis.excess(kernel);
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
    double[] point = new double[axes.length];
    for (int i = 0; i < axes.length; i++) {
      point[i] = axes[i].draw(kernel, random);
    }
    return point;
  }
}
