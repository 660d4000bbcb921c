package org.ockham.data.table;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ockham.check.Check;

/**
 * The share of the training part that is smaller, interpolated between its quantiles: whatever the column's distribution, what comes
 * out is uniform on [0, 1], or normal. Where a value fills several quantiles it comes to lie in their middle.
 *
 * <p>All values of the training part count. (scikit-learn looks at 10,000 drawn ones unless it is told {@code subsample=None}, and takes
 * what comes within 1e-7 of an extreme for the extreme, whatever the column's unit.)
 *
 * @param quantiles how many are kept, at most one a value; default 1000
 * @param outputDistribution what comes out; default {@link Distribution#UNIFORM}
 * @see <a href="https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.QuantileTransformer.html">QuantileTransformer</a>
 */
public record QuantileTransformer(int quantiles, Distribution outputDistribution)
    implements Scaler {

  /** What comes out. */
  public enum Distribution {
    /** Uniform on [0, 1]; what lies beyond the training part's extremes becomes 0 or 1. */
    UNIFORM,
    /** Standard normal, within ±5.2. */
    NORMAL
  }

  public QuantileTransformer {
    Check.atLeast("quantiles", quantiles, 2);
  }

  /** A thousand quantiles, to a uniform distribution. */
  public static QuantileTransformer uniform() {
    return new QuantileTransformer(1000, Distribution.UNIFORM);
  }

  /** A thousand quantiles, to a normal distribution. */
  public static QuantileTransformer normal() {
    return new QuantileTransformer(1000, Distribution.NORMAL);
  }

  /** A copy with so many quantiles. */
  public QuantileTransformer quantiles(int quantiles) {
    return new QuantileTransformer(quantiles, outputDistribution);
  }

  @Override
  public FittedScaler fit(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int count = Math.max(2, Math.min(quantiles, sorted.length));
    List<Double> kept = IntStream.range(0, count)
        .mapToObj(i -> quantile(sorted, (double) i / (count - 1)))
        .toList();
    return new FittedScaler.Quantiles(kept, outputDistribution);
  }

  /** Linear between the two nearest values. */
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    double low = sorted[below];
    double high = sorted[above];
    double part = place - below;
    double range = high - low;
    // The range may be more than a double holds, and rounding may lead beyond the upper value.
    double value = Double.isFinite(range) ? low + part * range : low * (1 - part) + high * part;
    return Math.min(value, high);
  }
}
