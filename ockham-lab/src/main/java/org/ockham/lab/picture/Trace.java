package org.ockham.lab.picture;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Places one after another, to be drawn as a line, or as points.
 *
 * @param name what the legend says of it
 * @param x across
 * @param y up, as many; what is not finite is left out, and a line has a gap there
 */
public record Trace(String name, List<Double> x, List<Double> y) {

  public Trace {
    x = List.copyOf(x);
    y = List.copyOf(y);
    if (x.size() != y.size()) {
      throw new IllegalArgumentException("the trace '" + name + "' has " + x.size()
          + " places across and " + y.size() + " up: they must be as many");
    }
  }

  /** Through these places. */
  public static Trace of(String name, double[] x, double[] y) {
    return new Trace(
        name, Arrays.stream(x).boxed().toList(), Arrays.stream(y).boxed().toList());
  }

  /** These values, at {@code first}, {@code first} + 1 … */
  public static Trace of(String name, int first, double[] y) {
    return of(name, IntStream.range(first, first + y.length).asDoubleStream().toArray(), y);
  }

  /** The same in the form that JFreeChart takes. */
  double[][] arrays() {
    return new double[][] {
      x.stream().mapToDouble(Double::doubleValue).toArray(),
      y.stream()
          .mapToDouble(value -> Double.isFinite(value) ? value : Double.NaN)
          .toArray()
    };
  }
}
