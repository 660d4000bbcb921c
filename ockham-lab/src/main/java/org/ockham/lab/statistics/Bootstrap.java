package org.ockham.lab.statistics;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.ockham.tensor.RandomKey;

/**
 * An interval of a statistic by resampling the values with replacement: bias-corrected and accelerated (BCa; Efron, 1987,
 * <a href="https://doi.org/10.1080/01621459.1987.10478410">Better Bootstrap Confidence Intervals</a>; as
 * {@code scipy.stats.bootstrap}). Its ends are the quantiles of the resampled statistics at
 *
 * <blockquote>
 *   Φ(z₀ + (z₀ + z) / (1 − a·(z₀ + z))),   z = Φ⁻¹((1 ∓ level) / 2)
 * </blockquote>
 *
 * with z₀ = Φ⁻¹ of the share of resamples below the statistic (ties by half) and a from the jackknife. All resamples are taken
 * where they are at most {@value #RESAMPLES} · 5 in number (n ≤ 6), else {@value #RESAMPLES} drawn from the seed. It needs no
 * normality but values enough: with fewer than 10 it is too short, and the t interval is the one to trust.
 *
 * @param statistic of the values themselves
 * @param interval never NaN
 * @param standardError the standard deviation of the resampled statistics
 * @param method how the interval came about
 * @param n how many values
 * @param resamples how many resamples
 */
public record Bootstrap(
    double statistic,
    Interval interval,
    double standardError,
    Method method,
    int n,
    int resamples) {

  /** As many are drawn where not all can be taken. */
  static final int RESAMPLES = 10_000;

  /** How an interval came about. */
  public enum Method {
    /** Bias-corrected and accelerated. */
    BCA,
    /** Plain quantiles, because BCa is undefined here: the statistic sits on its bound, or the jackknife does not vary. */
    PERCENTILE,
    /** All resamples gave the same: there is no spread to judge by. */
    DEGENERATE
  }

  /** Of the mean. */
  public static Bootstrap of(double[] values, double level, long seed) {
    return of(values, Sample::mean, level, seed);
  }

  /**
   * Of any statistic; refuses fewer than 2 values.
   *
   * @param statistic what to compute of a resample, which it must not keep
   * @param seed of the draws
   */
  public static Bootstrap of(
      double[] values, ToDoubleFunction<double[]> statistic, double level, long seed) {
    Sample.check(values, 2);
    Interval.level(level);
    double seen = statistic.applyAsDouble(values.clone());
    double[] resampled = resample(values, statistic, seed);
    Arrays.sort(resampled);
    double low = resampled[0];
    double high = resampled[resampled.length - 1];
    if (Sample.constant(values) || low == high) {
      return new Bootstrap(
          seen,
          new Interval(seen, seen, level),
          0,
          Method.DEGENERATE,
          values.length,
          resampled.length);
    }
    double below = share(resampled, seen);
    double acceleration = acceleration(values, statistic);
    boolean defined = below > 0 && below < 1 && Double.isFinite(acceleration);
    double lowShare = (1 - level) / 2;
    double highShare = 1 - lowShare;
    if (defined) {
      double bias = quantile(below);
      lowShare = corrected(bias, acceleration, quantile(lowShare));
      highShare = corrected(bias, acceleration, quantile(highShare));
    }
    double one = at(resampled, lowShare);
    double other = at(resampled, highShare);
    double mean = Sample.mean(resampled);
    double squares = 0;
    for (double value : resampled) {
      squares += (value - mean) * (value - mean);
    }
    return new Bootstrap(
        seen,
        new Interval(Math.min(one, other), Math.max(one, other), level),
        Math.sqrt(squares / (resampled.length - 1)),
        defined ? Method.BCA : Method.PERCENTILE,
        values.length,
        resampled.length);
  }

  /** What a reader of the interval must know, where there is something. */
  public Optional<String> warning() {
    if (method == Method.DEGENERATE) {
      return Optional.of("All " + n + " values are equal: there is no spread to judge by.");
    }
    if (n == 2) {
      return Optional.of(
          "Two values have just three different resample means, so this interval is far too short:"
              + " use the t interval, or run more seeds.");
    }
    if (method == Method.PERCENTILE) {
      return Optional.of(
          "The BCa interval is undefined here, so this is the plain percentile interval.");
    }
    return n < 10
        ? Optional.of(
            "With " + n + " values a bootstrap interval is too short: use the t interval.")
        : Optional.empty();
  }

  private static double[] resample(
      double[] values, ToDoubleFunction<double[]> statistic, long seed) {
    int n = values.length;
    boolean all = n <= 6;
    double[] resampled = new double[all ? (int) Math.round(StrictMath.pow(n, n)) : RESAMPLES];
    SplittableRandom random = new SplittableRandom(seed);
    double[] resample = new double[n];
    for (int i = 0; i < resampled.length; i++) {
      for (int j = 0, digits = i; j < n; j++, digits /= n) {
        resample[j] = values[all ? digits % n : RandomKey.below(random, n)];
      }
      resampled[i] = statistic.applyAsDouble(resample);
    }
    return resampled;
  }

  /** The share of the sorted values that lie below; those equal count by half, to within rounding. */
  private static double share(double[] sorted, double value) {
    double rounding = 1e-12 * Sample.largest(sorted);
    double share = 0;
    for (double other : sorted) {
      share += other < value - rounding ? 1 : other <= value + rounding ? 0.5 : 0;
    }
    return share / sorted.length;
  }

  private static double acceleration(double[] values, ToDoubleFunction<double[]> statistic) {
    int n = values.length;
    double[] without = new double[n];
    for (int i = 0; i < n; i++) {
      double[] rest = new double[n - 1];
      System.arraycopy(values, 0, rest, 0, i);
      System.arraycopy(values, i + 1, rest, i, n - 1 - i);
      without[i] = statistic.applyAsDouble(rest);
    }
    if (Sample.constant(without)) {
      return Double.NaN;
    }
    double[] scaled = Sample.scale(without, -Sample.exponent(without));
    double mean = Sample.mean(scaled);
    double squares = 0;
    double cubes = 0;
    for (double value : scaled) {
      double distance = mean - value;
      squares += distance * distance;
      cubes += distance * distance * distance;
    }
    return cubes / (6 * Math.sqrt(squares) * squares);
  }

  private static double corrected(double bias, double acceleration, double z) {
    return new NormalDistribution()
        .cumulativeProbability(bias + (bias + z) / (1 - acceleration * (bias + z)));
  }

  private static double quantile(double share) {
    return new NormalDistribution().inverseCumulativeProbability(share);
  }

  /** The quantile of sorted values, straight between neighbours (NumPy's default). */
  private static double at(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = Math.min((int) place, sorted.length - 2);
    return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
  }
}
