package org.ockham.lab.report;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
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
    return of(label, direction, Ascending.of(values.stream().mapToDouble(x -> x)));
  }

  /** The same for values in order. */
  static ValueAxis of(String label, Direction direction, Ascending values) {
    int n = values.size();
    double low = values.first();
    double high = values.last();
    if (low > 0 && high / low >= 1000) {
      return new ValueAxis(ChartAxis.log(label).from(low, high), 0);
    }
    double best = loss(direction, values, 0);
    double usual = loss(direction, values, (int) (0.9 * (n - 1)));
    double worst = loss(direction, values, n - 1);
    if (n >= LEAST && usual > best && worst / 2 - best / 2 > 2.5 * (usual - best)) {
      double end = usual + 0.5 * (usual - best);
      double first = Math.min(direction.loss(best), direction.loss(end));
      double last = Math.max(direction.loss(best), direction.loss(end));
      ChartAxis axis = ChartAxis.of(label).cutAt(first, last);
      ChartAxis.Fitted fitted = axis.fit(DoubleStream.of(low, high));
      int beyond = (int) IntStream.range(0, n)
          .mapToDouble(values::at)
          .filter(value -> fitted.within(value) != fitted.place(value))
          .count();
      return new ValueAxis(axis, beyond);
    }
    return new ValueAxis(ChartAxis.of(label).from(low, high), 0);
  }

  /** The loss that has so many better ones. */
  private static double loss(Direction direction, Ascending values, int place) {
    return direction.loss(
        values.at(direction == Direction.MINIMIZE ? place : values.size() - 1 - place));
  }

  /** A sentence on what lies outside, or nothing. */
  String words() {
    return beyond == 0
        ? ""
        : " " + Numeral.count(beyond, "value") + (beyond == 1 ? " is" : " are")
            + " so far off that the axis ends before; drawn at its edge.";
  }
}
