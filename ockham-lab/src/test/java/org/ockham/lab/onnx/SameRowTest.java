package org.ockham.lab.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.Dataset;
import org.ockham.data.table.Column;
import org.ockham.data.table.ColumnType;
import org.ockham.data.table.Csv;
import org.ockham.data.table.FittedPreparation;
import org.ockham.data.table.Numeric;
import org.ockham.data.table.OrdinalEncoder;
import org.ockham.data.table.Preparation;
import org.ockham.data.table.Table;
import org.ockham.data.table.Target;
import org.ockham.onnx.Graph;
import org.ockham.predict.Model;

/**
 * The library that trains has cells from a file, the one for services as objects of Java: both make the same number and the same text of
 * them, in columns of every type.
 */
final class SameRowTest {

  private static final String ROWS = """
      INTEGER,DECIMAL,TEXT,YEAR_FIRST_DATE,DAY_FIRST_DATE,MONTH_FIRST_DATE,price
      7,0.1,north,2001-05-02,31.01.2017 10:20:30,01/31/2017 23:59,1
      -3,-2.0,007,1969-12-31,28.02.1931 00:00:01,12/30/1899 00:00,2
      9007199254740991,1e10,é,1970-01-01,01.01.1970 00:00:00,01/01/1970 00:00,3
      0,1e-7,NULL?,2100-02-28,15.06.2024 12:00:00,06/15/2024 06:30,4
      """;

  @TempDir
  private Path folder;

  /** A cell as a service would have it: a date without a time of day as a date. */
  private static Object cell(Column column, int row) {
    if (column.type() == ColumnType.INTEGER) {
      return Long.valueOf(column.text(row));
    } else if (column.type() == ColumnType.DECIMAL) {
      return column.number(row);
    } else if (column.type() == ColumnType.TEXT) {
      return column.text(row);
    }
    LocalDateTime date = LocalDateTime.parse(column.text(row));
    return date.toLocalTime().equals(LocalTime.MIDNIGHT) ? date.toLocalDate() : date;
  }

  @Test
  void cellsOfEveryTypeAreTheSameNumberAndTheSameText() throws IOException {
    Table table = Csv.standard().read(Files.writeString(folder.resolve("rows.csv"), ROWS));
    for (ColumnType type : ColumnType.values()) {
      assertThat(table.column(type.name()).type()).isEqualTo(type);
    }
    Preparation asNumbers = Preparation.of(Target.value("price"));
    Preparation asTexts = asNumbers;
    for (ColumnType type : ColumnType.values()) {
      asTexts = asTexts.column(type.name(), OrdinalEncoder.standard());
      asNumbers = type == ColumnType.TEXT
          ? asNumbers.without(type.name())
          : asNumbers.column(type.name(), Numeric.standard());
    }
    check(asNumbers.fit(table), table, UnaryOperator.identity());
    check(asTexts.fit(table), table, UnaryOperator.identity());
    // As a reader of JSON may have them.
    check(
        asTexts.fit(table), table, cell -> cell instanceof Long whole ? whole.doubleValue() : cell);
    check(
        asTexts.fit(table),
        table,
        cell -> cell instanceof Long whole ? new BigDecimal(whole + ".00") : cell);
    check(
        asTexts.fit(table),
        table,
        cell -> cell instanceof Double fraction ? (Object) fraction.floatValue() : cell);
  }

  private static void check(FittedPreparation fitted, Table table, UnaryOperator<Object> given) {
    Graph graph = Graph.opset(Graph.OPSET);
    graph.output("values", RowEncoding.encoded(graph, fitted));
    graph.output("names", graph.constant(fitted.inputNames()));
    Dataset expected = fitted.inputs(table);
    try (Model model = Model.of(graph.toBytes())) {
      for (int i = 0; i < table.size(); i++) {
        Map<String, Object> row = new HashMap<>();
        for (Column column : table.columns()) {
          row.put(column.name(), given.apply(cell(column, i)));
        }
        List<Float> inputs = new ArrayList<>();
        for (float input : expected.sample(i).input()) {
          inputs.add(input);
        }
        assertThat(model.predict(row).numbers()).as("row " + i).isEqualTo(inputs);
      }
    }
  }
}
