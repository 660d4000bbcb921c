package org.ockham.search.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pareto dominance between vectors of losses (smaller is better everywhere).
 *
 * <p>Source: K. Deb, A. Pratap, S. Agarwal, T. Meyarivan, <em>A fast and elitist multiobjective genetic algorithm:
 * NSGA-II</em>, IEEE Transactions on Evolutionary Computation 6 (2002).
 */
public final class Dominance {

  private Dominance() {}

  /**
   * The values of a trial as losses.
   *
   * @param trial a trial with as many values as there are directions
   * @param directions which values are better
   * @return the losses
   */
  public static double[] losses(FrozenTrial trial, List<Direction> directions) {
    double[] losses = new double[directions.size()];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = directions.get(i).loss(trial.values().get(i));
    }
    return losses;
  }

  /**
   * Whether a is nowhere worse than b and somewhere better.
   *
   * @param a losses
   * @param b losses
   * @return whether a dominates b
   */
  public static boolean dominates(double[] a, double[] b) {
    boolean better = false;
    for (int i = 0; i < a.length; i++) {
      if (a[i] > b[i]) {
        return false;
      }
      better |= a[i] < b[i];
    }
    return better;
  }

  /**
   * The non-domination rank of every point: 0 on the Pareto front, 1 on the front of the rest, and so on. Ranking stops
   * when enough points have one; the others get {@link Integer#MAX_VALUE}.
   *
   * @param losses the points
   * @param enough how many points must be ranked
   * @return their ranks
   */
  public static int[] ranks(List<double[]> losses, int enough) {
    int n = losses.size();
    int[] ranks = new int[n];
    Arrays.fill(ranks, Integer.MAX_VALUE);
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    // In lexicographic order no point is dominated by a later one, so a front is found in one pass.
    Arrays.sort(order, (a, b) -> Arrays.compare(losses.get(a), losses.get(b)));
    List<Integer> rest = new ArrayList<>(Arrays.asList(order));
    int ranked = 0;
    for (int rank = 0; ranked < Math.min(enough, n); rank++) {
      List<Integer> front = new ArrayList<>();
      List<Integer> later = new ArrayList<>();
      for (int i : rest) {
        boolean dominated = false;
        for (int k = front.size() - 1; k >= 0 && !dominated; k--) {
          dominated = dominates(losses.get(front.get(k)), losses.get(i));
        }
        (dominated ? later : front).add(i);
      }
      for (int i : front) {
        ranks[i] = rank;
      }
      ranked += front.size();
      rest = later;
    }
    return ranks;
  }

  /**
   * The places of the points that no other dominates.
   *
   * @param losses the points
   * @return indices into the list, ascending
   */
  public static List<Integer> front(List<double[]> losses) {
    List<Integer> front = new ArrayList<>();
    int[] ranks = ranks(losses, losses.isEmpty() ? 0 : 1);
    for (int i = 0; i < ranks.length; i++) {
      if (ranks[i] == 0) {
        front.add(i);
      }
    }
    return front;
  }
}
