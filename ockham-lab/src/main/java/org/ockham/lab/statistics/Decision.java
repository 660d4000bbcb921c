package org.ockham.lab.statistics;

/**
 * What may be said of one variant against the baseline.
 *
 * @param outcome in one word
 * @param n the pairs it rests on
 * @param mean the mean difference, variant minus baseline
 * @param interval of the mean, at level 1 − alpha for this variant alone; at every look at once where seeds were added;
 *     unknown where all differences are equal
 * @param sameInterval of the mean, at level 1 − 2·alpha: where it is known, within ±margin exactly where sameP is at most
 *     alpha
 * @param p of "there is no difference", for this variant alone; NaN with fewer than 2 pairs
 * @param adjustedP the same, adjusted for the number of variants (Holm)
 * @param sameP of "the difference is beyond the margin", for this variant alone; NaN without a margin
 * @param adjustedSameP the same, adjusted
 * @param degenerate all differences were equal: there is no spread to judge by, and a sign test stands in
 */
public record Decision(
    Outcome outcome,
    int n,
    double mean,
    Interval interval,
    Interval sameInterval,
    double p,
    double adjustedP,
    double sameP,
    double adjustedSameP,
    boolean degenerate) {

  /** The verdict in one word. */
  public enum Outcome {
    /** Better than the baseline. */
    BETTER,
    /** Worse than the baseline. */
    WORSE,
    /** The same within the margin. */
    SAME,
    /** Neither a difference nor equivalence is shown. */
    UNDECIDED
  }
}
