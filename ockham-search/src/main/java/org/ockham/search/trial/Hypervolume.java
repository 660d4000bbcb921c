package org.ockham.search.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The volume of what a set of points dominates, up to a reference point.
 *
 * <p>One and two objectives by a sweep; more by the exclusive volumes of the points one after another (WFG: L. While, L.
 * Bradstreet, L. Barone, <em>A fast way of calculating exact hypervolumes</em>, IEEE Transactions on Evolutionary
 * Computation 16, 2012).
 */
public final class Hypervolume {

  private Hypervolume() {}

  /**
   * The volume of the union of the boxes between each point and the reference.
   *
   * @param losses points, smaller is better; those not below the reference in every objective add nothing
   * @param reference the worst corner
   * @return the volume, 0 for no points
   */
  public static double of(List<double[]> losses, double[] reference) {
    List<double[]> inside = new ArrayList<>();
    for (double[] point : losses) {
      boolean below = true;
      for (int i = 0; i < reference.length; i++) {
        below &= point[i] < reference[i];
      }
      if (below) {
        inside.add(point);
      }
    }
    return volume(nonDominated(inside), reference);
  }

  private static List<double[]> nonDominated(List<double[]> points) {
    List<double[]> front = new ArrayList<>();
    for (int i : Dominance.front(points)) {
      boolean twin = false;
      for (double[] kept : front) {
        twin |= Arrays.equals(kept, points.get(i));
      }
      if (!twin) {
        front.add(points.get(i));
      }
    }
    return front;
  }

  private static double volume(List<double[]> front, double[] reference) {
    if (front.isEmpty()) {
      return 0;
    }
    List<double[]> sorted = new ArrayList<>(front);
    sorted.sort(Comparator.comparingDouble(point -> point[0]));
    if (reference.length == 1) {
      return reference[0] - sorted.get(0)[0];
    }
    double sum = 0;
    if (reference.length == 2) {
      double above = reference[1];
      for (double[] point : sorted) {
        sum += (reference[0] - point[0]) * (above - point[1]);
        above = point[1];
      }
      return sum;
    }
    for (int i = 0; i < sorted.size(); i++) {
      double[] point = sorted.get(i);
      List<double[]> limited = new ArrayList<>();
      for (double[] later : sorted.subList(i + 1, sorted.size())) {
        double[] worse = new double[point.length];
        Arrays.setAll(worse, k -> Math.max(later[k], point[k]));
        limited.add(worse);
      }
      sum += box(point, reference) - volume(nonDominated(limited), reference);
    }
    return sum;
  }

  private static double box(double[] point, double[] reference) {
    double volume = 1;
    for (int i = 0; i < point.length; i++) {
      volume *= reference[i] - point[i];
    }
    return volume;
  }

  /**
   * A subset of points whose hypervolume is large: the greedy choice, which is within 1 − 1/e of the best.
   *
   * @param losses the points
   * @param reference the worst corner
   * @param size how many to choose
   * @return indices into the list, in the order of choice
   */
  public static List<Integer> greedySubset(List<double[]> losses, double[] reference, int size) {
    List<Integer> chosen = new ArrayList<>();
    List<double[]> points = new ArrayList<>();
    double covered = 0;
    double[] gains = new double[losses.size()];
    Arrays.fill(gains, Double.POSITIVE_INFINITY);
    while (chosen.size() < Math.min(size, losses.size())) {
      int best = -1;
      for (int i = 0; i < gains.length; i++) {
        // The gain of a point only falls as others are chosen: an old gain below the best is no
        // candidate.
        if (chosen.contains(i) || (best >= 0 && gains[i] <= gains[best])) {
          continue;
        }
        points.add(losses.get(i));
        gains[i] = of(points, reference) - covered;
        points.remove(points.size() - 1);
        if (best < 0 || gains[i] > gains[best]) {
          best = i;
        }
      }
      chosen.add(best);
      points.add(losses.get(best));
      covered += gains[best];
    }
    return chosen;
  }
}
