package org.ockham.data.table;

import java.util.Arrays;
import org.ockham.check.Check;

/**
 * low + (x − min) / (max − min) · (high − low), with the training part's extremes: what lies beyond them elsewhere comes out beyond
 * the range. Where they are equal, only the minimum is taken away.
 *
 * @param low where the minimum comes to lie; default 0
 * @param high where the maximum comes to lie; default 1
 * @see <a href="https://scikit-learn.org/stable/modules/generated/sklearn.preprocessing.MinMaxScaler.html">MinMaxScaler</a>
 */
public record MinMaxScaler(double low, double high) implements Scaler {

  public MinMaxScaler {
    Check.finite("low", low);
    Check.finite("high", high);
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "low is " + low + " and high " + high + ": low must be below high");
    }
  }

  /** From 0 to 1. */
  public static MinMaxScaler standard() {
    return new MinMaxScaler(0, 1);
  }

  @Override
  public FittedScaler fit(double[] values) {
    double min = Arrays.stream(values).min().orElseThrow();
    double range = Arrays.stream(values).max().orElseThrow() - min;
    return new FittedScaler.Affine(min, (range == 0 ? 1 : range) / (high - low), low);
  }
}
