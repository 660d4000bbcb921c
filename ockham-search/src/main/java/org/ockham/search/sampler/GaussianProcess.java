package org.ockham.search.sampler;

import java.util.Arrays;

/**
 * A Gaussian process over the unit cube with a Matérn 5/2 kernel that has a length for each axis; on a categorical axis two
 * different choices are one apart.
 *
 * <p>k(x, x') = a (1 + √5 r + 5 r²/3) exp(−√5 r), r² = Σ (x_i − x'_i)² / l_i². Lengths, a and the noise maximise the
 * posterior under broad log-normal priors.
 *
 * <p>Source: C. Rasmussen, C. Williams, <em>Gaussian Processes for Machine Learning</em> (2006), chapters 2, 4 and 5.
 */
final class GaussianProcess {

  private static final double SQRT_5 = Math.sqrt(5);

  private final double[][] x;
  private final double[] y;
  private final boolean[] categorical;
  private final double[] theta;
  private final double[][] lower;
  private final double[] alpha;

  private GaussianProcess(double[][] x, double[] y, boolean[] categorical, double[] theta) {
    this.x = x;
    this.y = y;
    this.categorical = categorical;
    this.theta = theta;
    this.lower = cholesky(covariance(x, categorical, theta));
    this.alpha = solve(lower, y);
  }

  /** Fits the kernel to points and their standardised values. */
  static GaussianProcess fit(double[][] x, double[] y, boolean[] categorical) {
    int d = categorical.length;
    double[] start = new double[d + 2];
    Arrays.fill(start, 0, d, prior(d));
    start[d + 1] = -7;
    double[] theta = SmoothMinimizer.minimize(
        (at, gradient) -> cost(x, y, categorical, at, gradient), start, 40);
    return new GaussianProcess(x, y, categorical, theta);
  }

  /** The same kernel with further points at which the mean is believed, so that nobody goes there again. */
  GaussianProcess believing(double[][] points) {
    if (points.length == 0) {
      return this;
    }
    double[][] all = Arrays.copyOf(x, x.length + points.length);
    double[] values = Arrays.copyOf(y, all.length);
    for (int i = 0; i < points.length; i++) {
      all[x.length + i] = points[i];
      values[x.length + i] = predict(points[i])[0];
    }
    return new GaussianProcess(all, values, categorical, theta);
  }

  private static double prior(int d) {
    return Math.log(0.5 * Math.sqrt(d));
  }

  /** The squared distance along each axis. */
  private static double squared(double[] a, double[] b, int i, boolean[] categorical) {
    double gap = a[i] - b[i];
    return categorical[i] ? (gap == 0 ? 0 : 1) : gap * gap;
  }

  private static double kernel(
      double[] a, double[] b, boolean[] categorical, double[] precisions, double amplitude) {
    double r2 = 0;
    for (int i = 0; i < categorical.length; i++) {
      r2 += squared(a, b, i, categorical) * precisions[i];
    }
    double r = SQRT_5 * Math.sqrt(r2);
    return amplitude * (1 + r + r * r / 3) * Math.exp(-r);
  }

  private static double[] precisions(double[] theta) {
    double[] precisions = new double[theta.length - 2];
    for (int i = 0; i < precisions.length; i++) {
      precisions[i] = Math.exp(-2 * theta[i]);
    }
    return precisions;
  }

