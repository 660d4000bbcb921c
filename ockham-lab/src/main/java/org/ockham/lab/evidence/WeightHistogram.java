package org.ockham.lab.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.ockham.nn.Layer;
import org.ockham.nn.Parameter;
import org.ockham.nn.Selection;
import org.ockham.tensor.Scope;

/**
 * What training made of a layer's weights.
 *
 * @param name the parameter: {@code fc1.weight}
 * @param count how many weights it has
 * @param zeros how many of the selected ones are exactly 0
 * @param start before the first step
 * @param selected of the selected epoch, in the same bins: they reach as far as all but the farthest 0.5 % of the weights
 */
public record WeightHistogram(String name, long count, long zeros, Bins start, Bins selected) {

  private static final int BINS = 41; // 0 lies in the middle of one
  private static final double COVERED = 0.995;

  /** Enough to know how far they reach. */
  private static final int LOOKED_AT = 20_000;

  /** Of each {@linkplain Selection#weights() weight} of a network. */
  static List<WeightHistogram> of(Layer untrained, Layer selected) {
    Map<String, Parameter> before = Selection.weights().of(untrained.parameters());
    List<WeightHistogram> histograms = new ArrayList<>();
    Selection.weights().of(selected.parameters()).forEach((name, parameter) -> {
      Parameter same = before.get(name);
      if (same != null) {
        histograms.add(of(name, numbers(same), numbers(parameter)));
      }
    });
    return histograms;
  }

  private static WeightHistogram of(String name, double[] before, double[] after) {
    double reach = Math.max(reach(before), reach(after));
    double high = reach > 0 ? reach : 1;
    return new WeightHistogram(
        name,
        after.length,
        Arrays.stream(after).filter(weight -> weight == 0).count(),
        Bins.of(-high, high, BINS, before),
        Bins.of(-high, high, BINS, after));
  }

  /** The share of the selected weights that is exactly 0. */
  public double sparsity() {
    return (double) zeros / Math.max(1, count);
  }

  private static double reach(double[] weights) {
    int stride = Math.max(1, weights.length / LOOKED_AT);
    double[] sizes = DoubleStream.iterate(0, i -> i < weights.length, i -> i + stride)
        .map(i -> Math.abs(weights[(int) i]))
        .filter(Double::isFinite)
        .sorted()
        .toArray();
    return sizes.length == 0 ? 0 : sizes[(int) ((sizes.length - 1) * COVERED)];
  }

  private static double[] numbers(Parameter parameter) {
    try (Scope scope = Scope.open()) {
      float[] floats = parameter.value().detach().toFloats();
      double[] numbers = new double[floats.length];
      for (int i = 0; i < floats.length; i++) {
        numbers[i] = floats[i];
      }
      return numbers;
    }
  }
}
