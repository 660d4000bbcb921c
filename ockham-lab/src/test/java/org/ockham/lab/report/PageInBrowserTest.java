package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.browser.Chromium;
import org.ockham.search.Study;
import org.ockham.search.analysis.Series.Point;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;

/** What a real browser makes of our pages, without a network. */
final class PageInBrowserTest {

  private static final int PHONE = 390;

  @TempDir
  private static Path folder;

  private static Chromium chromium;

  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();

  @BeforeAll
  static void start() {
    try {
      chromium = Chromium.start();
    } catch (IllegalStateException absent) {
      assumeTrue(false, absent.getMessage());
    }
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  /** Opens a page from a file, as a reader would, and notes what it complains of and what it asks the network for. */
  private com.microsoft.playwright.Page open(String html, Browser.NewContextOptions options)
      throws IOException {
    Path file = Files.writeString(folder.resolve("page.html"), html);
    BrowserContext context = chromium.browser().newContext(options.setOffline(true));
    com.microsoft.playwright.Page page = context.newPage();
    page.onConsoleMessage(message -> complaints.add(message.text()));
    page.onPageError(complaints::add);
    page.onRequest(request -> requests.add(request.url()));
    page.navigate(file.toUri().toString());
    return page;
  }

  private static Browser.NewContextOptions sized(int width) {
    return new Browser.NewContextOptions().setViewportSize(width, 900);
  }

  private void quiet() {
    assertThat(complaints).isEmpty();
    assertThat(requests).allMatch(url -> url.startsWith("file:") && url.endsWith("page.html"));
  }

  private static Object look(com.microsoft.playwright.Page page, String script) {
    return page.evaluate(script);
  }

  /** All coordinates of all charts. */
  private static String drawn(com.microsoft.playwright.Page page) {
    return (String) look(
        page,
        "[...document.querySelectorAll('.chart svg *')].map(e => ['d', 'points', 'x', 'y', 'width', 'height',"
            + " 'transform'].map(a => e.getAttribute(a) || '').join(' ')).join(' ')");
  }

  private static String texts(Locator chart) {
    return String.join("\n", chart.locator("svg text").allTextContents());
  }

  private static Page curves() {
    List<Point> points = IntStream.rangeClosed(1, 20)
        .mapToObj(i -> new Point(i, i == 7 ? Double.NaN : 2.0 / i))
        .toList();
    LineChart chart = new LineChart(
        "Loss over epochs", ChartAxis.of("epoch").wholeNumbers(), ChartAxis.of("loss"));
    chart.line("train", points);
    chart.band(
        "train",
        points.stream()
            .map(p -> new LineChart.Range(p.x(), p.y() - 0.1, p.y() + 0.1))
            .toList());
    chart.line("NaN", points.stream().map(p -> new Point(p.x(), 3 - p.y())).toList());
    chart.mark("selected", 12);
    HeatMap confusion = new HeatMap(
        "Confusion",
        "predicted",
        List.of("cat", "dog"),
        "true",
        List.of("cat", "dog"),
        List.of(List.of(9.0, 1.0), List.of(2.0, 8.0)),
        value -> Integer.toString((int) value),
        "few to many");
    ForestPlot forest = new ForestPlot(
        "Differences",
        ChartAxis.of("difference"),
        List.of(
            new ForestPlot.Row("dropout", 0.01, 0.02, 0.03, "better"),
            new ForestPlot.Row("l2", -0.02, 0.0, 0.02, "no difference shown")),
        0,
        0.005);
    return new Page(
        "Charts",
        "Of each kind.",
        List.of("A verdict."),
        List.of(),
        List.of(
            Section.chart("line", "Lines", "", Section.Size.WIDE, chart),
            Section.chart("heat", "Heat", "", Section.Size.MEDIUM, confusion),
            Section.chart("forest", "Forest", "", Section.Size.MEDIUM, forest)));
  }

  @Test
  @DisplayName(
      "Every chart of a comparison is drawn on a desk and on a phone, and nothing goes wrong")
  void comparison() throws IOException {
    String html = ComparisonReport.html(
        MadeUpComparison.result(folder), List.of(MadeUpComparison.evidence("plain")));
    int charts = html.split("class=\"chart\"", -1).length - 1;
    for (int width : List.of(1280, PHONE)) {
      com.microsoft.playwright.Page page = open(html, sized(width));
      assertThat(page.locator(".chart svg").count()).isEqualTo(charts).isGreaterThan(10);
      assertThat(drawn(page)).doesNotContain("NaN", "Infinity", "undefined");
      assertThat(look(page, "document.documentElement.scrollWidth")).isEqualTo(width);
      fitsOnPaper(page);
      quiet();
      page.context().close();
    }
  }

  /** A browser says that it will print while the page still has its place on the screen: charts are drawn for the room on paper. */
  private static void fitsOnPaper(com.microsoft.playwright.Page page) {
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
    page.setViewportSize(688, 900); // 182 mm between the margins
    page.emulateMedia(
        new com.microsoft.playwright.Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(
            look(
                page,
                "[...document.querySelectorAll('.chart svg')]"
                    + ".filter(svg => svg.getBoundingClientRect().width > svg.closest('.chart').clientWidth + 1).length"))
        .isEqualTo(0);
    assertThat(look(page, "document.documentElement.scrollWidth")).isEqualTo(688);
  }

  @Test
  @DisplayName(
      "Every chart of a study is drawn, nothing is asked of the network, and nothing goes wrong")
  void drawnWhole() throws IOException {
    String html = StudyReport.of(Studies.mixed(40)).html();
    com.microsoft.playwright.Page page = open(html, sized(1200));
    int charts = html.split("class=\"chart\"", -1).length - 1;
    assertThat(page.locator(".chart").count()).isEqualTo(charts).isGreaterThan(10);
    assertThat(
            look(
                page,
                "[...document.querySelectorAll('.chart')].filter(c => c.querySelectorAll('svg path').length > 2).length"))
        .isEqualTo(charts);
    assertThat(drawn(page)).doesNotContain("NaN", "Infinity", "undefined");
    assertThat(texts(page.locator("#parallel0 .chart")))
        .contains("lr, log scale", "not set", "batch");
    quiet();
    page.context().close();
  }

  @Test
  @DisplayName("A pointer on a chart is told the value, and a key of the legend hides its series")
  void answers() throws IOException {
    com.microsoft.playwright.Page page = open(curves().html(), sized(1200));
    Locator chart = page.locator("#line .chart");
    BoundingBox box = chart.boundingBox();
    page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
    page.waitForFunction(
        "() => /train: 0\\.\\d/.test(document.querySelector('#line .chart').textContent)");
    assertThat(texts(chart)).contains("epoch: ", "NaN: 2.");
    String before = drawn(page);
    Locator key = page.locator("#line button.key").first();
    key.click();
    assertThat(key.getAttribute("aria-pressed")).isEqualTo("false");
    page.mouse().move(5, 5);
    String blue = "[...document.querySelectorAll('#line .chart svg path')].filter("
        + "p => p.getAttribute('stroke') === '#026097').length";
    page.waitForFunction(blue + " === 0");
    assertThat(drawn(page)).isNotEqualTo(before);
    key.click();
    page.waitForFunction(blue + " > 0");
    BoundingBox heat = page.locator("#heat .chart").boundingBox();
    page.mouse().move(heat.x + heat.width * 0.3, heat.y + 45);
    page.waitForFunction(
        "() => document.querySelector('#heat .chart').textContent.includes('true cat, predicted cat: 9')");
    BoundingBox forest = page.locator("#forest .chart").boundingBox();
    page.mouse().move(forest.x + forest.width * 0.95, forest.y + 5);
    assertThat(texts(page.locator("#forest .chart"))).contains("dropout", "l2", "difference");
    quiet();
    page.context().close();
  }

  @Test
  @DisplayName("A phone shows pages without sideways scrolling, a dark one in dark colours")
  void phoneAndDark() throws IOException {
    for (String html :
        List.of(StudyReport.of(Studies.several(2, 20)).html(), curves().html())) {
      com.microsoft.playwright.Page page =
          open(html, sized(PHONE).setColorScheme(ColorScheme.DARK));
      assertThat((Integer) look(page, "document.scrollingElement.scrollWidth"))
          .isLessThanOrEqualTo(PHONE);
      assertThat(brightness(page, "getComputedStyle(document.body).backgroundColor"))
          .isLessThan(50);
      assertThat(brightness(page, "getComputedStyle(document.body).color")).isGreaterThan(200);
      assertThat(
              brightness(page, "getComputedStyle(document.querySelector('.chart svg text')).fill"))
          .isGreaterThan(120);
      page.emulateMedia(new com.microsoft.playwright.Page.EmulateMediaOptions()
          .setColorScheme(ColorScheme.LIGHT));
      page.waitForFunction("() => getComputedStyle(document.querySelector('.chart svg text')).fill"
          + ".match(/\\d+/g).slice(0, 3).every(part => part < 130)");
      page.context().close();
    }
    quiet();
  }

  /** The mean of red, green and blue. */
  private static double brightness(com.microsoft.playwright.Page page, String color) {
    return ((Number) look(
            page,
            "(" + color
                + ").match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3"))
        .doubleValue();
  }

  @Test
  @DisplayName("In print the ground is white, the text dark, and what was folded is open")
  void print() throws IOException {
    com.microsoft.playwright.Page page =
        open(curves().html(), sized(1200).setColorScheme(ColorScheme.DARK));
    assertThat(new String(page.pdf(), StandardCharsets.ISO_8859_1))
        .startsWith("%PDF")
        .contains("/Type /Page");
    page.emulateMedia(
        new com.microsoft.playwright.Page.EmulateMediaOptions().setMedia(Media.PRINT));
    page.waitForFunction("() => document.documentElement.classList.contains('printed')");
    assertThat(brightness(page, "getComputedStyle(document.body).backgroundColor"))
        .isEqualTo(255);
    assertThat(brightness(page, "getComputedStyle(document.body).color")).isLessThan(60);
    assertThat(brightness(page, "getComputedStyle(document.querySelector('.chart svg text')).fill"))
        .isLessThan(130);
    assertThat(look(page, "document.querySelectorAll('details:not([open])').length"))
        .isEqualTo(0);
    assertThat(look(page, "getComputedStyle(document.querySelector('#heat thead')).display"))
        .isEqualTo("table-header-group");
    assertThat(look(page, "getComputedStyle(document.querySelector('.chart')).breakInside"))
        .isEqualTo("avoid");
    page.emulateMedia(
        new com.microsoft.playwright.Page.EmulateMediaOptions().setMedia(Media.SCREEN));
    page.waitForFunction("() => !document.documentElement.classList.contains('printed')");
    assertThat(look(page, "document.querySelectorAll('details[open]').length")).isEqualTo(0);
    quiet();
    page.context().close();
  }

  @Test
  @DisplayName("Without script the page says so, and its tables hold the numbers")
  void withoutScript() throws IOException {
    com.microsoft.playwright.Page page =
        open(curves().html(), sized(1200).setJavaScriptEnabled(false));
    assertThat(page.locator("noscript p").innerText())
        .contains("the tables below hold their numbers");
    assertThat(page.locator(".chart").first().isVisible()).isFalse();
    page.locator("#line summary").click();
    assertThat(page.locator("#line table").innerText()).contains("epoch", "train", "0.1");
    page.context().close();
  }

  @Test
  @DisplayName(
      "Equal values, one value, none, and values on the edge of what is a number have marks and labels that differ")
  void edges() throws IOException {
    Map<String, LineChart> charts = new java.util.LinkedHashMap<>();
    double[][] all = {
      {0, 0, 0},
      {-5, -5},
      {7},
      {3.0, 3.0000000001},
      {1e-320},
      {0, Double.MIN_VALUE, Double.MAX_VALUE},
      {-Double.MAX_VALUE, Double.MAX_VALUE},
      {},
      {Double.NaN}
    };
    for (int i = 0; i < all.length; i++) {
      charts.put("linear" + i, edge(ChartAxis.of("y"), all[i]));
    }
    charts.put("log0", edge(ChartAxis.log("y"), 0, -1, 0.02, 0.03));
    charts.put("log1", edge(ChartAxis.log("y"), 1e-320, 1e-300));
    charts.put("log2", edge(ChartAxis.log("y"), -1));
    Page edges = new Page(
        "Edges",
        "",
        List.of(),
        List.of(),
        charts.entrySet().stream()
            .map(e -> Section.chart(e.getKey(), e.getKey(), "", Section.Size.MEDIUM, e.getValue()))
            .toList());
    com.microsoft.playwright.Page page = open(edges.html(), sized(1200));
    assertThat(drawn(page)).doesNotContain("NaN", "Infinity", "undefined");
    for (String id : charts.keySet()) {
      Locator chart = page.locator("#" + id + " .chart");
      // The labels to the left end at the axis; those below stand in its middle.
      assertThat(chart.locator("svg text[text-anchor=end]").allTextContents().stream()
              .distinct())
          .as(id)
          .hasSizeGreaterThanOrEqualTo(2);
      boolean empty = id.equals("linear7") || id.equals("linear8") || id.equals("log2");
      assertThat(chart
                  .locator("svg path:is([stroke='#026097'], [fill='#026097']):not([d=''])")
                  .count()
              > 0)
          .as(id)
          .isEqualTo(!empty);
    }
    assertThat(page.locator("#log0 figcaption").innerText())
        .contains("2 values not above 0 left out");
    quiet();
    page.context().close();
  }

  private static LineChart edge(ChartAxis axis, double... values) {
    return new LineChart("edge", ChartAxis.of("x"), axis)
        .line(
            "y",
            IntStream.range(0, values.length)
                .mapToObj(i -> new Point(i, values[i]))
                .toList());
  }

  @Test
  @DisplayName("A browser finds no element that hostile names brought")
  void nothingSmuggled() throws IOException {
    String hostile =
        "</title></style></svg></script><script>document.body.remove()</script><img src=x>\"' x=\"{a|b}";
    Study study = Study.minimize(hostile, Storage.memory(), Random.seeded(1));
    study.optimize(
        trial -> {
          trial.report(1, trial.number());
          return trial.suggestDouble(hostile, 0, 1)
              + trial.suggestInt(hostile + 2, 1, 9)
              + trial.suggestCategorical("c", hostile, "b").length();
        },
        20);
    com.microsoft.playwright.Page page =
        open(StudyReport.of(study).withObjectives(List.of(hostile)).html(), sized(1200));
    Locator chart = page.locator("#importance0 .chart").first();
    BoundingBox box = chart.boundingBox();
    page.mouse().move(box.x + box.width / 2, box.y + 25);
    assertThat(page.locator("img").count()).isZero();
    assertThat(page.locator("script:not([type])").count()).isEqualTo(2);
    assertThat(page.locator("[x='']").count()).isZero();
    assertThat(page.locator("section").count()).isEqualTo(10);
    assertThat(page.locator("footer").innerText()).contains("Made by Ockham.");
    quiet();
    page.context().close();
  }
}
