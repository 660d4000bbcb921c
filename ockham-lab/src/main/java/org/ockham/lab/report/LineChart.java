package org.ockham.lab.report;

import static org.ockham.lab.report.ChartOption.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.ockham.search.analysis.Series.Point;

/**
 * Curves, bands and dots between two axes. Series of one name are one key of the legend and look alike; each new name has the next
 * look.
 */
final class LineChart implements Chart {

  /** Series with so few points have a marker at each. */
  private static final int MARKED = 30;

  private static final int FEW = 3;

  private static final String EXTREMES = "the extremes of each curve among them";

  /** So few series have markers, and a column each in the table. */
  private static final int WIDE_TABLE = 12;

  /** A place between two axes, and what it is called; an empty name for the name of its series. */
  record Dot(double x, double y, String told) {}

  /** An interval at a place. */
  record Range(double x, double low, double high) {}

  private record Line(
      String name, String told, Thinning points, List<Point> whole, Look look, boolean steps) {}

  private record Dots(String name, List<Dot> dots, Look look, int size) {}

  private record Band(String name, List<Range> ranges, Look look) {}

  private record Mark(String name, double x) {}

  private final String about;
  private final ChartAxis x;
  private final ChartAxis y;
  private final List<Line> lines = new ArrayList<>();
  private final List<Dots> dots = new ArrayList<>();
  private final List<Band> bands = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private final Map<String, Look> looks = new LinkedHashMap<>();
  private final List<Key> keys = new ArrayList<>();
  private int height = 300;
  private String tones = "";
  private int most = Thinning.MOST;
  private int rows = DataTable.ROWS;

  LineChart(String about, ChartAxis x, ChartAxis y) {
    this.about = about;
    this.x = x;
    this.y = y;
  }

  /** A curve in the look of its name; it has a gap where a number is not finite. */
  LineChart line(String name, List<Point> points) {
    return line(name, name, points, look(name));
  }

  /** One of several curves of a name, told by a name of its own. */
  LineChart line(String name, String told, List<Point> points, Look look) {
    return add(new Line(name, told, Thinning.of(points, most), points, look, false));
  }

  /** A curve of steps: each value holds until the next, the last until an end. */
  LineChart steps(String name, List<Point> points, double end, Look look) {
    List<Point> whole = new ArrayList<>(points);
    if (!points.isEmpty() && points.get(points.size() - 1).x() < end) {
      whole.add(new Point(end, points.get(points.size() - 1).y()));
    }
    return add(new Line(name, name, Thinning.of(whole), points, look, true));
  }

  private LineChart add(Line line) {
    lines.add(line);
    looks.putIfAbsent(line.name, line.look);
    keys.add(new Key(line.name, looks.getOrDefault(line.name, line.look), true));
    return this;
  }

  /** An area around the curves of that name, switched on and off with them. */
  LineChart band(String name, List<Range> ranges) {
    bands.add(new Band(name, ranges, look(name)));
    return this;
  }

  /** Dots of one name and look; what lies beyond an axis that is cut is drawn at its edge. */
  LineChart dots(String name, List<Dot> some, Look look, int size) {
    if (!some.isEmpty()) {
      dots.add(new Dots(name, some, look, size));
      keys.add(new Key(name, look, false));
    }
    return this;
  }

  /** A vertical line with its name. */
  LineChart mark(String name, double at) {
    marks.add(new Mark(name, at));
    return this;
  }

  /** The same with another height in CSS pixels. */
  LineChart high(int pixels) {
    height = pixels;
    return this;
  }

  /** The same with so many points of each curve that follows at the most, and a fifth as many rows of numbers, where a page has many curves. */
  LineChart most(int points) {
    most = Math.min(Thinning.MOST, points);
    rows = Math.min(DataTable.ROWS, Math.max(2, points / 5));
    return this;
  }

  /** The same, its colours told by what they mean from pale to strong instead of by a legend of names. */
  LineChart toned(String meaning) {
    tones = meaning;
    return this;
  }

  /** The look of a name: that of the first series that had it, or the next one. */
  Look look(String name) {
    return looks.computeIfAbsent(name, key -> Look.of(looks.size()));
  }

