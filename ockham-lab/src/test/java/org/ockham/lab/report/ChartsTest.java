package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.search.analysis.Series.Point;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ChartsTest {

  private static JsonNode option(Chart chart) {
    return new JsonMapper().readTree(ChartJson.text(chart.option()));
  }

  private static LineChart line(double... values) {
    return new LineChart("about it", ChartAxis.of("x"), ChartAxis.of("y"))
        .line(
            "a",
            IntStream.range(0, values.length)
                .mapToObj(i -> new Point(i, values[i]))
                .toList());
  }

  @Test
  @DisplayName(
      "A page with twenty charts holds its script and style once, and asks for nothing from outside")
  void once() {
    List<Section.Figure> figures = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      figures.add(new Section.Figure("", "", line(1, 2, 3)));
    }
    String html = new Page(
            "t",
            "a",
            List.of(),
            List.of(),
            List.of(Section.charts("s", "s", "", Section.Size.SMALL, figures)))
        .html();
    assertThat(html.split(Pattern.quote(PageFile.ECHARTS.text()), -1)).hasSize(2);
    assertThat(html.split("<style>\n", -1)).hasSize(2);
    assertThat(html.split("class=\"chart\"", -1)).hasSize(21);
    String own = html.replace(PageFile.ECHARTS.text(), "");
    assertThat(own)
        .doesNotContain("http:", "https:", "@import", "<link")
        .doesNotContainPattern("url\\(\\s*['\"]?(?!#)");
    assertThat(own).doesNotContainPattern("(src|href)=[\"']?(?!data:|#)");
    // Its addresses are names of namespaces and licences: nothing fetches them.
    assertThat(Pattern.compile("https?://[^\"' )]+")
            .matcher(PageFile.ECHARTS.text())
            .results()
            .map(match -> match.group()))
        .allMatch(url -> url.startsWith("http://www.w3.org/")
            || url.contains("apache.org/licenses")
            || url.contains("LICENSE"));
    assertThat(html).contains("default-src &#39;none&#39;");
  }

  @Test
  @DisplayName("A page without a chart has no script")
  void none() {
    String html = new Page(
            "t", "", List.of(), List.of(), List.of(Section.missing("s", "s", "Nothing.")))
        .html();
    assertThat(html).doesNotContain("<script").contains("Nothing.");
  }

  @Test
  @DisplayName("A point alone is marked, also between the gaps of a long series")
  void alone() {
    JsonNode single = option(line(7)).get("series").get(0);
    assertThat(single.get("showSymbol").booleanValue()).isTrue();
    double[] values = new double[50];
    values[20] = Double.NaN;
    values[22] = Double.NaN;
    JsonNode series = option(line(values)).get("series").get(0);
    assertThat(series.get("showSymbol").booleanValue()).isTrue();
    assertThat(series.get("symbol").stringValue()).isEqualTo("none");
    List<JsonNode> marked = new ArrayList<>();
    series.get("data").forEach(item -> {
      if (item.isObject()) {
        marked.add(item);
      }
    });
    assertThat(marked)
        .singleElement()
        .matches(item -> item.get("value").get(0).doubleValue() == 21);
    assertThat(
            option(line(new double[50])).get("series").get(0).get("showSymbol").booleanValue())
        .isFalse();
  }

  @Test
  @DisplayName("On a logarithmic axis what is not above 0 is left out and counted")
  void logarithmic() {
    LineChart chart = new LineChart("a", ChartAxis.of("x"), ChartAxis.log("y"))
        .line(
            "a",
            List.of(new Point(0, 0), new Point(1, -1), new Point(2, 0.02), new Point(3, 0.03)));
    assertThat(chart.leftOut())
        .isEqualTo("2 values not above 0 left out, as the axis is logarithmic");
    JsonNode data = option(chart).get("series").get(0).get("data");
    assertThat(data.get(0).get(1).isNull()).isTrue();
    assertThat(data.get(2).get(1).doubleValue()).isBetween(-2.0, -1.0);
  }

  @Test
  @DisplayName(
      "Every kind of chart is described, drawn from plain data, and has a table of its numbers")
  void kinds() {
    ParallelChart parallel = new ParallelChart(
        "parallel",
        List.of(ChartAxis.of("loss"), ChartAxis.names("norm", List.of("none", "batch"))),
        List.of(
            new ParallelChart.Row("trial 0", List.of(0.5, 1.0), 7),
            new ParallelChart.Row("trial 1", List.of(0.7, Double.NaN), 0)),
        "worst to best");
    JsonNode absent = option(parallel).get("parallelAxis").get(1);
    assertThat(absent.get("min").doubleValue())
        .isEqualTo(absent.get("scaleOf").get("absent").doubleValue());
    assertThat(parallel.data().rows().get(1).cells().get(2).text()).isEqualTo("not set");
    ForestPlot forest = new ForestPlot(
        "forest",
        ChartAxis.of("difference"),
        List.of(new ForestPlot.Row("dropout", 0.01, 0.02, 0.03, "better")),
        0,
        0.005);
    assertThat(
            option(forest).get("series").get(0).get("data").get(0).get("told").stringValue())
        .isEqualTo("dropout: 0.02 [0.01, 0.03]\nbetter");
    BarChart bars = new BarChart(
            "bars", List.of("a", "b"), ChartAxis.of("share"), value -> value + " %")
        .bars("one", List.of(3.0, Double.NaN));
    assertThat(bars.leftOut()).isEqualTo("1 value not finite left out");
    HeatMap heat = new HeatMap(
        "heat",
        "x",
        List.of("p", "q"),
        "y",
        List.of("r"),
        List.of(List.of(1.0, Double.NaN)),
        Numeral::of,
        "few to many");
    assertThat(heat.leftOut()).isEqualTo("1 square without a finite number left empty");
    for (Chart chart : List.of(line(1, 2), parallel, forest, bars, heat)) {
      JsonNode option = option(chart);
      assertThat(option.get("aria").get("enabled").booleanValue()).isTrue();
      assertThat(option.get("aria").get("label").get("description").stringValue())
          .isEqualTo(chart.about());
      assertThat(option.get("tooltip").get("renderMode").stringValue()).isEqualTo("richText");
      assertThat(chart.data().rows()).isNotEmpty();
      assertThat(chart.height()).isPositive();
    }
  }

  @Test
  @DisplayName(
      "Who reads the table behind a chart meets the same extremes as who sees it, of few curves or many")
  void tableHasExtremes() {
    for (int curves : List.of(1, 3, 15)) {
      LineChart chart = new LineChart("spikes", ChartAxis.of("step"), ChartAxis.of("loss"));
      for (int k = 0; k < curves; k++) {
        int spike = 1234 + k;
        chart.line(
            "curve " + k,
            IntStream.range(0, 3000)
                .mapToObj(i -> new Point(i, i == spike ? 50 + spike : 1))
                .toList());
      }
      DataTable data = chart.data();
      assertThat(data.rows().size()).isBetween(150, DataTable.ROWS);
      List<String> cells = data.rows().stream()
          .flatMap(row -> row.cells().stream())
          .map(DataTable.Cell::text)
          .toList();
      for (int k = 0; k < curves; k++) {
        assertThat(cells).contains(String.valueOf(1234 + k), String.valueOf(50 + 1234 + k));
      }
      assertThat(data.words()).endsWith(" rows, the extremes of each curve among them");
    }
  }

  @Test
  @DisplayName(
      "A page of many curves has fewer points of each, their extremes among them, and is no larger")
  void manyTags() {
    SortedMap<String, List<Point>> curves = new TreeMap<>();
    for (int tag = 0; tag < 500; tag++) {
      int spike = 1000 + tag;
      curves.put(
          "tag" + tag,
          IntStream.range(0, 2000)
              .mapToObj(i -> new Point(i, i == spike ? 77_777 : Math.sin(i * 0.1)))
              .toList());
    }
    String body =
        new RunReport("many", "", List.of(), List.of(), curves, Map.of()).page().body();
    assertThat(body.length()).isLessThan(5_000_000);
    assertThat(body).contains("80 of 2,000 finite points", "16 of 2,000 rows");
    assertThat(body.split("77,?777", -1).length - 1).isGreaterThanOrEqualTo(1000);
  }

  @Test
  @DisplayName("A long table behind a chart is thinned with both ends, and says so")
  void table() {
    DataTable data =
        line(IntStream.range(0, 5000).mapToDouble(i -> i).toArray()).data();
    assertThat(data.rows()).hasSize(DataTable.ROWS);
    assertThat(data.words()).isEqualTo("200 of 5,000 rows, the extremes of each curve among them");
    assertThat(data.rows().get(DataTable.ROWS - 1).cells().get(0).text()).isEqualTo("4999");
  }
}
