package org.ockham.search.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** NSGA-II: those survive whose neighbours on the front are far away. */
record Crowding() implements SurvivorSelection {

  @Override
  public List<Integer> cut(
      List<double[]> taken, List<double[]> front, int count, SplittableRandom random) {
    double[] distance = distances(front);
    List<Integer> order = order(front.size());
    order.sort((a, b) -> Double.compare(distance[b], distance[a]));
    return order.subList(0, count);
  }

  private static List<Integer> order(int size) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      order.add(i);
    }
    return order;
  }

  /** The sum over objectives of the gap between the two neighbours, divided by the range; the ends are infinitely far. */
  static double[] distances(List<double[]> front) {
    double[] distance = new double[front.size()];
    for (int k = 0; k < front.get(0).length; k++) {
      int axis = k;
      List<Integer> order = order(front.size());
      order.sort((a, b) -> Double.compare(front.get(a)[axis], front.get(b)[axis]));
      double range = front.get(order.get(order.size() - 1))[k] - front.get(order.get(0))[k];
      distance[order.get(0)] = Double.POSITIVE_INFINITY;
      distance[order.get(order.size() - 1)] = Double.POSITIVE_INFINITY;
      for (int i = 1; i < order.size() - 1 && range > 0; i++) {
        distance[order.get(i)] +=
            (front.get(order.get(i + 1))[k] - front.get(order.get(i - 1))[k]) / range;
      }
    }
    return distance;
  }
}