  @Override
  public String about() {
    return about;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public String tones() {
    return tones;
  }

  @Override
  public List<Key> keys() {
    return ChartOption.keys(keys.stream()
        .filter(key -> tones.isEmpty() || !key.look().color().startsWith("@t"))
        .toList());
  }

  private ChartAxis.Fitted fitted(ChartAxis axis, ToDoubleFunction<Point> of) {
    Stream<Point> corners = bands.stream()
        .flatMap(band -> band.ranges.stream())
        .flatMap(range -> Stream.of(new Point(range.x, range.low), new Point(range.x, range.high)));
    return axis.fit(Stream.of(
            lines.stream().flatMap(line -> line.whole.stream()),
            corners,
            dots.stream().flatMap(some -> some.dots.stream()).map(dot -> new Point(dot.x, dot.y)))
        .flatMap(points -> points)
        .mapToDouble(of));
  }

  @Override
  public Map<String, Object> option() {
    ChartAxis.Fitted across = fitted(x, Point::x);
    ChartAxis.Fitted up = fitted(y, Point::y);
    List<Map<String, Object>> series = new ArrayList<>();
    for (Band band : bands) {
      series.add(map(
          "type",
          "custom",
          "renderItem",
          "band",
          "name",
          band.name,
          "silent",
          true,
          "clip",
          true,
          "itemStyle",
          map("color", band.look.color()),
          "tooltip",
          map("show", false),
          "encode",
          map("x", 0, "y", List.of(1, 2)),
          "data",
          band.ranges.stream()
              .map(range ->
                  List.of(across.place(range.x), up.place(range.low), up.place(range.high)))
              .toList()));
    }
    for (Line line : lines) {
      series.add(option(line, across, up, lines.size() <= WIDE_TABLE));
    }
    for (Dots some : dots) {
      series.add(map(
          "type",
          "scatter",
          "name",
          some.name,
          "symbol",
          some.look.symbol(),
          "symbolSize",
          some.size,
          "itemStyle",
          map("color", some.look.color(), "opacity", 0.9),
          "data",
          some.dots.stream()
              .map(dot -> List.of(across.within(dot.x), up.within(dot.y), dot.told))
              .toList()));
    }
    if (!marks.isEmpty()) {
      series.add(map(
          "type",
          "line",
          "name",
          "",
          "data",
          List.of(),
          "tooltip",
          map("show", false),
          "markLine",
          map(
              "silent",
              true,
              "symbol",
              "none",
              "lineStyle",
              map("color", "@ink", "type", List.of(3, 3), "width", 1),
              "label",
              map("formatter", "{b}", "color", "@ink"),
              "data",
              marks.stream()
                  .map(mark -> map("name", mark.name, "xAxis", across.place(mark.x)))
                  .toList())));
    }
    return ChartOption.plotted(about, across, up, dots.isEmpty() ? "axis" : "item", series);
  }

  private Map<String, Object> option(
      Line line, ChartAxis.Fitted across, ChartAxis.Fitted up, boolean few) {
    List<Point> points = line.points.points();
    // Among many curves, those of a name that has few stand out.
    boolean strong =
        few || lines.stream().filter(other -> other.name.equals(line.name)).count() <= FEW;
    boolean marked = few && points.size() <= MARKED && !line.steps;
    List<Object> data = new ArrayList<>();
    boolean alone = false;
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      List<Double> place = List.of(across.place(point.x()), up.place(point.y()));
      // A point between gaps has no length: only a marker shows it.
      boolean isolated = !marked && !isDrawn(points, i - 1, up) && !isDrawn(points, i + 1, up);
      alone |= isolated;
      data.add(isolated ? map("value", place, "symbol", "circle") : place);
    }
    Map<String, Object> option = map(
        "type",
        "line",
        "name",
        line.name,
        "toldAs",
        line.told,
        "data",
        data,
        "showSymbol",
        marked || alone,
        "symbol",
        alone && !marked ? "none" : line.look.symbol(),
        "symbolSize",
        6,
        "itemStyle",
        map("color", line.look.color()),
        "lineStyle",
        map(
            "color",
            line.look.color(),
            "width",
            strong ? 2 : 1.2,
            "opacity",
            strong ? 1 : 0.75,
            "type",
            line.look.dash().isEmpty() ? "solid" : line.look.dash()),
        "emphasis",
        map("disabled", true));
    if (line.steps) {
      option.put("step", "end");
    }
    return option;
  }

  private static boolean isDrawn(List<Point> points, int i, ChartAxis.Fitted up) {
    return i >= 0 && i < points.size() && !Double.isNaN(up.place(points.get(i).y()));
  }

