package org.ockham.bench;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.ockham.lab.statistics.PairedTTest;

/** Rules for looking again after each seed that are not Ockham's: what {@code SequentialTest} is held against. */
final class LookRules {

  private LookRules() {}

  /** Whether the score of the first n values, √n · mean, leaves the boundary at one of the looks after each value. */
  static boolean leaves(double[] normals, int looks, IntToDoubleFunction boundary) {
    double sum = 0;
    for (int n = 1; n <= looks; n++) {
      sum += normals[n - 1];
      if (Math.abs(sum) / Math.sqrt(n) > boundary.applyAsDouble(n)) {
        return true;
      }
    }
    return false;
  }

  /** Whether Student's test has p ≤ 0.05 after one of 5 to all seeds. */
  static boolean everSignificant(double[] differences) {
    for (int n = 5; n <= differences.length; n++) {
      if (PairedTTest.of(Arrays.copyOf(differences, n)).p() <= 0.05) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the Bayes factor of t reaches 20 after one of 5 to all seeds, which by Ville's inequality has a probability of at
   * most 1/20 where there is no difference, however many seeds may follow. Effects are normal a priori with variance 1, and
   * the standard deviation has the right Haar prior, under which the factors of growing samples are an e-process.
   *
   * <pre>
   *   (1 + n)^−½ · ((1 + t²/ν) / (1 + t²/((1 + n)·ν)))^((ν + 1)/2),   ν = n − 1
   * </pre>
   */
  static boolean everTwentyToOne(double[] differences) {
    for (int n = 5; n <= differences.length; n++) {
      PairedTTest test = PairedTTest.of(Arrays.copyOf(differences, n));
      double df = test.df();
      double ratio = test.t() * test.t() / df;
      double logFactor =
          (df + 1) / 2 * (StrictMath.log1p(ratio) - StrictMath.log1p(ratio / (1 + n)))
              - StrictMath.log1p(n) / 2;
      if (logFactor >= StrictMath.log(20)) {
        return true;
      }
    }
    return false;
  }
}
