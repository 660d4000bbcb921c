package org.ockham.lab.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ockham.data.table.FittedCategories;
import org.ockham.data.table.FittedColumn;
import org.ockham.data.table.FittedNumeric;
import org.ockham.data.table.FittedPreparation;
import org.ockham.data.table.FittedScaler;
import org.ockham.data.table.HandleUnknown;
import org.ockham.onnx.Graph;
import org.ockham.onnx.Value;
import org.ockham.tensor.DType;
import org.ockham.tensor.Tensor;

/**
 * What {@link FittedPreparation} does to rows, in ONNX. Each column is an input of its own name, [n, 1]: a number is a double, NaN where it
 * is missing, a date the days since 1970; a category is a text, empty where it is missing.
 */
final class RowEncoding {

  private RowEncoding() {}

  /** Adds the inputs and encodes them: [n, width]. */
  static Value encoded(Graph graph, FittedPreparation preparation) {
    List<Value> parts = new ArrayList<>();
    for (FittedColumn column : preparation.columns()) {
      graph.metadata("ockham.column." + column.name(), column.type().name());
      if (column instanceof FittedNumeric numeric) {
        parts.addAll(number(graph, numeric));
      } else {
        parts.add(category(graph, (FittedCategories) column));
      }
    }
    return parts.size() == 1 ? parts.get(0) : Value.cat(parts, 1);
  }

  private static List<Value> number(Graph graph, FittedNumeric column) {
    Value x = graph.input(column.name(), DType.FLOAT64, Graph.FREE, 1);
    Value missing = x.op("IsNaN").typed(DType.BOOL);
    Value filled = missing.where(graph.constant(column.fill(), DType.FLOAT64), x);
    Value scaled =
        graph.within(column.name(), () -> scaled(filled, column.scaler())).to(DType.FLOAT32);
    return column.indicator() ? List.of(scaled, missing.to(DType.FLOAT32)) : List.of(scaled);
  }

  private static Value scaled(Value x, FittedScaler scaler) {
    if (scaler instanceof FittedScaler.Affine by) {
      return x.sub(by.center()).div(by.scale()).add(by.shift());
    }
    return QuantileScaling.scaled(x, (FittedScaler.Quantiles) scaler);
  }

  private static Value category(Graph graph, FittedCategories column) {
    int known = column.categories().size() + (column.missing() ? 1 : 0);
    String[] keys = Stream.concat(
            column.categories().stream(), column.missing() ? Stream.of("") : Stream.empty())
        .toArray(String[]::new);
    boolean mayBeUnknown = column.handleUnknown() == HandleUnknown.OWN_CODE;
    // Where a category must be known, an unknown one is a place that the rows below do not have:
    // the runtime refuses it.
    long unknown = mayBeUnknown ? known : Integer.MAX_VALUE;
    Value place = graph
        .texts(column.name(), Graph.FREE, 1)
        .mlOp(
            "LabelEncoder",
            Map.of(
                "keys_strings",
                keys,
                "values_int64s",
                IntStream.range(0, known).asLongStream().toArray(),
                "default_int64",
                unknown))
        .typed(DType.INT64);
    Tensor rows = switch (column.form()) {
      case ONE_HOT -> Tensor.eye(known);
      case ORDINAL -> Tensor.arange(known).to(DType.FLOAT32).unsqueeze(1);
      case EMBEDDING -> Tensor.arange(known).to(DType.FLOAT32).add(1).unsqueeze(1);
    };
    double code = column.form() == FittedCategories.Form.ORDINAL ? -1 : 0;
    Tensor all =
        mayBeUnknown ? Tensor.cat(List.of(rows, Tensor.full(code, 1, rows.size(1))), 0) : rows;
    return graph.within(
        column.name(),
        () -> graph
            .constant(all)
            .op("Gather", place)
            .shaped(Graph.FREE, 1, rows.size(1))
            .squeeze(1));
  }
}
