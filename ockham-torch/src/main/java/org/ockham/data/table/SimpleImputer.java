package org.ockham.data.table;

import java.util.Arrays;
import org.ockham.check.Check;

/**
 * One number for all missing cells of a column.
 *
 * @param strategy where it comes from; default {@link Strategy#MEAN}
 * @param fillValue the number itself if the strategy is {@link Strategy#CONSTANT}; default 0
 * @param addIndicator whether an input of 0 or 1 follows that says whether the cell was missing, if some were in the training part;
 *     default false
 * @see <a href="https://scikit-learn.org/stable/modules/generated/sklearn.impute.SimpleImputer.html">SimpleImputer</a>
 */
public record SimpleImputer(Strategy strategy, double fillValue, boolean addIndicator) {

  /** Where the number comes from. */
  public enum Strategy {
    /** The mean of the values that are there. */
    MEAN,
    /** Their median: the mean of the middle two, if they are an even number. */
    MEDIAN,
    /** The one that occurs most often; the smallest of those. */
    MOST_FREQUENT,
    /** The one given. */
    CONSTANT
  }

  public SimpleImputer {
    Check.finite("fillValue", fillValue);
  }

  /** The mean. */
  public static SimpleImputer mean() {
    return new SimpleImputer(Strategy.MEAN, 0, false);
  }

  /** The median. */
  public static SimpleImputer median() {
    return new SimpleImputer(Strategy.MEDIAN, 0, false);
  }

  /** What occurs most often. */
  public static SimpleImputer mostFrequent() {
    return new SimpleImputer(Strategy.MOST_FREQUENT, 0, false);
  }

  /** This number. */
  public static SimpleImputer constant(double fillValue) {
    return new SimpleImputer(Strategy.CONSTANT, fillValue, false);
  }

  /** A copy with, or without, an indicator. */
  public SimpleImputer addIndicator(boolean addIndicator) {
    return new SimpleImputer(strategy, fillValue, addIndicator);
  }

  /** The number for a column with these values. */
  double fill(double[] present) {
    return switch (strategy) {
      case MEAN -> MeanAndDeviation.of(present).mean();
      case MEDIAN -> median(present);
      case MOST_FREQUENT -> mostFrequent(present);
      case CONSTANT -> fillValue;
    };
  }

  private static double median(double[] present) {
    double[] sorted = present.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2;
  }

  private static double mostFrequent(double[] present) {
    double[] sorted = present.clone();
    Arrays.sort(sorted);
    double best = sorted[0];
    int most = 0;
    int start = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i] != sorted[start]) {
        start = i;
      }
      if (i - start + 1 > most) {
        most = i - start + 1;
        best = sorted[i];
      }
    }
    return best;
  }
}
