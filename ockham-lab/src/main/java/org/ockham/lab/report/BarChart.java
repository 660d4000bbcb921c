package org.ockham.lab.report;

import static org.ockham.lab.report.ChartOption.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/** Bars to the right, one below the other, each with its name and its number; of several series side by side. */
final class BarChart implements Chart {

  private static final int BAR = 26;

  private record Series(String name, List<Double> values, Look look) {}

  private final String about;
  private final List<String> names;
  private final ChartAxis across;
  private final DoubleFunction<String> words;
  private final List<Series> series = new ArrayList<>();

  /**
   * A chart without bars yet.
   *
   * @param about what it shows
   * @param names what the bars stand for, from top to bottom
   * @param across what their lengths measure
   * @param words how a length is written behind its bar
   */
  BarChart(String about, List<String> names, ChartAxis across, DoubleFunction<String> words) {
    this.about = about;
    this.names = List.copyOf(names);
    this.across = across;
    this.words = words;
  }

  /** A bar for each name. */
  BarChart bars(String name, List<Double> values) {
    series.add(new Series(name, values, Look.plain(Look.of(series.size()).color(), "rect")));
    return this;
  }

  @Override
  public String about() {
    return about;
  }

  @Override
  public List<Key> keys() {
    return ChartOption.keys(
        series.stream().map(one -> new Key(one.name, one.look, false)).toList());
  }

  @Override
  public int height() {
    return 50 + names.size() * (series.size() * BAR - 4 * (series.size() - 1));
  }

  @Override
  public Map<String, Object> option() {
    ChartAxis.Fitted fitted = across.fit(DoubleStream.concat(DoubleStream.of(0), values()));
    List<Map<String, Object>> bars = new ArrayList<>();
    for (Series one : series) {
      List<Object> data = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        double value = one.values.get(i);
        data.add(map(
            "value", fitted.place(value),
            "told", names.get(i) + ": " + words.apply(value),
            "label", map("formatter", words.apply(value))));
      }
      bars.add(map(
          "type",
          "bar",
          "name",
          one.name,
          "barMaxWidth",
          18,
          "itemStyle",
          map("color", one.look.color()),
          "label",
          map("show", true, "position", "right", "color", "@ink", "fontSize", 11),
          "data",
          data));
    }
    Map<String, Object> grid = ChartOption.grid(true);
    grid.put("right", 64);
    return ChartOption.described(
        about,
        "grid",
        grid,
        "xAxis",
        fitted.across(),
        "yAxis",
        ChartOption.choices("", names, true),
        "tooltip",
        ChartOption.tooltip("item"),
        "legend",
        map("show", false),
        "series",
        bars);
  }

  private DoubleStream values() {
    return series.stream().flatMap(one -> one.values.stream()).mapToDouble(x -> x);
  }

  @Override
  public String leftOut() {
    long missing = values().filter(value -> !Double.isFinite(value)).count();
    return missing == 0 ? "" : Numeral.count(missing, "value") + " not finite left out";
  }

  @Override
  public DataTable data() {
    List<String> columns = new ArrayList<>(List.of("name"));
    series.forEach(one -> columns.add(one.name));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      List<String> row = new ArrayList<>(List.of(names.get(i)));
      for (Series one : series) {
        row.add(Numeral.whole(one.values.get(i)));
      }
      rows.add(row);
    }
    return DataTable.of(columns, rows);
  }
}
