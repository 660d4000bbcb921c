package org.ockham.lab.report;

import static org.ockham.lab.report.ChartOption.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * A number over two others as tiles, the stronger the larger by rank or the better, with dots on top.
 *
 * @param about what it shows
 * @param x the axis below
 * @param y the axis to the left
 * @param tiles what is filled
 * @param dots what lies on top
 * @param value what the tiles' number is
 * @param meaning what the colours mean from pale to strong
 */
record SurfaceChart(
    String about,
    ChartAxis x,
    ChartAxis y,
    List<Tile> tiles,
    List<LineChart.Dot> dots,
    String value,
    String meaning)
    implements Chart {

  /** A rectangle, its tone from 0 to 7, and its number. */
  record Tile(double left, double right, double bottom, double top, int tone, double value) {}

  @Override
  public String tones() {
    return meaning;
  }

  @Override
  public int height() {
    return 340;
  }

  @Override
  public Map<String, Object> option() {
    ChartAxis.Fitted across =
        x.fit(tiles.stream().flatMapToDouble(tile -> DoubleStream.of(tile.left, tile.right)));
    ChartAxis.Fitted up =
        y.fit(tiles.stream().flatMapToDouble(tile -> DoubleStream.of(tile.bottom, tile.top)));
    Map<String, Object> cells = map(
        "type",
        "custom",
        "renderItem",
        "cell",
        "name",
        value,
        "encode",
        map("x", List.of(0, 1), "y", List.of(2, 3)),
        "data",
        tiles.stream()
            .map(tile -> map(
                "value",
                List.of(
                    across.place(tile.left),
                    across.place(tile.right),
                    up.place(tile.bottom),
                    up.place(tile.top),
                    tile.tone),
                "told",
                value + " about " + Numeral.of(tile.value)))
            .toList());
    Map<String, Object> spots = map(
        "type",
        "scatter",
        "name",
        "trial",
        "symbolSize",
        5,
        "itemStyle",
        map("color", "@ink", "borderColor", "@paper", "borderWidth", 1),
        "data",
        dots.stream()
            .map(dot -> map(
                "value", List.of(across.within(dot.x()), up.within(dot.y())),
                "told", dot.told()))
            .toList());
    return ChartOption.plotted(about, across, up, "item", List.of(cells, spots));
  }

  @Override
  public DataTable data() {
    List<List<String>> rows = new ArrayList<>();
    for (Tile tile : tiles) {
      rows.add(List.of(
          Numeral.of(tile.left) + " to " + Numeral.of(tile.right),
          Numeral.of(tile.bottom) + " to " + Numeral.of(tile.top),
          Numeral.of(tile.value)));
    }
    return DataTable.of(List.of(x.heading("x"), y.heading("y"), value), rows);
  }
}
