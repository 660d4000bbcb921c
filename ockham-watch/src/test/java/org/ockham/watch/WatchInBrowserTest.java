package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.board.EventWriter;
import org.ockham.browser.Chromium;
import org.ockham.file.DirectoryClaim;

/** What a real browser shows of work under way. */
final class WatchInBrowserTest {

  private static final String HOSTILE =
      "<img src=x onerror=alert(1)>{{7*7}}</script><script>alert(2)</script>";

  /** Has a chart say what there is at a point of each of its series, and gives all that was drawn for it. */
  private static final String TIPS = """
      async element => {
        const chart = echarts.getInstanceByDom(element);
        if (!chart.getOption().xAxis) return ''; // parallel axes
        const words = () => new Set(chart.getZr().storage.getDisplayList().map(each => each.style.text || ''));
        const before = words(), told = new Set();
        for (let i = 0; i < chart.getOption().series.length; i++) {
          const first = (chart.getOption().series[i].data || [])[0];
          if (!first) continue;
          const place = chart.convertToPixel({ seriesIndex: i }, first.value || first);
          chart.dispatchAction({ type: 'showTip', x: place[0], y: place[1] });
          await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
          words().forEach(each => before.has(each) || told.add(each));
        }
        return Array.from(told).join(' ');
      }
      """;

  private static Chromium chromium;

  @TempDir
  private Path folder;

  private final List<String> complaints = new ArrayList<>();

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

  private WatchServer serve(int port) {
    return WatchServer.start(Watch.of(List.of(folder.toString())), "localhost", port);
  }

  private Page open(WatchServer server, Browser.NewContextOptions options) {
    BrowserContext context = chromium.browser().newContext(options);
    Page page = context.newPage();
    page.setDefaultTimeout(20_000);
    page.onConsoleMessage(message -> complaints.add(message.text()));
    page.onPageError(complaints::add);
    page.onDialog(dialog -> {
      complaints.add("dialog: " + dialog.message());
      dialog.dismiss();
    });
    page.navigate(server.address().toString());
    return page;
  }

  private static Browser.NewContextOptions sized(int width) {
    return new Browser.NewContextOptions().setViewportSize(width, 900);
  }

