package org.ockham.lab.report;

import static org.ockham.lab.report.ChartOption.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Estimates with their intervals, one below the other, beside a line of no difference.
 *
 * @param about what it shows
 * @param across what is estimated
 * @param rows the estimates, from top to bottom
 * @param zero where no difference is
 * @param margin how far from it differences do not matter; 0 for none
 */
record ForestPlot(String about, ChartAxis across, List<Row> rows, double zero, double margin)
    implements Chart {

  private static final int ROW = 30;

  /** An estimate: its name, its interval around the middle, and what it means in words. */
  record Row(String name, double low, double middle, double high, String verdict) {

    private String words() {
      return Numeral.of(middle) + " [" + Numeral.of(low) + ", " + Numeral.of(high) + "]";
    }
  }

  @Override
  public int height() {
    return 76 + ROW * rows.size();
  }

  @Override
  public Map<String, Object> option() {
    ChartAxis.Fitted fitted = across.fit(DoubleStream.concat(
        DoubleStream.of(zero - margin, zero + margin),
        rows.stream().flatMapToDouble(row -> DoubleStream.of(row.low, row.middle, row.high))));
    List<Object> data = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      data.add(map(
          "value",
          List.of(fitted.place(row.low), fitted.place(row.middle), fitted.place(row.high), i),
          "told",
          row.name + ": " + row.words() + (row.verdict.isEmpty() ? "" : "\n" + row.verdict)));
    }
    Map<String, Object> intervals = map(
        "type",
        "custom",
        "renderItem",
        "interval",
        "name",
        across.heading("difference"),
        "itemStyle",
        map("color", "@s0"),
        "encode",
        map("x", List.of(0, 1, 2), "y", 3),
        "data",
        data,
        "markLine",
        map(
            "silent",
            true,
            "symbol",
            "none",
            "label",
            map("show", false),
            "lineStyle",
            map("color", "@ink", "type", List.of(4, 3), "width", 1),
            "data",
            List.of(map("xAxis", fitted.place(zero)))));
    if (margin > 0) {
      intervals.put(
          "markArea",
          map(
              "silent",
              true,
              "itemStyle",
              map("color", "@rule", "opacity", 0.6),
              "data",
              List.of(List.of(
                  map("xAxis", fitted.place(zero - margin)),
                  map("xAxis", fitted.place(zero + margin))))));
    }
    List<String> names = rows.stream().map(Row::name).toList();
    return ChartOption.described(
        about,
        "grid",
        ChartOption.grid(true),
        "xAxis",
        fitted.across(),
        "yAxis",
        ChartOption.choices("", names, true),
        "tooltip",
        ChartOption.tooltip("item"),
        "series",
        List.of(intervals));
  }

  @Override
  public String leftOut() {
    long missing = rows.stream().filter(row -> !Double.isFinite(row.middle)).count();
    return missing == 0 ? "" : Numeral.count(missing, "estimate") + " not finite left out";
  }

  @Override
  public DataTable data() {
    return DataTable.of(
        List.of("name", "low", across.heading("estimate"), "high", "verdict"),
        rows.stream()
            .map(row -> List.of(
                row.name,
                Numeral.whole(row.low),
                Numeral.whole(row.middle),
                Numeral.whole(row.high),
                row.verdict))
            .toList());
  }
}
