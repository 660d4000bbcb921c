package org.ockham.lab.report;

import static org.ockham.lab.report.ChartOption.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * A table of numbers as squares, the stronger the larger, each with its number where there is room: a confusion matrix, a
 * histogram over time.
 *
 * @param about what it shows
 * @param across what the columns are
 * @param columns their names, from left to right
 * @param up what the rows are
 * @param rows their names, from top to bottom
 * @param values the numbers, row by row; NaN for an empty square
 * @param words how a number is written
 * @param meaning what the colours mean from pale to strong
 */
record HeatMap(
    String about,
    String across,
    List<String> columns,
    String up,
    List<String> rows,
    List<List<Double>> values,
    DoubleFunction<String> words,
    String meaning)
    implements Chart {

  private static final int SQUARE = 30;
  private static final int HIGHEST = 420;

  @Override
  public String tones() {
    return meaning;
  }

  @Override
  public int height() {
    return 90 + Math.min(HIGHEST, SQUARE * rows.size());
  }

  @Override
  public Map<String, Object> option() {
    double low = range().min().orElse(0);
    double high = range().max().orElse(1);
    List<Object> data = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        double value = values.get(row).get(column);
        if (Double.isFinite(value)) {
          data.add(map(
              "value",
              List.of(column, row, Tones.linear(value, low, high)),
              "told",
              up + " " + rows.get(row) + ", " + across + " " + columns.get(column) + ": "
                  + words.apply(value)));
          texts.add(words.apply(value));
        }
      }
    }
    Map<String, Object> x = ChartOption.choices(across, columns, false);
    x.put("nameLocation", "middle");
    x.put("nameGap", 28);
    Map<String, Object> y = ChartOption.choices("", rows, true);
    return ChartOption.described(
        about,
        "title",
        ChartOption.title(up),
        "grid",
        ChartOption.grid(false),
        "xAxis",
        x,
        "yAxis",
        y,
        "tooltip",
        ChartOption.tooltip("item"),
        "series",
        List.of(map(
            "type",
            "custom",
            "renderItem",
            "square",
            "name",
            about,
            "texts",
            texts,
            "encode",
            map("x", 0, "y", 1),
            "data",
            data)));
  }

  private DoubleStream range() {
    return values.stream().flatMap(List::stream).mapToDouble(x -> x).filter(Double::isFinite);
  }

  @Override
  public String leftOut() {
    long missing =
        values.stream().flatMap(List::stream).filter(x -> !Double.isFinite(x)).count();
    return missing == 0
        ? ""
        : Numeral.count(missing, "square") + " without a finite number left empty";
  }

  @Override
  public DataTable data() {
    List<String> headings = new ArrayList<>(List.of(up + " \\ " + across));
    headings.addAll(columns);
    List<List<String>> lines = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      List<String> line = new ArrayList<>(List.of(rows.get(row)));
      values.get(row).forEach(value -> line.add(Numeral.whole(value)));
      lines.add(line);
    }
    return DataTable.of(headings, lines);
  }
}
