package org.ockham.bench;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.browser.Chromium;
import org.ockham.logger.CsvLogger;

/**
 * What {@code ockham watch} costs where there is much to see: 1,000 runs of 10,000 points, and a study of 100,000 trials. It makes them, and
 * for each figure starts the command, looks at its pages in the system's Chromium or follows them without drawing, and prints what it
 * measured. docs/watch.md has a reading.
 */
public final class WatchFigures {

  private static final int STARTS = 5;
  private static final int VISITS = 5;
  private static final int STEPS = 100;
  private static final int TRIALS = 40;
  private static final int COMMITS = 200;
  private static final int BLOCKS = 30;
  private static final long BLOCK = 1_500_000_000L; // ns
  private static final long SHARE = 30_000_000_000L; // ns
  private static final long LINE = 10; // ms

  private static final String LIST = "main td a";
  private static final String CURVES = "#curves canvas";
  private static final String HISTORY = "#history0 canvas";

  private static final String ANALYSED =
      "() => !document.body.textContent.includes('Being computed')";

  /** Notes when what a page shows has been painted, by what it shows. */
  private static final String NOTES = """
      window.painted = [];
      document.addEventListener('replaced', () => requestAnimationFrame(() => setTimeout(() =>
        painted.push([document.querySelector('main').textContent, performance.timeOrigin + performance.now()]), 0)));
      """;

  /** One that can be measured by itself. */
  private interface Figure {
    void measure() throws IOException, InterruptedException, SQLException;
  }

  private final String command;
  private final WatchedPlace place;
  private final BrowserContext context;
  private final Map<String, Figure> figures = new LinkedHashMap<>();
  private final List<String> told = new ArrayList<>();

  private WatchFigures(String command, WatchedPlace place, BrowserContext context) {
    this.command = command;
    this.place = place;
    this.context = context;
    figures.put("list", () -> visits("the list of 1,000 runs", "", LIST));
    figures.put("run", () -> visits("a run of 10,000 points", "run0001", CURVES));
    figures.put("study", () -> visits("a study of 100,000 trials", WatchedPlace.STUDY, HISTORY));
    figures.put("whole-study", this::wholeStudy);
    figures.put("step", this::step);
    figures.put("trial", this::trial);
    figures.put("rollback", this::rollback);
    figures.put("memory", this::memory);
    figures.put("share", this::share);
    figures.put("writer-listener", () -> writer("listened to", this::listener));
    figures.put("writer-browser", () -> writer("drawn", this::drawn));
  }

