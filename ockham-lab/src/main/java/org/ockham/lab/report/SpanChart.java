package org.ockham.lab.report;

import static org.ockham.lab.report.ChartOption.map;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Bars from a beginning to an end, each at its height: what ran when.
 *
 * @param about what it shows
 * @param x the time
 * @param y what is numbered
 * @param bars the bars, by kind
 */
record SpanChart(String about, ChartAxis x, ChartAxis y, Map<Kind, List<Bar>> bars)
    implements Chart {

  /** Bars of one name and colour. */
  record Kind(String name, String color) {}

  /** From when to when, at which number, and what it is called. */
  record Bar(double from, double to, double at, String told) {}

  SpanChart {
    bars = new LinkedHashMap<>(bars);
  }

  @Override
  public List<Key> keys() {
    return bars.keySet().stream()
        .map(kind -> new Key(kind.name, Look.plain(kind.color, "rect"), false))
        .toList();
  }

  @Override
  public int height() {
    return 320;
  }

  @Override
  public Map<String, Object> option() {
    ChartAxis.Fitted across = x.fit(bars.values().stream()
        .flatMap(List::stream)
        .flatMapToDouble(bar -> DoubleStream.of(bar.from, bar.to)));
    ChartAxis.Fitted up = y.fit(bars.values().stream().flatMap(List::stream).mapToDouble(Bar::at));
    List<Map<String, Object>> series = new ArrayList<>();
    bars.forEach((kind, list) -> series.add(map(
        "type",
        "custom",
        "renderItem",
        "span",
        "name",
        kind.name,
        "itemStyle",
        map("color", kind.color),
        "encode",
        map("x", List.of(0, 1), "y", 2),
        "data",
        list.stream()
            .map(bar -> map(
                "value",
                List.of(across.place(bar.from), across.place(bar.to), up.place(bar.at)),
                "told",
                bar.told))
            .toList())));
    return ChartOption.plotted(about, across, up, "item", series);
  }

  @Override
  public DataTable data() {
    List<List<String>> rows = new ArrayList<>();
    bars.forEach((kind, list) -> list.forEach(bar -> rows.add(
        List.of(Numeral.of(bar.at), kind.name, Numeral.of(bar.from), Numeral.of(bar.to)))));
    return DataTable.of(
        List.of(y.heading("number"), "kind", "from: " + x.heading("x"), "to"), rows);
  }
}
