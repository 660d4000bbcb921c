package org.ockham.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * What a network is made of.
 *
 * @param rows a row for each layer that has been applied or has parameters, in the order of the tree
 * @param parameters the number of numbers in all parameters
 * @param trained how many of them are trained; the others are frozen
 * @param notes what else is to be known of it, a line each: what a penalty applies to, say
 */
public record Summary(List<Row> rows, long parameters, long trained, List<String> notes) {

  /**
   * One layer.
   *
   * @param name its full name, the class name for the root
   * @param layer the class and its arguments
   * @param output the output's shape without the batch; empty if the layer was not applied
   * @param parameters its own parameters, without its children's
   */
  public record Row(String name, String layer, List<Long> output, long parameters) {}

  public Summary {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /** The same with this line below the table. */
  public Summary with(String note) {
    List<String> longer = new ArrayList<>(notes);
    longer.add(note);
    return new Summary(rows, parameters, trained, longer);
  }

  /** {@code 203,530 parameters}, and how many are trained where not all are. */
  public String total() {
    String all = String.format(Locale.ROOT, "%,d parameters", parameters);
    return trained == parameters
        ? all
        : all + String.format(Locale.ROOT, ", %,d of them trained", trained);
  }

  static Summary of(Layer network, Tensor batch) {
    Layer probe = Layer.copyOf(network);
    probe.initialize(0).eval();
    Map<Layer, long[]> outputs = new LinkedHashMap<>();
    probe
        .layers()
        .values()
        .forEach(layer ->
            layer.observe((applied, input, output) -> outputs.put(applied, output.shape())));
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      probe.apply(batch);
    }
    List<Row> rows = new ArrayList<>();
    probe.layers().forEach((name, layer) -> {
      long own =
          layer.parts().parameters.values().stream().mapToLong(Parameter::count).sum();
      long[] shape = outputs.getOrDefault(layer, new long[] {1});
      List<Long> output = Arrays.stream(shape).skip(1).boxed().toList();
      rows.add(new Row(
          name.isEmpty() ? layer.getClass().getSimpleName() : name,
          layer.children().isEmpty() ? layer.describe() : layer.getClass().getSimpleName(),
          output,
          own));
    });
    long all =
        network.parameters().values().stream().mapToLong(Parameter::count).sum();
    return new Summary(rows, all, network.parameterCount(), List.of());
  }

  /** A table for people. */
  @Override
  public String toString() {
    int name = width(rows.stream().map(Row::name).toList(), "name");
    int layer = width(rows.stream().map(Row::layer).toList(), "layer");
    String format = "%-" + name + "s  %-" + layer + "s  %-14s %12s%n";
    StringBuilder text = new StringBuilder(
        String.format(Locale.ROOT, format, "name", "layer", "output", "parameters"));
    for (Row row : rows) {
      text.append(String.format(
          Locale.ROOT,
          format,
          row.name,
          row.layer,
          row.output.isEmpty()
              ? ""
              : row.output.stream().map(String::valueOf).collect(Collectors.joining(" × ")),
          row.parameters == 0 ? "" : String.format(Locale.ROOT, "%,d", row.parameters)));
    }
    text.append(total());
    notes.forEach(note -> text.append(System.lineSeparator()).append(note));
    return text.toString();
  }

  private static int width(List<String> cells, String head) {
    return Math.max(head.length(), cells.stream().mapToInt(String::length).max().orElse(0));
  }
}
