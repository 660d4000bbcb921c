package org.ockham.search.sampler;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.ockham.search.space.Distribution;

/** A normal distribution over the unit cube that learns from generations. Immutable. */
final class CmaState {

  /**
   * One evaluated point.
   *
   * @param point where
   * @param loss how bad
   */
  record Offspring(@SuppressWarnings("ArrayRecordComponent") double[] point, double loss) {}

  private final List<Distribution> axes;
  private final int population;
  private final int age;
  private final double[] mean;
  private final double sigma;
  private final double[][] covariance;
  private final double[] sigmaPath;
  private final double[] covariancePath;
  private final double[] margins;
  private final double[][] basis;
  private final double[] lengths;
  private final boolean flat;

  private CmaState(
      List<Distribution> axes,
      int population,
      int age,
      double[] mean,
      double sigma,
      double[][] covariance,
      double[] sigmaPath,
      double[] covariancePath,
      double[] margins,
      boolean flat) {
    this.axes = axes;
    this.population = population;
    this.age = age;
    this.mean = mean;
    this.sigma = sigma;
    this.covariance = covariance;
    this.sigmaPath = sigmaPath;
    this.covariancePath = covariancePath;
    this.margins = margins;
    this.flat = flat;
    var decomposition = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(covariance));
    this.basis = decomposition.getV().getData();
    this.lengths = decomposition.getEigenvalues();
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = Math.sqrt(Math.max(1e-20, lengths[i]));
    }
  }

  static CmaState start(List<Distribution> axes, int population, double sigma, double[] mean) {
    int n = axes.size();
    return start(
        axes, population, sigma, mean, MatrixUtils.createRealIdentityMatrix(n).getData());
  }

  private static CmaState start(
      List<Distribution> axes, int population, double sigma, double[] mean, double[][] covariance) {
    int n = axes.size();
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    return new CmaState(
        axes,
        population,
        0,
        mean.clone(),
        sigma,
        covariance,
        new double[n],
        new double[n],
        ones,
        false);
  }

  /**
   * The start after good points of another problem: Σ = α² I + their covariance, with α = 0.1, which is cut into σ² and a
   * covariance of determinant 1.
   */
  static CmaState after(List<Distribution> axes, int population, double[][] good) {
    int n = axes.size();
    double[] mean = new double[n];
    for (double[] point : good) {
      for (int i = 0; i < n; i++) {
        mean[i] += point[i] / good.length;
      }
    }
    double[][] covariance = new double[n][n];
    for (int i = 0; i < n; i++) {
      covariance[i][i] = 0.01;
      for (int k = 0; k < n; k++) {
        for (double[] point : good) {
          covariance[i][k] += (point[i] - mean[i]) * (point[k] - mean[k]) / good.length;
        }
      }
    }
    double logVolume = Arrays.stream(
            new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(covariance))
                .getEigenvalues())
        .map(Math::log)
        .sum();
    double scale = Math.exp(logVolume / n);
    for (double[] row : covariance) {
      for (int k = 0; k < n; k++) {
        row[k] /= scale;
      }
    }
    return start(axes, population, Math.sqrt(scale), mean, covariance);
  }

  /** The start of a run with twice the population. */
  CmaState restart(double step, double[] at) {
    return start(axes, 2 * population, step, at);
  }

  int population() {
    return population;
  }

  /** Whether there is nothing left to learn: the distribution is tiny, degenerate or sees only equal losses. */
  boolean converged() {
    double longest = Arrays.stream(lengths).max().orElse(1);
    double shortest = Arrays.stream(lengths).min().orElse(1);
    return flat || sigma * longest < 1e-10 || longest > 1e7 * shortest;
  }

  /** A point of the cube; what falls outside is drawn again a few times, then clipped. */
  double[] draw(SplittableRandom random) {
    int n = mean.length;
    double[] point = new double[n];
    for (int attempt = 0; attempt < 20; attempt++) {
      double[] z = new double[n];
      for (int i = 0; i < n; i++) {
        z[i] = lengths[i] * random.nextGaussian();
      }
      boolean inside = true;
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum += basis[i][k] * z[k];
        }
        point[i] = mean[i] + sigma * margins[i] * sum;
        inside &= point[i] >= 0 && point[i] <= 1;
      }
      if (inside) {
        break;
      }
    }
    for (int i = 0; i < n; i++) {
      point[i] = Math.min(1, Math.max(0, point[i]));
    }
    return point;
  }

  /** The state after a generation. */
  CmaState update(List<Offspring> generation) {
    int n = mean.length;
    List<Offspring> sorted =
        generation.stream().sorted((a, b) -> Double.compare(a.loss(), b.loss())).toList();
    int parents = sorted.size() / 2;
    double[] weights = new double[parents];
    for (int i = 0; i < parents; i++) {
      weights[i] = Math.log((sorted.size() + 1) / 2.0) - Math.log(i + 1);
    }
    double sum = Arrays.stream(weights).sum();
    double squares = 0;
    for (int i = 0; i < parents; i++) {
      weights[i] /= sum;
      squares += weights[i] * weights[i];
    }
    double mass = 1 / squares;
    double cSigma = (mass + 2) / (n + mass + 5);
    double damping = 1 + 2 * Math.max(0, Math.sqrt((mass - 1) / (n + 1)) - 1) + cSigma;
    double cPath = (4 + mass / n) / (n + 4 + 2 * mass / n);
    double cOne = 2 / ((n + 1.3) * (n + 1.3) + mass);
    double cMu = Math.min(1 - cOne, 2 * (mass - 2 + 1 / mass) / ((n + 2.0) * (n + 2.0) + mass));

    double[][] steps = new double[parents][n];
    double[] move = new double[n];
    for (int p = 0; p < parents; p++) {
      for (int i = 0; i < n; i++) {
        steps[p][i] = (sorted.get(p).point()[i] - mean[i]) / (sigma * margins[i]);
        move[i] += weights[p] * steps[p][i];
      }
    }
    double[] newMean = new double[n];
    for (int i = 0; i < n; i++) {
      newMean[i] = mean[i] + sigma * margins[i] * move[i];
    }

    double[] white = whiten(move);
    double[] newSigmaPath = new double[n];
    double norm = 0;
    for (int i = 0; i < n; i++) {
      newSigmaPath[i] =
          (1 - cSigma) * sigmaPath[i] + Math.sqrt(cSigma * (2 - cSigma) * mass) * white[i];
      norm += newSigmaPath[i] * newSigmaPath[i];
    }
    norm = Math.sqrt(norm);
    double expected = Math.sqrt(n) * (1 - 1 / (4.0 * n) + 1 / (21.0 * n * n));
    boolean steady = norm / Math.sqrt(1 - Math.pow(1 - cSigma, 2.0 * (age + 1)))
        < (1.4 + 2 / (n + 1.0)) * expected;
    double[] newPath = new double[n];
    for (int i = 0; i < n; i++) {
      newPath[i] = (1 - cPath) * covariancePath[i]
          + (steady ? Math.sqrt(cPath * (2 - cPath) * mass) * move[i] : 0);
    }
    double stall = steady ? 0 : cOne * cPath * (2 - cPath);
    double[][] newCovariance = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k <= i; k++) {
        double rankMu = 0;
        for (int p = 0; p < parents; p++) {
          rankMu += weights[p] * steps[p][i] * steps[p][k];
        }
        newCovariance[i][k] = (1 - cOne - cMu + stall) * covariance[i][k]
            + cOne * newPath[i] * newPath[k]
            + cMu * rankMu;
        newCovariance[k][i] = newCovariance[i][k];
      }
    }
    double newSigma =
        Math.min(1, sigma * Math.exp(Math.min(1, cSigma / damping * (norm / expected - 1))));
    double[] newMargins = margins.clone();
    for (int i = 0; i < n; i++) {
      keepMargin(i, newMean, newMargins, newSigma * Math.sqrt(newCovariance[i][i]));
    }
    boolean equal = sorted.get(0).loss() == sorted.get(sorted.size() - 1).loss();
    return new CmaState(
        axes,
        population,
        age + 1,
        newMean,
        newSigma,
        newCovariance,
        newSigmaPath,
        newPath,
        newMargins,
        equal);
  }

  /** The move in coordinates in which the distribution is round. */
  private double[] whiten(double[] move) {
    int n = move.length;
    double[] white = new double[n];
    for (int k = 0; k < n; k++) {
      double along = 0;
      for (int i = 0; i < n; i++) {
        along += basis[i][k] * move[i];
      }
      for (int i = 0; i < n; i++) {
        white[i] += basis[i][k] * along / lengths[k];
      }
    }
    return white;
  }

  /** Leaves the present value of a grid a least probability of being left. */
  private void keepMargin(int i, double[] newMean, double[] newMargins, double deviation) {
    long count = axes.get(i).cardinality();
    if (count == Long.MAX_VALUE || count < 2) {
      newMean[i] = Math.min(1.5, Math.max(-0.5, newMean[i]));
      return;
    }
    Distribution axis = axes.get(i);
    double centre = Math.min(1, Math.max(0, newMean[i]));
    double value = axis.quantile(centre);
    // The cell of the present value: where its quantile begins and ends.
    double low = edge(axis, value, centre, -1);
    double high = edge(axis, value, centre, 1);
    double alpha = 1.0 / (axes.size() * population);
    double spread = deviation * newMargins[i];
    double far = -Normal.quantile(alpha / 2);
    if (low <= 0 || high >= 1) { // the first or last value: one side only
      double inner = low <= 0 ? high : low;
      double reach = -Normal.quantile(alpha) * spread;
      newMean[i] = low <= 0 ? Math.max(centre, inner - reach) : Math.min(centre, inner + reach);
      return;
    }
    double below = Math.max(alpha / 2, Normal.cdf((low - centre) / spread));
    double above = Math.max(alpha / 2, Normal.cdf((centre - high) / spread));
    double lowSide = Math.min(far, -Normal.quantile(Math.min(0.49, below)));
    double highSide = Math.min(far, -Normal.quantile(Math.min(0.49, above)));
    double wanted = (high - low) / (lowSide + highSide);
    if (wanted > spread) {
      newMargins[i] *= wanted / spread;
      newMean[i] = low + wanted * lowSide;
    }
  }

  private static double edge(Distribution axis, double value, double from, int side) {
    double inside = from;
    double outside = side < 0 ? 0 : 1;
    if (axis.quantile(outside) == value) {
      return outside;
    }
    for (int i = 0; i < 50; i++) {
      double middle = (inside + outside) / 2;
      if (axis.quantile(middle) == value) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return inside;
  }
}