  private static double[][] covariance(double[][] x, boolean[] categorical, double[] theta) {
    int n = x.length;
    double[] precisions = precisions(theta);
    double amplitude = Math.exp(theta[theta.length - 2]);
    double noise = Math.exp(theta[theta.length - 1]) + 1e-8;
    double[][] k = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        k[i][j] = kernel(x[i], x[j], categorical, precisions, amplitude);
        k[j][i] = k[i][j];
      }
      k[i][i] += noise;
    }
    return k;
  }

  /** The negative log posterior and its gradient. */
  private static double cost(
      double[][] x, double[] y, boolean[] categorical, double[] theta, double[] gradient) {
    int n = x.length;
    int d = categorical.length;
    for (double t : theta) {
      if (Math.abs(t) > 20) {
        return Double.POSITIVE_INFINITY;
      }
    }
    double[][] k = covariance(x, categorical, theta);
    double[][] l = cholesky(k);
    double[] alpha = solve(l, y);
    double cost = 0;
    for (int i = 0; i < n; i++) {
      cost += 0.5 * y[i] * alpha[i] + Math.log(l[i][i]);
    }
    double[][] inverse = inverse(l);
    double[] precisions = precisions(theta);
    double amplitude = Math.exp(theta[d]);
    double noise = Math.exp(theta[d + 1]);
    Arrays.fill(gradient, 0);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double w = (inverse[i][j] - alpha[i] * alpha[j]) * (i == j ? 0.5 : 1);
        if (i == j) {
          gradient[d + 1] += w * noise;
          gradient[d] += w * (k[i][i] - noise - 1e-8);
          continue;
        }
        gradient[d] += w * k[i][j];
        double r2 = 0;
        for (int a = 0; a < d; a++) {
          r2 += squared(x[i], x[j], a, categorical) * precisions[a];
        }
        double r = SQRT_5 * Math.sqrt(r2);
        double slope = w * amplitude * 5.0 / 3 * (1 + r) * Math.exp(-r);
        for (int a = 0; a < d; a++) {
          gradient[a] += slope * squared(x[i], x[j], a, categorical) * precisions[a];
        }
      }
    }
    for (int i = 0; i < theta.length; i++) {
      double centre = i < d ? prior(d) : i == d ? 0 : -9;
      double deviation = i <= d ? 1 : 2;
      double off = (theta[i] - centre) / deviation;
      cost += 0.5 * off * off;
      gradient[i] += off / deviation;
    }
    return cost;
  }

  /** The mean and the variance of the function at a point. */
  double[] predict(double[] at) {
    int n = x.length;
    double[] precisions = precisions(theta);
    double amplitude = Math.exp(theta[theta.length - 2]);
    double[] k = new double[n];
    double mean = 0;
    for (int i = 0; i < n; i++) {
      k[i] = kernel(x[i], at, categorical, precisions, amplitude);
      mean += k[i] * alpha[i];
    }
    double variance = amplitude;
    for (int i = 0; i < n; i++) {
      double sum = k[i];
      for (int j = 0; j < i; j++) {
        sum -= lower[i][j] * k[j];
      }
      k[i] = sum / lower[i][i];
      variance -= k[i] * k[i];
    }
    return new double[] {mean, Math.max(1e-12, variance)};
  }

  /** The logarithm of the expected improvement on a value. */
  double logExpectedImprovement(double[] at, double best) {
    double[] prediction = predict(at);
    double deviation = Math.sqrt(prediction[1]);
    double z = (best - prediction[0]) / deviation;
    double logDensity = -0.5 * z * z - Normal.LOG_SQRT_2PI;
    if (z < -6) {
      return Math.log(deviation) + logDensity - 2 * Math.log(-z);
    }
    return Math.log(deviation) + Math.log(Math.exp(logDensity) + z * Normal.cdf(z));
  }

  /** The logarithm of the probability that the function at a point is at most a value. */
  double logProbabilityBelow(double[] at, double most) {
    double[] prediction = predict(at);
    return Normal.logCdf((most - prediction[0]) / Math.sqrt(prediction[1]));
  }

  private static double[][] cholesky(double[][] a) {
    int n = a.length;
    double[][] l = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        l[i][j] = i == j ? Math.sqrt(Math.max(1e-12, sum)) : sum / l[j][j];
      }
    }
    return l;
  }

  private static double[] solve(double[][] l, double[] b) {
    int n = b.length;
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= l[i][k] * x[k];
      }
      x[i] /= l[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= l[k][i] * x[k];
      }
      x[i] /= l[i][i];
    }
    return x;
  }

  private static double[][] inverse(double[][] l) {
    int n = l.length;
    double[][] w = new double[n][n]; // the inverse of l
    for (int j = 0; j < n; j++) {
      w[j][j] = 1 / l[j][j];
      for (int i = j + 1; i < n; i++) {
        double sum = 0;
        for (int k = j; k < i; k++) {
          sum -= l[i][k] * w[k][j];
        }
        w[i][j] = sum / l[i][i];
      }
    }
    double[][] inverse = new double[n][n];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i <= k; i++) {
        for (int j = 0; j <= i; j++) {
          inverse[i][j] += w[k][i] * w[k][j];
        }
      }
    }
    return inverse;
  }
}
