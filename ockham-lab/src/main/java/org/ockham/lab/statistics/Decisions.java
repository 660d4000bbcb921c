package org.ockham.lab.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.ockham.lab.statistics.Decision.Outcome;

/**
 * The one rule by which differences become verdicts; the product and the simulation that checks it call the same.
 *
 * <p>Each variant has a vector of differences from the baseline, one for each seed or fold, and gets two p-values: of "no
 * difference" ({@link PairedTTest} or {@link SequentialTest}) and, with a margin, of "a difference beyond the margin"
 * ({@link Equivalence}). Each kind is adjusted over the variants by {@link Holm}, so that false claims of a difference have
 * together at most the probability alpha, and so have false claims of equivalence. A variant shown to lie within the margin
 * is the SAME, even where a difference is shown too: it is one that does not matter. Where seeds are added, the p-values
 * never grow, so that a claim once made stays made.
 */
public final class Decisions {

  private static final double POWER = 0.8;

  private Decisions() {}

  /**
   * The decisions, in the order of the variants. With fewer than 2 pairs nothing is decided.
   *
   * @param differences of each variant: variant minus baseline, in the order of the seeds
   */
  public static List<Decision> of(List<double[]> differences, DecisionRule rule) {
    int variants = differences.size();
    double[] above = new double[variants];
    double[] below = new double[variants];
    double[] p = new double[variants];
    double[] same = new double[variants];
    for (int i = 0; i < variants; i++) {
      double[] values = Sample.check(differences.get(i), 0);
      above[i] = pAbove(values, 0, rule);
      below[i] = pBelow(values, 0, rule);
      p[i] = Math.min(1, 2 * Math.min(above[i], below[i]));
      same[i] = rule.margin() > 0
          ? Math.max(pAbove(values, -rule.margin(), rule), pBelow(values, rule.margin(), rule))
          : Double.NaN;
    }
    double[] adjusted = Holm.adjust(p);
    double[] adjustedSame = Holm.adjust(same);
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < variants; i++) {
      double[] values = differences.get(i);
      Outcome outcome = Outcome.UNDECIDED;
      if (adjustedSame[i] <= rule.alpha()) {
        outcome = Outcome.SAME;
      } else if (adjusted[i] <= rule.alpha()) {
        outcome = above[i] < below[i] == rule.largerIsBetter() ? Outcome.BETTER : Outcome.WORSE;
      }
      boolean known = values.length >= 2;
      decisions.add(new Decision(
          outcome,
          values.length,
          values.length == 0 ? Double.NaN : Sample.mean(values),
          interval(values, 1 - rule.alpha(), rule),
          interval(values, Math.max(1 - 2 * rule.alpha(), Double.MIN_NORMAL), rule),
          p[i],
          adjusted[i],
          same[i],
          adjustedSame[i],
          known && PairedTTest.of(values).isDegenerate()));
    }
    return List.copyOf(decisions);
  }

  private static double pAbove(double[] values, double bound, DecisionRule rule) {
    if (values.length < 2) {
      return Double.NaN;
    }
    if (rule.sequential() != null) {
      return rule.sequential().pAbove(values, bound);
    }
    PairedTTest test = PairedTTest.overlapping(values, rule.overlap());
    return test.isDegenerate() ? sign(test, test.distance(bound) > 0) : test.pAbove(bound);
  }

  private static double pBelow(double[] values, double bound, DecisionRule rule) {
    double[] mirrored = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      mirrored[i] = -values[i];
    }
    return pAbove(mirrored, -bound, rule);
  }

  /** Equal differences have no spread, and 2 seeds that agree by chance prove nothing: a sign test's p-value. */
  private static double sign(PairedTTest test, boolean beyond) {
    return beyond ? StrictMath.pow(2, -1 / (1.0 / test.n() + test.overlap())) : 1;
  }

  private static Interval interval(double[] values, double level, DecisionRule rule) {
    if (values.length < 2) {
      return Interval.unknown(level);
    }
    if (rule.sequential() != null) {
      return rule.sequential().interval(values, level);
    }
    PairedTTest test = PairedTTest.overlapping(values, rule.overlap());
    return test.isDegenerate() ? Interval.unknown(level) : test.interval(level);
  }

  /**
   * About how many seeds in all would decide with a probability of 80 %, if the truth is what was seen: by the first step of
   * Holm's correction, of a difference or of equivalence, whichever needs fewer. It takes some integrals, which no decision
   * waits for.
   *
   * @param values the differences of an undecided variant
   * @param variants how many are judged together
   * @return more than there are; empty where nothing can be said: of fewer than 2 differences, of equal ones, of folds, of seeds
   *     that are added until all is decided, whose test asks for more than Student's, where as many as there are should have
   *     sufficed, or where {@value Power#MOST} are too few
   */
  public static OptionalInt seedsNeeded(double[] values, DecisionRule rule, int variants) {
    if (values.length < 2) {
      return OptionalInt.empty();
    }
    PairedTTest test = PairedTTest.of(values);
    // Of folds there are no more to be had.
    if (rule.overlap() > 0 || rule.sequential() != null || test.isDegenerate()) {
      return OptionalInt.empty();
    }
    double effect = test.mean() / test.sd();
    double alpha = rule.alpha() / variants;
    OptionalInt difference = Power.seedsForDifference(effect, alpha, POWER);
    double margin = rule.margin() / test.sd();
    OptionalInt same = margin > Math.abs(effect)
        ? Power.seedsForEquivalence(effect, margin, alpha, POWER)
        : OptionalInt.empty();
    return IntStream.concat(difference.stream(), same.stream())
        .filter(seeds -> seeds > values.length)
        .min();
  }
}
