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
record ValueAxis(ChartAxis axis, int beyond) {

  private static final int LEAST = 10;

  /** An axis for values that are finite; there is at least one. */
  static ValueAxis of(String label, Direction direction, List<Double> values) {
    double[] losses = values.stream().mapToDouble(direction::loss).sorted().toArray();
    int n = losses.length;
    double low = values.stream().mapToDouble(x -> x).min().orElse(0);
    double high = values.stream().mapToDouble(x -> x).max().orElse(0);
    if (low > 0 && high / low >= 1000) {
      return new ValueAxis(ChartAxis.log(label).from(low, high), 0);
    }
    double best = losses[0];
    double usual = losses[(int) (0.9 * (n - 1))];
    double worst = losses[n - 1];
    if (n >= LEAST && usual > best && worst / 2 - best / 2 > 2.5 * (usual - best)) {
      double end = usual + 0.5 * (usual - best);
      double first = Math.min(direction.loss(best), direction.loss(end));
      double last = Math.max(direction.loss(best), direction.loss(end));
      ChartAxis axis = ChartAxis.of(label).cutAt(first, last);
      ChartAxis.Fitted fitted = axis.fit(values.stream().mapToDouble(x -> x));
      int beyond = (int) values.stream()
          .filter(value -> fitted.within(value) != fitted.place(value))
          .count();
      return new ValueAxis(axis, beyond);
    }
    return new ValueAxis(ChartAxis.of(label).from(low, high), 0);
  }

  /** A sentence on what lies outside, or nothing. */
  String words() {
    return beyond == 0
        ? ""
        : " " + Numeral.count(beyond, "value") + (beyond == 1 ? " is" : " are")
            + " so far off that the axis ends before; drawn at its edge.";
  }
}
