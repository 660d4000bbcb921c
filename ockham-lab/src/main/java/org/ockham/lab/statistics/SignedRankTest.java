package org.ockham.lab.statistics;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Wilcoxon's signed-rank test of paired differences: are they symmetric about 0? It looks at ranks only, so that one wild
 * seed moves it little; but with fewer than 6 pairs its p-value cannot reach 0.05, whatever the differences.
 *
 * <p>Differences of 0 are left out (Wilcoxon's own rule) and equal ones share the mean of their ranks; differences equal to
 * within rounding, a 10¹²th of the largest, count as equal. Up to {@value #EXACT} pairs the null distribution is exact, ties
 * included: each of the 2ⁿ ways to give signs to these ranks is equally probable, counted by adding one rank after the other.
 * Beyond, it is the normal approximation with the ties' correction of the variance and half a step of continuity. The
 * library's test knows neither ties in the exact distribution nor differences of 0, hence our own.
 *
 * @param n the pairs that differ
 * @param positive the sum of the ranks of the differences above 0
 * @param negative that of those below 0
 * @param p the two-sided p-value, never above 1; 1 where no pair differs
 */
public record SignedRankTest(int n, double positive, double negative, double p) {

  /** As many pairs are counted exactly. */
  static final int EXACT = 200;

  /** Of these differences, of which there must be at least 1. */
  public static SignedRankTest of(double[] differences) {
    Sample.check(differences, 1);
    double rounding = 1e-12 * Sample.largest(differences);
    double[] sizes = Arrays.stream(differences)
        .map(Math::abs)
        .filter(size -> size > rounding)
        .sorted()
        .toArray();
    int n = sizes.length;
    if (n == 0) {
      return new SignedRankTest(0, 0, 0, 1);
    }
    int[] twiceRanks = new int[n]; // the mean of ranks i+1..j is a half-integer
    for (int i = 0, j; i < n; i = j) {
      j = i;
      while (j < n && sizes[j] - sizes[i] <= rounding) {
        j++;
      }
      Arrays.fill(twiceRanks, i, j, i + 1 + j);
    }
    int twicePositive = 0;
    for (double difference : differences) {
      if (difference > rounding) {
        int place = Arrays.binarySearch(sizes, difference);
        twicePositive += twiceRanks[place];
      }
    }
    int total = n * (n + 1);
    double p = n <= EXACT ? exact(twiceRanks, twicePositive) : normal(twiceRanks, twicePositive);
    return new SignedRankTest(n, twicePositive / 2.0, (total - twicePositive) / 2.0, p);
  }

  private static double exact(int[] twiceRanks, int sum) {
    int total = twiceRanks.length * (twiceRanks.length + 1);
    double[] probability = new double[total + 1];
    probability[0] = 1;
    int reached = 0;
    for (int rank : twiceRanks) {
      reached += rank;
      for (int s = reached; s >= 0; s--) {
        probability[s] = (probability[s] + (s >= rank ? probability[s - rank] : 0)) / 2;
      }
    }
    double tail = 0;
    for (int s = 0; s <= Math.min(sum, total - sum); s++) {
      tail += probability[s];
    }
    return Math.min(1, 2 * tail);
  }

  private static double normal(int[] twiceRanks, int sum) {
    double mean = 0;
    double variance = 0;
    for (int rank : twiceRanks) {
      mean += rank / 4.0;
      variance += rank * (double) rank / 16;
    }
    double distance = Math.max(0, Math.abs(sum / 2.0 - mean) - 0.5);
    return Math.min(
        1, 2 * new NormalDistribution().cumulativeProbability(-distance / Math.sqrt(variance)));
  }
}