  /** For those who want to see it: {@code -Dwatch.pictures=DIRECTORY}. */
  private static void picture(Page page, String name) {
    String place = System.getProperty("watch.pictures");
    if (place != null) {
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of(place, name + ".png")).setFullPage(true));
    }
  }

  private static void awaitText(Page page, String selector, String text) {
    page.waitForFunction(
        "([selector, text]) => (document.querySelector(selector) || document.body).textContent.includes(text)",
        List.of(selector, text));
  }

  @Test
  @DisplayName("A run appears, moves and ends before one's eyes, and what the reader did stays")
  void runMoves() throws IOException {
    try (WatchServer server = serve(0);
        Page page = open(server, sized(1200))) {
      awaitText(page, "main", "Nothing is here yet");
      Path run = Made.run(folder.resolve("first"), "mnist");
      page.getByText("first").click();
      awaitText(page, "main", "Nothing has been logged yet.");

      Made.log(run, 10, 0.5, 0.75);
      awaitText(page, "#last", "0.75");
      page.waitForSelector("#curves canvas");
      page.locator("#curves .numbers summary").first().click();
      page.locator("#curves button.key").first().click();
      page.locator("#curves .numbers summary").first().focus();

      for (int step = 2; step <= 40; step++) {
        Made.log(run, 10L * step, 1.0 / step, 0.2 + 1.0 / step);
      }
      awaitText(page, "#last", "400");
      assertThat(page.locator("#curves .numbers").first().getAttribute("open")).isNotNull();
      assertThat(page.locator("#curves button.key").first().getAttribute("aria-pressed"))
          .isEqualTo("false");
      assertThat(page.evaluate("document.activeElement.tagName")).isEqualTo("SUMMARY");
      page.waitForSelector("#curves canvas");
      assertThat(
              (Boolean)
                  page.evaluate(
                      "(() => { const c = document.querySelector('#curves canvas');"
                          + " return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(b => b !== 0); })()"))
          .isTrue();
      picture(page, "run");

      Made.status(run, "mnist", "finished");
      awaitText(page, "main dl", "finished");
      awaitText(page, "#state", "live: finished");
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  @DisplayName(
      "Whoever opens the printed address may stop a run and queue a trial; others are offered nothing")
  void acts() throws IOException {
    Path run = Made.run(folder.resolve("first"), "mnist");
    Made.log(run, 10, 0.5, 0.75);
    Made.study(folder.resolve("study.db"), "search", "x", 12);
    Watch watch = Watch.of(List.of(folder.toString()));
    try (DirectoryClaim claim = DirectoryClaim.attempt(run).orElseThrow();
        WatchServer server = WatchServer.start(watch, "localhost", 0, Token.random())) {
      try (Page page = open(server, sized(1000))) {
        page.getByText("first").click();
        awaitText(page, "#last", "0.75");
        assertThat(page.locator("#actions").isVisible()).isFalse();
      }
      try (Page page = chromium.browser().newContext(sized(1000)).newPage()) {
        page.setDefaultTimeout(20_000);
        page.onConsoleMessage(message -> complaints.add(message.text()));
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> {
          asked.add(request.url());
          asked.add(request.headers().getOrDefault("referer", ""));
        });
        page.navigate(server.addressWithToken().toString());
        assertThat(page.url()).doesNotContain("token");
        page.getByText("first").click();
        awaitText(page, "#last", "0.75");
        page.locator("#actions summary").click();
        picture(page, "stop");
        page.locator("#actions button").click();
        awaitText(page, "#actions", "The run has been asked to end.");
        assertThat(run.resolve(".stop")).exists();

        page.goBack();
        page.getByText("search", new Page.GetByTextOptions().setExact(true)).click();
        page.locator("#actions summary").click();
        page.locator("#actions textarea").fill("{\"x\": 0.125}");
        picture(page, "queue");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        awaitText(page, "#actions", "Trial 12 is queued.");
        awaitText(page, "main dl", "1 waiting");
        awaitText(page, "main", "The search was not over: 1 waiting."); // one part more than before
        assertThat(page.locator("[data-same], main > section:empty").count()).isZero();
        assertThat(page.locator("#history0 canvas").count()).isPositive();
        assertThat(asked)
            .noneMatch(text -> text.contains(
                server.addressWithToken().getFragment().substring("token=".length())));
      }
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  @DisplayName("The interval of a comparison narrows as seeds finish")
  void comparisonNarrows() throws IOException {
    Path comparison = Made.comparison(folder.resolve("compared"), "plain", "dropout", 8);
    try (WatchServer server = serve(0);
        Page page = open(server, sized(1200))) {
      page.getByText("compared").click();
      awaitText(page, "#narrowing", "A difference takes two seeds");
      for (int seed = 0; seed < 3; seed++) {
        finishPair(comparison, seed);
      }
      awaitText(page, "main dl", "6 of 16");
      page.waitForSelector("#narrowing canvas");
      double few = lastWidth(page, 3);
      for (int seed = 3; seed < 8; seed++) {
        finishPair(comparison, seed);
      }
      awaitText(page, "main dl", "16 of 16");
      page.waitForSelector("#forest canvas");
      assertThat(lastWidth(page, 8)).isPositive().isLessThan(few / 2);
      picture(page, "comparison");
    }
    assertThat(complaints).isEmpty();
  }

  /** Two runs whose difference is 0.008 and 0.012 in turn: its mean is known the better the more there are. */
  private static void finishPair(Path comparison, int seed) throws IOException {
    double difference = seed % 2 == 0 ? 0.008 : 0.012;
    Made.finish(comparison, 2 * seed, "plain", seed, 0.9);
    Made.finish(comparison, 2 * seed + 1, "dropout", seed, 0.9 + difference);
  }

  /** How wide the interval is that is drawn last; there must be so many pairs up to it. */
  private static double lastWidth(Page page, int pairs) {
    List<?> last = (List<?>)
        page.evaluate("JSON.parse(document.querySelector('#narrowing script').textContent)"
            + ".series.find(each => each.renderItem === 'band').data.at(-1)");
    assertThat(((Number) last.get(0)).intValue()).isEqualTo(pairs);
    return ((Number) last.get(2)).doubleValue() - ((Number) last.get(1)).doubleValue();
  }

  @Test
  @DisplayName("Names that would be scripts are text, in every page and chart")
  void hostileNames() throws IOException {
    Path comparison = Made.comparison(folder.resolve("hostile"), HOSTILE, HOSTILE + "2", 3);
    for (int i = 0; i < 6; i++) {
      Made.finish(comparison, i, i % 2 == 0 ? HOSTILE : HOSTILE + "2", i / 2, 0.9 + 0.001 * i * i);
    }
    Path run = Made.run(folder.resolve("<img src=x onerror=alert(3)>"), HOSTILE);
    Files.writeString(
        run.resolve("metrics.csv"),
        "step,epoch,\"train/" + HOSTILE + "\",\"val/" + HOSTILE + "\"\n1,1,2,3\n2,2,3,4\n");
    Made.study(folder.resolve("study.db"), HOSTILE, HOSTILE, 15);
    try (EventWriter events = EventWriter.in(folder.resolve("torch"))) {
      events.scalar("train/" + HOSTILE, 1, 0.5);
      events.scalar("train/" + HOSTILE, 2, 0.25);
    }
    try (WatchServer server = serve(0);
        Page page = open(server, sized(1000))) {
      page.waitForSelector("main a");
      List<String> addresses = new ArrayList<>();
      page.locator("main a")
          .all()
          .forEach(link ->
              addresses.add(server.address().resolve(link.getAttribute("href")).toString()));
      assertThat(addresses).hasSize(4);
      for (String address : addresses) {
        page.mouse().move(0, 0);
        page.navigate(address);
        page.waitForSelector("main canvas");
        page.waitForFunction("() => !document.body.textContent.includes('Being computed')");
        Map<String, String> told = new LinkedHashMap<>();
        for (Locator chart : page.locator(".chart").all()) {
          chart.scrollIntoViewIfNeeded();
          chart.locator("canvas").first().waitFor();
          // A mouse finds few of its points.
          told.put(chart.getAttribute("aria-label"), (String) chart.evaluate(TIPS));
          chart.hover();
          assertThat(page.locator("main img, main script:not([type='application/json'])")
                  .count())
              .isZero();
        }
        assertThat(String.join("", told.values()))
            .contains("onerror=alert"); // or it would look at nothing
        assertThat(page.locator("main").textContent()).contains("onerror=alert");
      }
    }
    // What ECharts says of its own symbols, at the first point of a line that has none.
    complaints.removeIf(text -> text.startsWith("z / z2 / zlevel of displayable is invalid"));
    assertThat(complaints).isEmpty();
  }

  @Test
  @DisplayName("What cannot be read leaves what was read before, and the page says so and why")
  void keepsWhatItHas() throws IOException {
    Path run = Made.run(folder.resolve("first"), "mnist");
    Made.log(run, 70, 0.5, 0.125);
    Path metrics = run.resolve("metrics.csv");
    String good = Files.readString(metrics);
    try (WatchServer server = serve(0);
        Page page = open(server, sized(1000))) {
      page.getByText("first").click();
      awaitText(page, "#last", "0.125");
      awaitText(page, "#state", "live");
      Files.writeString(metrics, "step,epoch,train/loss,val/loss\nno,number,here,at all\n");
      awaitText(page, "#state", "could not be read");
      assertThat(page.locator("#state").textContent()).contains("is no table of numbers");
      assertThat(page.locator("#last").textContent()).contains("0.125");
      page.reload();
      awaitText(page, "main", "is no table of numbers");
      Files.writeString(metrics, good + "80,1,0.5,0.0625\n");
      awaitText(page, "#last", "0.0625");
      awaitText(page, "#state", "live");
      Files.delete(run.resolve("run.json"));
      awaitText(page, "#state", "There is nothing here any more");
      assertThat(page.locator("#last").textContent()).contains("0.0625");
    }
  }

  @Test
  @DisplayName("When what is shown has ended the page has how it ended, says so, and tries no more")
  void sawTheEnd() throws IOException {
    Path run = Made.run(folder.resolve("first"), "mnist");
    Made.log(run, 70, 0.5, 0.125);
    WatchServer server = serve(0);
    try (Page page = open(server, sized(1000))) {
      page.getByText("first").click();
      awaitText(page, "#last", "0.125");
      Made.log(run, 80, 0.5, 0.0625);
      Made.status(run, "mnist", "finished");
      server.close("ended; ockham watch runs shows it again");
      awaitText(page, "#state", "ended; ockham watch runs shows it again");
      assertThat(page.locator("#last").textContent()).contains("0.0625");
      assertThat(page.locator("main dl").textContent()).contains("finished");
      seen(page, false);
      seen(page, true);
      page.waitForTimeout(200);
      assertThat(page.locator("#state").textContent()).startsWith("ended;");
      assertThat(page.locator("header a:visible").count()).isZero();
    } finally {
      server.close();
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  @DisplayName("What appears before it moves neither the keyboard nor what the reader did")
  void staysWithItsOwn() throws IOException {
    for (String name : List.of("b", "c", "d", "e")) {
      Made.run(folder.resolve(name), "mnist");
    }
    Path run = folder.resolve("d");
    Files.writeString(run.resolve("metrics.csv"), table("train/loss,val/loss", 300));
    try (WatchServer server = serve(0);
        Page page = open(server, sized(1200))) {
      awaitText(page, "main", "e");
      page.getByText("d", new Page.GetByTextOptions().setExact(true)).focus();
      Made.run(folder.resolve("a"), "mnist");
      page.waitForFunction("() => document.querySelectorAll('main a').length === 5");
      assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("d");

      page.getByText("d", new Page.GetByTextOptions().setExact(true)).click();
      page.waitForSelector("#curves canvas");
      page.locator("#curves .numbers summary").first().click();
      page.locator("#curves button.key").first().click();
      page.locator("#curves button.key").nth(1).focus();
      page.evaluate("document.querySelector('#curves .numbers .scroll').scrollTop = 100");
      Files.writeString(
          run.resolve("metrics.csv"), table("train/aaa,val/aaa,train/loss,val/loss", 300));
      page.waitForFunction("() => document.querySelectorAll('#curves figure').length === 2");
      assertThat(page.locator("#curves .numbers[open]").count()).isEqualTo(1);
      assertThat(page.evaluate("document.querySelector('#curves .numbers[open]')"
              + ".closest('figure').querySelector('h3').textContent"))
          .isEqualTo("loss");
      assertThat(
              page.evaluate("document.querySelector('#curves .numbers[open] .scroll').scrollTop"))
          .isEqualTo(100);
      assertThat(page.locator("button.key[aria-pressed=false]").getAttribute("data-name"))
          .isEqualTo("train/loss");
      assertThat(page.evaluate("document.activeElement.getAttribute('data-name')"))
          .isEqualTo("val/loss");
    }
    assertThat(complaints).isEmpty();
  }

  private static String table(String tags, int steps) {
    StringBuilder table = new StringBuilder("step,epoch," + tags + "\n");
    for (int step = 1; step <= steps; step++) {
      table.append(step).append(",1").append((",0." + step).repeat(tags.split(",").length));
      table.append('\n');
    }
    return table.toString();
  }

  @Test
  @DisplayName("When the server is started again, pages find it and go on")
  void reconnects() throws IOException {
    Path run = Made.run(folder.resolve("first"), "mnist");
    int port;
    Page page;
    try (WatchServer server = serve(0)) {
      port = server.address().getPort();
      page = open(server, sized(1000));
      page.getByText("first").click();
      awaitText(page, "#state", "live");
    }
    awaitText(page, "#state", "connection lost");
    Made.log(run, 70, 0.5, 0.125);
    try (WatchServer server = serve(port)) {
      awaitText(page, "#state", "live");
      awaitText(page, "main", "0.125");
      Made.log(run, 80, 0.5, 0.0625);
      awaitText(page, "main", "0.0625");
    } finally {
      page.close();
    }
  }

  @Test
  @DisplayName("Tabs that nobody sees leave the server's connections to those that are seen")
  void manyTabs() throws IOException {
    Path run = Made.run(folder.resolve("first"), "mnist");
    try (WatchServer server = serve(0);
        Page first = open(server, sized(1000))) {
      List<Page> tabs = new ArrayList<>(List.of(first));
      for (int i = 1; i < 8; i++) {
        seen(tabs.get(i - 1), false);
        tabs.add(first.context().newPage());
        tabs.get(i).navigate(server.address().toString());
        awaitText(tabs.get(i), "#state", "live");
      }
      Made.run(folder.resolve("second"), "mnist");
      awaitText(tabs.get(7), "main", "second");
      seen(tabs.get(7), false);
      seen(first, true);
      awaitText(first, "main", "second");
      Made.status(run, "mnist", "finished");
      awaitText(first, "main", "finished");
    }
  }

  /** What a browser says to a page when its tab is turned to, or away from. */
  private static void seen(Page page, boolean isSeen) {
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
            + " document.dispatchEvent(new Event('visibilitychange')); }",
        !isSeen);
  }

  @Test
  @DisplayName(
      "On a phone and in the dark a study can be read, and nothing is wider than the window")
  void onAPhone() throws IOException {
    Made.study(folder.resolve("study.db"), "search", "x", 40);
    try (WatchServer server = serve(0);
        Page page = open(server, sized(390).setColorScheme(ColorScheme.DARK))) {
      picture(page, "index-phone-dark");
      page.getByText("search", new Page.GetByTextOptions().setExact(true)).click();
      page.waitForSelector("#history0 canvas");
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
      assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
          .isEqualTo("rgb(20, 23, 26)");
      picture(page, "study-phone-dark");
      assertThat(
              page.locator(".chart[role=img][aria-label]:not([aria-label=''])").count())
          .isEqualTo(page.locator(".chart").count());
      assertThat(page.locator("[tabindex='0']:not([role=region][aria-label]:not([aria-label='']))")
              .count())
          .isZero();
      page.evaluate("() => { document.querySelector('#history0 .chart').style.minWidth = '800px';"
          + " window.dispatchEvent(new Event('resize')); }");
      page.waitForSelector("#history0 figure > .scroll[tabindex='0'][role=region][aria-label]");
      Made.study(folder.resolve("study.db"), "search", "x", 5);
      awaitText(page, "main dl", "45 complete");
      // Put together from what it had and what was sent, it is what a page opened now has.
      try (Page fresh = page.context().newPage()) {
        fresh.navigate(page.url());
        fresh.waitForSelector("#history0 canvas");
        for (String part : List.of("#best", "#history0 script", "#timeline script", "#trials")) {
          assertThat(page.locator(part).textContent())
              .as(part)
              .isEqualTo(fresh.locator(part).textContent());
        }
      }
      assertThat(page.locator("[data-same]").count()).isZero();
    }
    assertThat(complaints).isEmpty();
  }
}