  /**
   * Measures and prints.
   *
   * @param args the command that starts Ockham, {@code ./ockham} if there is none; behind it a directory whose runs and study are used, and
   *     made if they are not there ({@code -} for a temporary one), and the names of the figures that are wanted, for all of them none
   */
  public static void main(String... args) throws IOException, InterruptedException, SQLException {
    String command = args.length > 0 ? args[0] : "./ockham";
    boolean isKept = args.length > 1 && !args[1].equals("-");
    Path folder = isKept ? Path.of(args[1]) : Files.createTempDirectory("ockham-watch-figures");
    try (Chromium chromium = Chromium.start();
        BrowserContext context = chromium.browser().newContext()) {
      context.addInitScript(NOTES);
      context.setDefaultTimeout(600_000);
      WatchFigures all = new WatchFigures(command, WatchedPlace.in(folder), context);
      all.measure(Arrays.asList(args).subList(Math.min(2, args.length), args.length));
    }
    if (!isKept) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private void measure(List<String> names) throws IOException, InterruptedException, SQLException {
    if (!figures.keySet().containsAll(names)) {
      throw new IllegalArgumentException(
          "of the figures " + names + " not all are known: give some of " + figures.keySet());
    }
    System.out.printf(
        Locale.ROOT,
        "%d processors, Java %s%n",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"));
    for (Map.Entry<String, Figure> each : figures.entrySet()) {
      if (names.isEmpty() || names.contains(each.getKey())) {
        System.out.printf(Locale.ROOT, "%s (load %.1f before", each.getKey(), load());
        told.clear();
        each.getValue().measure();
        System.out.printf(Locale.ROOT, ", %.1f after)%n", load());
        told.forEach(line -> System.out.println("  " + line));
      }
    }
  }

  private void tell(String format, Object... values) {
    told.add(String.format(Locale.ROOT, format, values));
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String spread(List<Double> some) {
    double[] values = some.stream().mapToDouble(value -> value).toArray();
    return String.format(
        Locale.ROOT,
        "median %.0f, half of them %.0f to %.0f, 95 %% within %.0f, at most %.0f",
        Quantile.of(values, 0.5),
        Quantile.of(values, 0.25),
        Quantile.of(values, 0.75),
        Quantile.of(values, 0.95),
        Quantile.of(values, 1));
  }

  /** The first visit to a server that said its address a moment ago, and those after it, of several servers. */
  private void visits(String what, String name, String sign)
      throws IOException, InterruptedException {
    List<Double> firstShell = new ArrayList<>();
    List<Double> firstWhole = new ArrayList<>();
    List<Double> shell = new ArrayList<>();
    List<Double> whole = new ArrayList<>();
    String path = "/";
    for (int i = 0; i < STARTS; i++) {
      if (path.equals("/") && !name.isEmpty()) {
        try (WatchProcess server = WatchProcess.start(command, place)) {
          path = server.page(name).getPath(); // the same for every server
        }
      }
      try (WatchProcess server = WatchProcess.start(command, place);
          Page page = context.newPage()) {
        visit(page, server.address().resolve(path), sign, firstShell, firstWhole);
        for (int k = 1; k < VISITS; k++) {
          visit(page, server.address().resolve(path), sign, shell, whole);
        }
      }
    }
    tell("%s, of a server just started, ms", what);
    tell("first paint: %s", spread(firstShell));
    tell("content: %s", spread(firstWhole));
    tell("first paint after that: %s", spread(shell));
    tell("content after that: %s", spread(whole));
  }

  private static void visit(
      Page page, URI address, String sign, List<Double> shell, List<Double> whole) {
    page.navigate("about:blank");
    page.navigate(address.toString());
    whole.add(number(page.evaluate(
        "sign => new Promise(done => { (function look() { document.querySelector(sign)"
            + " ? requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)) : setTimeout(look, 1); })(); })",
        sign)));
    shell.add(
        number(
            page.evaluate(
                "(performance.getEntriesByName('first-contentful-paint')[0] || {startTime: NaN}).startTime")));
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private Page open(WatchProcess server, String name, String sign)
      throws IOException, InterruptedException {
    Page page = context.newPage();
    page.navigate(server.page(name).toString());
    page.waitForSelector(sign);
    return page;
  }

  private void wholeStudy() throws IOException, InterruptedException {
    try (WatchProcess server = WatchProcess.start(command, place);
        Page page = context.newPage()) {
      long begin = System.nanoTime();
      page.navigate(server.page(WatchedPlace.STUDY).toString());
      page.waitForFunction(
          "() => /10\\d,\\d{3} complete/.test((document.querySelector('main dl') || document.body).textContent)");
      double read = (System.nanoTime() - begin) / 1e9;
      page.waitForFunction(ANALYSED);
      tell(
          "a study of 100,000 trials, of a server just started: all of them after %.1f s, its analyses after %.1f s",
          read, (System.nanoTime() - begin) / 1e9);
    }
  }

  /** Something that happens; gives the text by which it is seen on the page. */
  private interface Happening {
    String happen(int number) throws IOException;
  }

  private void step() throws IOException, InterruptedException {
    place.renewed("run0000");
    try (WatchProcess server = WatchProcess.start(command, place);
        Page page = open(server, "run0000", CURVES)) {
      toPixel(page, "a step of a run of 10,000 points", STEPS, number -> {
        String value =
            String.format(Locale.ROOT, "%.4f", 1 + (10 * number + 1) * 1e-4); // no zero at its end
        place.append("run0000", WatchedPlace.POINTS + number, value);
        return value;
      });
    }
    place.renewed("run0000");
  }

  private void trial() throws IOException, InterruptedException {
    try (WatchProcess server = WatchProcess.start(command, place);
        WatchedPlace.Trials trials = place.trials();
        Page page = open(server, WatchedPlace.STUDY, HISTORY)) {
      page.waitForFunction(ANALYSED);
      toPixel(
          page,
          "a trial of a study of 100,000",
          TRIALS,
          number -> String.format(Locale.ROOT, "%,d complete", trials.add()));
    }
  }

  private void toPixel(Page page, String what, int count, Happening happening)
      throws IOException, InterruptedException {
    List<Double> times = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 1; i <= count; i++) {
      Thread.sleep(random.nextLong(300, 700));
      page.evaluate("painted.length = 0");
      long begin = System.currentTimeMillis();
      String sign = happening.happen(i);
      times.add(number(page.evaluate(
              "sign => new Promise(done => { (function look() { const seen = painted.find(p => p[0].includes(sign));"
                  + " seen ? done(seen[1]) : setTimeout(look, 1); })(); })",
              sign))
          - begin);
    }
    tell("%s to its pixel, ms: %s", what, spread(times));
  }

  /** Who writes to the file of a large study ten times a second, as Optuna would, while its page is looked at and while nobody looks. */
  private void rollback() throws IOException, InterruptedException, SQLException {
    WatchedPlace copy = place.inRollbackMode();
    try (Connection writer = copy.writer();
        Statement statement = writer.createStatement()) {
      tell("a commit where nobody looks, µs: %s", spread(commits(statement)));
      try (WatchProcess server = WatchProcess.start(command, copy);
          Page page = open(server, WatchedPlace.STUDY, HISTORY)) {
        page.waitForFunction(ANALYSED);
        tell("while its study is watched, µs: %s", spread(commits(statement)));
        page.reload();
        long begin = System.nanoTime();
        page.waitForSelector(HISTORY);
        tell("its page is there again after %.1f s", (System.nanoTime() - begin) / 1e9);
      }
    }
    Files.delete(copy.database());
  }

  private static List<Double> commits(Statement statement)
      throws InterruptedException, SQLException {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < COMMITS; i++) {
      Thread.sleep(100);
      long begin = System.nanoTime();
      statement.execute("insert into ticks values (" + i + ")");
      times.add((System.nanoTime() - begin) / 1e3);
    }
    return times;
  }

  private void memory() throws IOException, InterruptedException {
    try (WatchProcess server = WatchProcess.start(command, place)) {
      open(server, "run0000", CURVES).close();
      tell("resident memory with a run read: %s", server.memory());
      for (int i = 1; i <= VISITS; i++) {
        open(server, "run000" + i, CURVES).close();
      }
      try (Page page = open(server, WatchedPlace.STUDY, HISTORY)) {
        page.waitForFunction(ANALYSED);
      }
      tell("with six runs and the study read and analysed: %s", server.memory());
    }
  }

  /** The processor time of a server whom one listener follows, while a run gets a line every ten milliseconds. */
  private void share() throws IOException, InterruptedException {
    place.renewed("run0002");
    try (WatchProcess server = WatchProcess.start(command, place)) {
      URI run = server.page("run0002");
      int step = WatchedPlace.POINTS;
      try (WatchListener listener = WatchListener.of(run)) {
        step = share("in the first half minute with a listener", server, listener, step);
        step = share("in the second", server, listener, step);
      }
      Thread.sleep(1000);
      share("where nobody looks on", server, null, step);
    }
    place.renewed("run0002");
  }

  private int share(String when, WatchProcess server, @Nullable WatchListener listener, int from)
      throws IOException, InterruptedException {
    long fetches = listener == null ? 0 : listener.fetches();
    long bytes = listener == null ? 0 : listener.bytes();
    long taken = server.processorTime().toNanos();
    long begin = System.nanoTime();
    int step = from;
    while (System.nanoTime() - begin < SHARE) {
      place.append("run0002", ++step, Float.toString(1f / step));
      Thread.sleep(LINE);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    tell(
        "the server's share of a core %s: %.1f %% (%.0f lines a second, %.1f fetches a second of %.0f kB)",
        when,
        100 * (server.processorTime().toNanos() - taken) / 1e9 / seconds,
        (step - from) / seconds,
        listener == null ? 0 : (listener.fetches() - fetches) / seconds,
        listener == null
            ? 0
            : (listener.bytes() - bytes) / 1e3 / Math.max(1, listener.fetches() - fetches));
    return step;
  }

  /** Who looks at a run of a server, until it is closed. */
  private interface Looking {
    AutoCloseable at(WatchProcess server) throws IOException, InterruptedException;
  }

  private AutoCloseable listener(WatchProcess server) throws IOException, InterruptedException {
    return WatchListener.of(server.page("run0002"));
  }

  private AutoCloseable drawn(WatchProcess server) throws IOException, InterruptedException {
    return open(server, "run0002", CURVES);
  }

  /**
   * Blocks of a writer's work, who computes for some milliseconds and logs a step, over and over, as a training does: in turn while the
   * server looks, for whoever follows the run, and while it is halted.
   */
  private void writer(String what, Looking looking) throws IOException, InterruptedException {
    Path run = place.renewed("run0002");
    List<Double> longer = new ArrayList<>();
    Taken taken = new Taken();
    try (WatchProcess server = WatchProcess.start(command, place)) {
      CsvLogger logger = CsvLogger.in(run);
      logger.start(List.of("train/loss"), true);
      AutoCloseable who = looking.at(server);
      for (int i = 0; i < BLOCKS; i++) {
        boolean isHaltedFirst = i % 2 == 0;
        double first = block(server, isHaltedFirst, logger, i, taken);
        double second = block(server, !isHaltedFirst, logger, i, taken);
        longer.add(100 * ((isHaltedFirst ? second / first : first / second) - 1));
      }
      server.halt(false);
      close(who);
      logger.close();
    }
    place.renewed("run0002");
    double[] all = longer.stream().mapToDouble(value -> value).toArray();
    tell(
        "a writer whose every step is %s takes %.1f %% longer (median of %d pairs of blocks; half of them %.1f to %.1f, at most %.1f)",
        what,
        Quantile.of(all, 0.5),
        BLOCKS,
        Quantile.of(all, 0.25),
        Quantile.of(all, 0.75),
        Quantile.of(all, 1));
    tell(
        "meanwhile the server took %.1f %% of a core, and the browser %.1f %%",
        100 * taken.server / taken.seconds, 100 * taken.browser / taken.seconds);
  }

  /** The seconds of processor time that were taken while the server looked: a measure that other processes disturb less. */
  private static final class Taken {

    private double seconds;
    private double server;
    private double browser;

    private void add(WatchProcess process, int sign) {
      double looking = process.processorTime().toNanos() / 1e9;
      double all = ProcessHandle.current()
              .descendants()
              .mapToLong(
                  child -> child.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
              .sum()
          / 1e9;
      seconds += sign * System.nanoTime() / 1e9;
      server += sign * looking;
      browser += sign * (all - looking);
    }
  }

  private static void close(AutoCloseable who) throws InterruptedException {
    try {
      who.close();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Nanoseconds a step. */
  private static double block(
      WatchProcess server, boolean isHalted, CsvLogger logger, int number, Taken taken)
      throws IOException, InterruptedException {
    server.halt(isHalted);
    Thread.sleep(200);
    if (!isHalted) {
      taken.add(server, -1);
    }
    long begin = System.nanoTime();
    int count = 0;
    double sum = 0;
    while (System.nanoTime() - begin < BLOCK) {
      for (int i = 1; i < 1_000_000; i++) {
        sum += 1.0 / i;
      }
      count++;
      logger.log(
          WatchedPlace.POINTS + 1000L * number + count, 1, Map.of("train/loss", sum / count));
    }
    double took = (double) (System.nanoTime() - begin) / count;
    if (!isHalted) {
      taken.add(server, 1);
    }
    return took;
  }
}
