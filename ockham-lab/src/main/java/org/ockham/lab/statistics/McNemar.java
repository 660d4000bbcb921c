package org.ockham.lab.statistics;

import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.ockham.check.Check;

/**
 * McNemar's exact test of two trained models on the same test samples: of the samples that just one of them gets right, is
 * it as often the one as the other? It speaks of these two models, not of the variants they came from: another seed gives
 * another pair.
 *
 * @param first the samples that only the first model gets right
 * @param second those that only the second does
 */
public record McNemar(int first, int second) {

  /** Refuses numbers below 0. */
  public McNemar {
    Check.atLeast("first", first, 0);
    Check.atLeast("second", second, 0);
  }

  /** Of which samples each model got right, in the same order. */
  public static McNemar of(boolean[] firstRight, boolean[] secondRight) {
    if (firstRight.length != secondRight.length) {
      throw new IllegalArgumentException("there are " + firstRight.length + " and "
          + secondRight.length + " answers: both models must have seen the same samples");
    }
    int first = 0;
    int second = 0;
    for (int i = 0; i < firstRight.length; i++) {
      if (firstRight[i] != secondRight[i]) {
        first += firstRight[i] ? 1 : 0;
        second += secondRight[i] ? 1 : 0;
      }
    }
    return new McNemar(first, second);
  }

  /** The two-sided exact p-value, never above 1; 1 where the models never differ. */
  public double p() {
    return Math.min(1, 2 * distribution().cumulativeProbability(Math.min(first, second)));
  }

  /**
   * The mid-p-value, with half of the probability of the outcome seen: nearer to the level than the exact one, which is too
   * careful with few samples (Fagerland, Lydersen and Laake, 2013, <a
   * href="https://doi.org/10.1186/1471-2288-13-91">The McNemar test for binary matched-pairs data</a>).
   */
  public double midP() {
    if (first == second) { // the outcome in the middle is in both tails
      return first == 0 ? 1 : 1 - distribution().probability(first) / 2;
    }
    return p() - distribution().probability(Math.min(first, second));
  }

  private BinomialDistribution distribution() {
    return new BinomialDistribution(first + second, 0.5);
  }
}
