package org.ockham.board;

import java.util.ArrayList;
import java.util.List;

/**
 * Precision and recall at thresholds that rise evenly from 0 to 1.
 *
 * @param truePositives how many positives score at least the threshold
 * @param falsePositives how many negatives score at least the threshold
 * @param trueNegatives how many negatives score less
 * @param falseNegatives how many positives score less
 */
public record PrCurve(
    List<Long> truePositives,
    List<Long> falsePositives,
    List<Long> trueNegatives,
    List<Long> falseNegatives)
    implements Value {

  /** Copies the lists, and checks that each has a number for every threshold. */
  public PrCurve {
    truePositives = List.copyOf(truePositives);
    falsePositives = List.copyOf(falsePositives);
    trueNegatives = List.copyOf(trueNegatives);
    falseNegatives = List.copyOf(falseNegatives);
    int n = truePositives.size();
    if (n < 2
        || falsePositives.size() != n
        || trueNegatives.size() != n
        || falseNegatives.size() != n) {
      throw new IllegalArgumentException("a precision-recall curve has " + n + ", "
          + falsePositives.size() + ", " + trueNegatives.size() + " and " + falseNegatives.size()
          + " counts: it must have two or more of each, and as many of one as of another");
    }
  }

  /**
   * Of a classifier's scores.
   *
   * @param positive whether each sample belongs to the class
   * @param scores the probability that each was given, in [0, 1]
   * @param thresholds how many: TensorBoard's usual number is 201
   */
  public static PrCurve of(boolean[] positive, double[] scores, int thresholds) {
    if (positive.length != scores.length) {
      throw new IllegalArgumentException("there are " + positive.length + " labels and "
          + scores.length + " scores: each sample must have one of each");
    }
    if (thresholds < 2) {
      throw new IllegalArgumentException(
          "thresholds is " + thresholds + ": it must be at least 2, for 0 and 1");
    }
    long[][] bins = new long[2][thresholds];
    long[] all = new long[2];
    for (int i = 0; i < scores.length; i++) {
      if (!(scores[i] >= 0 && scores[i] <= 1)) {
        throw new IllegalArgumentException(
            "score " + i + " is " + scores[i] + ": a probability lies between 0 and 1");
      }
      int kind = positive[i] ? 1 : 0;
      bins[kind][(int) (scores[i] * (thresholds - 1))]++;
      all[kind]++;
    }
    List<Long> truePositives = new ArrayList<>();
    List<Long> falsePositives = new ArrayList<>();
    List<Long> trueNegatives = new ArrayList<>();
    List<Long> falseNegatives = new ArrayList<>();
    long[] below = new long[2];
    for (int threshold = 0; threshold < thresholds; threshold++) {
      truePositives.add(all[1] - below[1]);
      falsePositives.add(all[0] - below[0]);
      trueNegatives.add(below[0]);
      falseNegatives.add(below[1]);
      below[0] += bins[0][threshold];
      below[1] += bins[1][threshold];
    }
    return new PrCurve(truePositives, falsePositives, trueNegatives, falseNegatives);
  }

  /** How many thresholds there are. */
  public int thresholds() {
    return truePositives.size();
  }

  /** TP / (TP + FP) at a threshold, 0 where nothing scores so high. */
  public double precision(int threshold) {
    return share(truePositives.get(threshold), falsePositives.get(threshold));
  }

  /** TP / (TP + FN) at a threshold, 0 if there are no positives. */
  public double recall(int threshold) {
    return share(truePositives.get(threshold), falseNegatives.get(threshold));
  }

  Message tensor() {
    List<Double> rows = new ArrayList<>();
    for (List<Long> counts :
        List.of(truePositives, falsePositives, trueNegatives, falseNegatives)) {
      counts.forEach(count -> rows.add((double) count));
    }
    for (int threshold = 0; threshold < thresholds(); threshold++) {
      rows.add(precision(threshold));
    }
    for (int threshold = 0; threshold < thresholds(); threshold++) {
      rows.add(recall(threshold));
    }
    return TensorValue.floats(rows, 6, thresholds());
  }

  private static double share(long part, long rest) {
    return part == 0 ? 0 : (double) part / (part + rest);
  }
}
