package org.ockham.search.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * NSGA-III: directions spread evenly over the objectives (Das and Dennis), and those survive whose direction has the fewest
 * others.
 *
 * @param divisions into how many parts each objective's share is cut
 */
record ReferencePoints(int divisions) implements SurvivorSelection {

  @Override
  public List<Integer> cut(
      List<double[]> taken, List<double[]> front, int count, SplittableRandom random) {
    List<double[]> all = new ArrayList<>(taken);
    all.addAll(front);
    List<double[]> scaled = normalize(all);
    List<double[]> directions = directions(scaled.get(0).length, divisions);
    int[] niche = new int[all.size()];
    double[] distance = new double[all.size()];
    for (int i = 0; i < niche.length; i++) {
      distance[i] = Double.POSITIVE_INFINITY;
      for (int d = 0; d < directions.size(); d++) {
        double away = distance(scaled.get(i), directions.get(d));
        if (away < distance[i]) {
          distance[i] = away;
          niche[i] = d;
        }
      }
    }
    int[] crowd = new int[directions.size()];
    for (int i = 0; i < taken.size(); i++) {
      crowd[niche[i]]++;
    }
    List<Integer> chosen = new ArrayList<>();
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < front.size(); i++) {
      left.add(i);
    }
    int offset = taken.size();
    while (chosen.size() < count) {
      int fewest = left.stream().mapToInt(i -> crowd[niche[offset + i]]).min().orElseThrow();
      List<Integer> lonely =
          left.stream().filter(i -> crowd[niche[offset + i]] == fewest).toList();
      int wanted = niche[offset + lonely.get(random.nextInt(lonely.size()))];
      List<Integer> members =
          lonely.stream().filter(i -> niche[offset + i] == wanted).toList();
      int pick = members.get(random.nextInt(members.size()));
      if (fewest == 0) {
        for (int i : members) {
          pick = distance[offset + i] < distance[offset + pick] ? i : pick;
        }
      }
      chosen.add(pick);
      left.remove((Integer) pick);
      crowd[wanted]++;
    }
    return chosen;
  }

  private static List<double[]> normalize(List<double[]> points) {
    int m = points.get(0).length;
    double[] low = new double[m];
    double[] high = new double[m];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
    for (double[] point : points) {
      for (int k = 0; k < m; k++) {
        low[k] = Math.min(low[k], point[k]);
        high[k] = Math.max(high[k], point[k]);
      }
    }
    List<double[]> scaled = new ArrayList<>();
    for (double[] point : points) {
      double[] copy = new double[m];
      Arrays.setAll(copy, k -> high[k] > low[k] ? (point[k] - low[k]) / (high[k] - low[k]) : 0);
      scaled.add(copy);
    }
    return scaled;
  }

  /** All ways to share out so many parts among the objectives. */
  static List<double[]> directions(int objectives, int parts) {
    List<double[]> all = new ArrayList<>();
    share(new double[objectives], 0, parts, parts, all);
    return all;
  }

  private static void share(double[] prefix, int at, int left, int parts, List<double[]> all) {
    if (at == prefix.length - 1) {
      double[] whole = prefix.clone();
      whole[at] = left / (double) parts;
      all.add(whole);
      return;
    }
    for (int i = 0; i <= left; i++) {
      prefix[at] = i / (double) parts;
      share(prefix, at + 1, left - i, parts, all);
    }
  }

  /** The distance of a point from the line through the origin. */
  private static double distance(double[] point, double[] direction) {
    double dot = 0;
    double norm = 0;
    for (int k = 0; k < point.length; k++) {
      dot += point[k] * direction[k];
      norm += direction[k] * direction[k];
    }
    double square = 0;
    for (int k = 0; k < point.length; k++) {
      double off = point[k] - dot / norm * direction[k];
      square += off * off;
    }
    return Math.sqrt(square);
  }
}
