package org.ockham.search.pruner;

import java.util.Arrays;
import java.util.Map;
import org.hipparchus.special.Erf;
import org.jspecify.annotations.Nullable;
import org.ockham.search.check.Check;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/**
 * Stops a trial that a signed-rank test finds worse than the best one on the steps that both have. For objectives that
 * average over instances, folds or seeds: the step is the instance, and the same in every trial. The best one keeps its
 * constraints, as a study's best trial does.
 *
 * <p>Source: F. Wilcoxon, <em>Individual comparisons by ranking methods</em>, Biometrics Bulletin 1 (1945).
 *
 * @param p the test's level; 0.1 by default
 * @param startup how many common steps it takes; 2 by default
 */
public record Wilcoxon(double p, int startup) implements Pruner {

  /** Checks the numbers. */
  public Wilcoxon {
    Check.probability("p", p);
    Check.atLeast("startup", startup, 0);
  }

  /**
   * With the defaults.
   *
   * @return the pruner
   */
  public static Wilcoxon standard() {
    return new Wilcoxon(0.1, 2);
  }

  @Override
  public boolean prune(RunningTrial running) {
    if (running.directions().size() != 1) {
      throw new IllegalArgumentException(
          "the Wilcoxon pruner with " + running.directions().size()
              + " objectives: it compares with the best trial, so take it for one");
    }
    FrozenTrial best = best(running);
    if (best == null) {
      return false;
    }
    FrozenTrial rival = best;
    double[] differences = running.trial().intermediateValues().keySet().stream()
        .filter(step -> rival.intermediateValues().containsKey(step))
        .mapToDouble(step -> running.loss(step) - running.loss(rival, step))
        .filter(Double::isFinite)
        .toArray();
    boolean worse = mean(running, best) <= mean(running, running.trial());
    return differences.length >= Math.max(1, startup) && worse && pGreater(differences) < p;
  }

  private static double mean(RunningTrial running, FrozenTrial trial) {
    return trial.intermediateValues().keySet().stream()
        .mapToDouble(step -> running.loss(trial, step))
        .average()
        .orElse(Double.NaN);
  }

  private static @Nullable FrozenTrial best(RunningTrial running) {
    FrozenTrial best = null;
    for (FrozenTrial trial : running.history().finished()) {
      if (trial.state() == TrialState.COMPLETE
          && trial.violation() == 0
          && (best == null
              || running.directions().get(0).loss(trial.value())
                  < running.directions().get(0).loss(best.value()))) {
        best = trial;
      }
    }
    return best == null || best.intermediateValues().equals(Map.of()) ? null : best;
  }

  /**
   * The probability of positive ranks that add up to at least so much if signs are a matter of chance: over all choices
   * of signs up to 50 differences, else by the normal distribution. Ties share their ranks; zeros have ranks, and half of
   * them counts as positive.
   */
  static double pGreater(double[] differences) {
    int n = differences.length;
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order, (a, b) -> Double.compare(Math.abs(differences[a]), Math.abs(differences[b])));
    int[] ranks = new int[n]; // twice the rank, since ties have halves
    int plus = 0;
    double variance = 0;
    for (int i = 0; i < n; ) {
      int end = i;
      while (end < n && Math.abs(differences[order[end]]) == Math.abs(differences[order[i]])) {
        end++;
      }
      int rank = i + 1 + end;
      for (; i < end; i++) {
        double difference = differences[order[i]];
        ranks[i] = difference == 0 ? 0 : rank;
        plus += difference > 0 ? rank : 0;
        variance += ranks[i] * (double) ranks[i] / 4;
      }
    }
    // What zeros add is the same for all signs, and left out on both sides.
    if (n <= 50) {
      return exact(ranks, plus);
    }
    double mean = Arrays.stream(ranks).sum() / 2.0;
    return variance == 0 ? 1 : 0.5 * Erf.erfc((plus - mean) / Math.sqrt(2 * variance));
  }

  /** The share of the choices of signs whose positive ranks add up to at least so much. */
  private static double exact(int[] ranks, int plus) {
    int most = Arrays.stream(ranks).sum();
    double[] share = new double[most + 1];
    share[0] = 1;
    for (int rank : ranks) {
      for (int sum = most; sum >= 0; sum--) {
        share[sum] = (share[sum] + (sum >= rank ? share[sum - rank] : 0)) / 2;
      }
    }
    double p = 0;
    for (int sum = plus; sum <= most; sum++) {
      p += share[sum];
    }
    return p;
  }
}
