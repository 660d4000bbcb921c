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
    List<Value> inputs = inputs(graph, preparation);
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      FittedColumn column = preparation.columns().get(i);
      graph.metadata("ockham.column." + column.name(), column.type().name());
      if (column instanceof FittedNumeric numeric) {
        parts.addAll(number(inputs.get(i), numeric));
      } else {
        parts.add(category(inputs.get(i), (FittedCategories) column));
      }
    }
    return parts.size() == 1 ? parts.get(0) : Value.cat(parts, 1);
  }

  /** One a column, all before anything is computed, which would take names that a column may have. */
  private static List<Value> inputs(Graph graph, FittedPreparation preparation) {
    return preparation.columns().stream()
        .map(column -> column instanceof FittedNumeric
            ? graph.input(JavaText.checked("column", column.name()), DType.FLOAT64, Graph.FREE, 1)
            : graph.texts(JavaText.checked("column", column.name()), Graph.FREE, 1))
        .toList();
  }

  private static List<Value> number(Value x, FittedNumeric column) {
    Value missing = x.op("IsNaN").typed(DType.BOOL);
    Value filled = missing.where(x.graph().constant(column.fill(), DType.FLOAT64), x);
    Value scaled =
        x.graph().within(column.name(), () -> scaled(filled, column.scaler())).to(DType.FLOAT32);
    return column.indicator() ? List.of(scaled, missing.to(DType.FLOAT32)) : List.of(scaled);
  }

  private static Value scaled(Value x, FittedScaler scaler) {
    if (scaler instanceof FittedScaler.Affine by) {
      return x.sub(by.center()).div(by.scale()).add(by.shift());
    }
    return QuantileScaling.scaled(x, (FittedScaler.Quantiles) scaler);
  }

  private static Value category(Value x, FittedCategories column) {
    column
        .categories()
        .forEach(each -> JavaText.checked("column '" + column.name() + "': its category", each));
    int known = column.categories().size() + (column.missing() ? 1 : 0);
    String[] keys = Stream.concat(
            column.categories().stream(), column.missing() ? Stream.of("") : Stream.empty())
        .toArray(String[]::new);
    boolean mayBeUnknown = column.handleUnknown() == HandleUnknown.OWN_CODE;
    // Where a category must be known, an unknown one is a place that the codes below do not have:
    // the runtime refuses it.
    long unknown = mayBeUnknown ? known : Integer.MAX_VALUE;
    Value place = x.mlOp(
            "LabelEncoder",
            Map.of(
                "keys_strings",
                keys,
                "values_int64s",
                IntStream.range(0, known).asLongStream().toArray(),
                "default_int64",
                unknown))
        .typed(DType.INT64);
    long first = column.form() == FittedCategories.Form.EMBEDDING ? 1 : 0;
    long none = column.form() == FittedCategories.Form.ONE_HOT ? known : first - 1;
    Tensor codes = Tensor.arange(known).add(first);
    Tensor all =
        mayBeUnknown ? Tensor.cat(List.of(codes, Tensor.full(DType.INT64, none, 1)), 0) : codes;
    Graph graph = x.graph();
    return graph.within(column.name(), () -> {
      Value code = graph.constant(all).op("Gather", place).shaped(Graph.FREE, 1);
      return column.form() == FittedCategories.Form.ONE_HOT
          ? oneHot(code, known)
          : code.to(DType.FLOAT32);
    });
  }

  /** A row with 1 at the place of the code: without any where there is no such place. */
  private static Value oneHot(Value code, long known) {
    Graph graph = code.graph();
    return code.op("OneHot", graph.longs(known), graph.constant(Tensor.of(0, 1)))
        .typed(DType.FLOAT32)
        .shaped(Graph.FREE, 1, known)
        .squeeze(1);
  }
}