  @Override
  public String leftOut() {
    int drawn = 0;
    int finite = 0;
    int nan = 0;
    int infinite = 0;
    for (Line line : lines) {
      drawn += line.points.drawn();
      finite += line.points.finite();
      nan += line.points.nan();
      infinite += line.points.infinite();
    }
    String words = new Thinning(List.of(), drawn, finite, nan, infinite).words();
    long notAbove = y.log() || x.log()
        ? points()
            .filter(point -> (y.log() && point.y() <= 0 && Double.isFinite(point.y()))
                || (x.log() && point.x() <= 0 && Double.isFinite(point.x())))
            .count()
        : 0;
    String below = notAbove == 0
        ? ""
        : Numeral.count(notAbove, "value") + " not above 0 left out, as the axis is logarithmic";
    return words + (words.isEmpty() || below.isEmpty() ? "" : "; ") + below;
  }

  private Stream<Point> points() {
    return Stream.concat(
        lines.stream().flatMap(line -> line.whole.stream()),
        dots.stream().flatMap(some -> some.dots.stream()).map(dot -> new Point(dot.x, dot.y)));
  }

  @Override
  public DataTable data() {
    if (dots.isEmpty() && lines.size() <= WIDE_TABLE) {
      return wide();
    }
    List<List<String>> rows = new ArrayList<>();
    int all = lines.stream().mapToInt(line -> line.whole.size()).sum();
    int share = Math.max(2, this.rows / Math.max(1, lines.size()));
    for (Line line : lines) {
      // As many of each curve as there is room for, its extremes among them.
      boolean isWhole = all <= this.rows || !dots.isEmpty();
      for (Point point : isWhole ? line.whole : chosen(line, share)) {
        rows.add(List.of(line.told, x.text(point.x()), y.text(point.y())));
      }
    }
    for (Dots some : dots) {
      for (Dot dot : some.dots) {
        rows.add(List.of(dot.told.isEmpty() ? some.name : dot.told, x.text(dot.x), y.text(dot.y)));
      }
    }
    DataTable table = DataTable.of(List.of("series", x.heading("x"), y.heading("y")), rows);
    return dots.isEmpty() && rows.size() < all
        ? new DataTable(table.columns(), table.rows(), all, EXTREMES)
        : table;
  }

  private static List<Point> chosen(Line line, int most) {
    return Thinning.of(line.whole, most).points().stream()
        .filter(point -> Double.isFinite(point.y()))
        .toList();
  }

  /** A column for each curve. */
  private DataTable wide() {
    List<String> columns = new ArrayList<>(List.of(x.heading("x")));
    for (Line line : lines) {
      columns.add(line.told.isEmpty() ? y.heading("y") : line.told);
    }
    double[] all = places();
    double[] places = all.length <= this.rows ? all : extremes(all);
    List<List<String>> rows = new ArrayList<>();
    for (double place : places) {
      List<String> row = new ArrayList<>(Collections.nCopies(1 + lines.size(), ""));
      row.set(0, x.text(place));
      rows.add(row);
    }
    for (int i = 0; i < lines.size(); i++) {
      for (Point point : lines.get(i).whole) {
        int at = Arrays.binarySearch(places, point.x());
        if (at >= 0) { // only what is shown is worth setting
          String before = rows.get(at).get(1 + i);
          rows.get(at).set(1 + i, (before.isEmpty() ? "" : before + "; ") + y.text(point.y()));
        }
      }
    }
    return new DataTable(
        columns, rows.stream().map(row -> DataTable.row("", row)).toList(), all.length, EXTREMES);
  }

  /** As many places as there is room for: those of each curve's extremes, and evenly spaced ones. */
  private double[] extremes(double[] all) {
    TreeSet<Double> chosen = new TreeSet<>();
    int share = Math.max(2, this.rows / lines.size());
    lines.forEach(line -> chosen(line, share).forEach(point -> chosen.add(point.x())));
    double[] others =
        Arrays.stream(all).filter(place -> !chosen.contains(place)).toArray();
    StudyView.spread(others.length, Math.max(0, this.rows - chosen.size()))
        .forEach(place -> chosen.add(others[place]));
    return chosen.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Where the curves have points, each place once, in order. */
  private double[] places() {
    double[] all = lines.stream()
        .flatMapToDouble(line -> line.whole.stream().mapToDouble(Point::x))
        .toArray();
    Arrays.sort(all); // which takes no time where they are in order, as those of one curve are
    int count = 0;
    for (double place : all) {
      if (count == 0 || Double.compare(all[count - 1], place) != 0) {
        all[count++] = place;
      }
    }
    return Arrays.copyOf(all, count);
  }
}
