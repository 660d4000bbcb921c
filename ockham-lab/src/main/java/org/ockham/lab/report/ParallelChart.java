package org.ockham.lab.report;

import static org.ockham.lab.report.ChartOption.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Each row of a table as a line through an axis for each of its columns. Where a row has no number for an axis, its line goes
 * through a place below it that is marked "not set".
 *
 * @param about what it shows
 * @param axes the columns
 * @param lines the rows
 * @param meaning what the colours mean from pale to strong
 */
record ParallelChart(String about, List<ChartAxis> axes, List<Row> lines, String meaning)
    implements Chart {

  /** A row: what it is called, its numbers (NaN where it has none), and its tone from 0 to 7. */
  record Row(String told, List<Double> values, int tone) {}

  /** How far below an axis the place of missing numbers is, as a part of it. */
  private static final double BELOW = 0.15;

  @Override
  public String tones() {
    return meaning;
  }

  @Override
  public int width() {
    return 140 + 90 * (axes.size() - 1);
  }

  @Override
  public int height() {
    return 360;
  }

  @Override
  public Map<String, Object> option() {
    List<List<Double>> places = new ArrayList<>();
    lines.forEach(line -> places.add(new ArrayList<>()));
    List<Map<String, Object>> columns = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      int column = i;
      ChartAxis.Fitted fitted =
          axes.get(i).fit(lines.stream().mapToDouble(line -> line.values.get(column)));
      double absent = fitted.begin() - BELOW * (fitted.end() - fitted.begin());
      boolean partial = lines.stream().anyMatch(line -> line.values.get(column).isNaN());
      columns.add(axis(fitted, column, partial ? absent : Double.NaN));
      for (int k = 0; k < lines.size(); k++) {
        double value = lines.get(k).values.get(column);
        places.get(k).add(Double.isNaN(value) ? absent : fitted.within(value));
      }
    }
    List<Object> data = new ArrayList<>();
    for (int k = 0; k < lines.size(); k++) {
      data.add(map(
          "value",
          places.get(k),
          "told",
          lines.get(k).told,
          "lineStyle",
          map("color", "@t" + lines.get(k).tone)));
    }
    return ChartOption.described(
        about,
        "parallel",
        map("left", 50, "right", 90, "top", 40, "bottom", 20),
        "parallelAxis",
        columns,
        "tooltip",
        ChartOption.tooltip("item"),
        "series",
        List.of(map(
            "type",
            "parallel",
            "name",
            about,
            "smooth",
            false,
            "data",
            data,
            "lineStyle",
            map("width", 1.4, "opacity", 0.75),
            "inactiveOpacity",
            0.04,
            "activeOpacity",
            1)));
  }

  private static Map<String, Object> axis(ChartAxis.Fitted fitted, int column, double absent) {
    Map<String, Object> axis = fitted.option();
    axis.put("dim", column);
    axis.put("nameTruncate", map("maxWidth", 96));
    axis.put("nameGap", 14);
    if (!Double.isNaN(absent)) {
      Map<String, Object> scale = fitted.scale();
      scale.put("absent", absent);
      scale.put("first", fitted.begin());
      axis.put("scaleOf", scale);
      axis.put("min", absent);
    }
    axis.put(
        "axisLabel",
        map("hideOverlap", true, "width", 84, "overflow", "truncate", "color", "@soft"));
    axis.put("axisLine", map("lineStyle", map("color", "@soft")));
    axis.put("nameTextStyle", map("color", "@ink"));
    return axis;
  }

  @Override
  public DataTable data() {
    List<String> columns = new ArrayList<>(List.of("line"));
    axes.forEach(axis -> columns.add(axis.label()));
    return DataTable.of(
        columns,
        lines.stream()
            .map(line -> {
              List<String> row = new ArrayList<>(List.of(line.told));
              for (int i = 0; i < axes.size(); i++) {
                double value = line.values.get(i);
                row.add(Double.isNaN(value) ? "not set" : axes.get(i).text(value));
              }
              return row;
            })
            .toList());
  }
}
