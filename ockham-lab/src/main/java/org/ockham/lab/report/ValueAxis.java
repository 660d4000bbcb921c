package org.ockham.lab.report;

import java.util.List;
import org.ockham.search.trial.Direction;

/**
 * An axis for an objective's values that a few bad ones do not spoil: by the logarithm if the values are above 0 and span three
 * powers of ten, else cut off where the worst tenth lies far from the rest.
 *
 * @param axis the axis
 * @param beyond how many of the values lie outside of it
 */
record ValueAxis(Axis axis, int beyond) {

  /** An axis for values that are finite; there is at least one. */
  static ValueAxis of(String label, Direction direction, List<Double> values) {
    double[] losses = values.stream().mapToDouble(direction::loss).sorted().toArray();
    int n = losses.length;
    double low = values.stream().mapToDouble(x -> x).min().orElse(0);
    double high = values.stream().mapToDouble(x -> x).max().orElse(0);
    if (low > 0 && high / low >= 1000) {
      return new ValueAxis(Axis.logarithmic(label + ", log scale", low, high), 0);
    }
    double best = losses[0];
    double usual = losses[(int) (0.9 * (n - 1))];
    double worst = losses[n - 1];
    if (n >= LEAST && usual > best && worst / 2 - best / 2 > 2.5 * (usual - best)) {
      double end = usual + 0.5 * (usual - best);
      double first = direction.loss(best);
      double last = direction.loss(end);
      Axis axis = Axis.padded(label, Math.min(first, last), Math.max(first, last));
      int beyond = (int) values.stream()
          .filter(value -> axis.share(value) < 0 || axis.share(value) > 1)
          .count();
      return new ValueAxis(axis, beyond);
    }
    return new ValueAxis(Axis.padded(label, low, high), 0);
  }

  private static final int LEAST = 10;

  /** A sentence on what lies outside, or nothing. */
  String words() {
    return beyond == 0
        ? ""
        : " " + Numeral.count(beyond, "value") + (beyond == 1 ? " is" : " are")
            + " so far off that the axis ends before; drawn at its edge.";
  }
}
