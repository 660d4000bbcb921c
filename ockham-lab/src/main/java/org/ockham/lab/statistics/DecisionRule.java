package org.ockham.lab.statistics;

import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;

/**
 * How a comparison comes to its verdicts; set before a result is seen.
 *
 * @param alpha the probability that may be false of all claims of one kind together, 0.05
 * @param margin the largest difference that does not matter, in the unit of the differences; 0 asks for no equivalence
 * @param largerIsBetter true for an accuracy, false for a loss
 * @param overlap n_test/n_train where the differences come from folds or splits of the same samples, 0 for seeds
 * @param sequential the range of seeds, where they are added until all is decided
 */
public record DecisionRule(
    double alpha,
    double margin,
    boolean largerIsBetter,
    double overlap,
    @Nullable SequentialTest sequential) {

  /** Refuses a level outside (0, 1), and folds that are added one at a time. */
  public DecisionRule {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException(
          "alpha is " + alpha + ": it must lie between 0 and 1, such as 0.05");
    }
    Check.notNegative("margin", margin);
    Check.notNegative("overlap", overlap);
    if (sequential != null && overlap > 0) {
      throw new IllegalArgumentException("overlap is " + overlap
          + ": folds share their samples and cannot be added one at a time; give their number");
    }
  }

  /** A number of seeds that was fixed before. */
  public static DecisionRule fixed() {
    return new DecisionRule(0.05, 0, true, 0, null);
  }

  /** Folds or repeated splits; see {@link PairedTTest#overlapping}. */
  public static DecisionRule overlapping(double testOverTrain) {
    return new DecisionRule(0.05, 0, true, testOverTrain, null);
  }

  /** Seeds added until all is decided; see {@link SequentialTest}. */
  public static DecisionRule sequential(int from, int to) {
    return new DecisionRule(0.05, 0, true, 0, new SequentialTest(from, to));
  }

  /** With another level. */
  public DecisionRule withAlpha(double alpha) {
    return new DecisionRule(alpha, margin, largerIsBetter, overlap, sequential);
  }

  /** With another margin, in the unit of the differences. */
  public DecisionRule withMargin(double margin) {
    return new DecisionRule(alpha, margin, largerIsBetter, overlap, sequential);
  }

  /** For a metric of which more is better, or less. */
  public DecisionRule withLargerIsBetter(boolean largerIsBetter) {
    return new DecisionRule(alpha, margin, largerIsBetter, overlap, sequential);
  }
}
