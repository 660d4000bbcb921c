package org.ockham.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Chromium of this machine, for whoever looks at pages with it: the tests of several modules, and a benchmark. */
public final class Chromium implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /**
   * Starts it.
   *
   * @throws IllegalStateException if there is none on the PATH, or it does not start, with a sentence that says so
   */
  public static Chromium start() {
    Path program = NAMES.stream()
        .flatMap(name -> Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator))
            .map(place -> Path.of(place, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no chromium on the PATH"));
    Playwright playwright = Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    try {
      Browser browser = playwright
          .chromium()
          .launch(new BrowserType.LaunchOptions()
              .setExecutablePath(program)
              .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-proxy-server")));
      return new Chromium(playwright, browser);
    } catch (PlaywrightException e) {
      playwright.close();
      throw new IllegalStateException("the chromium found does not start: " + e.getMessage(), e);
    }
  }

  /** The browser, without a page. */
  public Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    playwright.close();
  }
}
