package org.ockham.lab.statistics;

import org.ockham.check.Check;

/**
 * Two one-sided tests of equivalence: is the true mean difference surely within ±margin? Both "it is at most −margin" and
 * "it is at least margin" must be rejected, so the LARGER of their p-values is the test's (Schuirmann, 1987, <a
 * href="https://doi.org/10.1007/BF01068419">A comparison of the two one-sided tests procedure</a>). At level α it says
 * equivalent exactly where the 1 − 2α interval lies within ±margin. The margin is in the unit of the differences and must
 * have been set before they were seen.
 *
 * @param margin the largest difference that does not matter
 * @param lowerP the p-value of "the true mean is at most −margin"
 * @param upperP the p-value of "the true mean is at least margin"
 */
public record Equivalence(double margin, double lowerP, double upperP) {

  /** Refuses a margin that is not above 0, and p-values that are none. */
  public Equivalence {
    Check.positive("margin", margin);
    Check.probability("lowerP", lowerP);
    Check.probability("upperP", upperP);
  }

  /** Whether the differences of this test are within ±margin; with its overlap, where it has one. */
  public static Equivalence of(PairedTTest test, double margin) {
    Check.positive("margin", margin);
    return new Equivalence(margin, test.pAbove(-margin), test.pBelow(margin));
  }

  /** The larger of both. */
  public double p() {
    return Math.max(lowerP, upperP);
  }
}
