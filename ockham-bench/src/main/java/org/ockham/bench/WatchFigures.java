package org.ockham.bench;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.ockham.browser.Chromium;
import org.ockham.lab.RunDirectory;
import org.ockham.logger.CsvLogger;
import org.ockham.search.Study;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/**
 * What {@code ockham watch} costs where there is much to see: 1,000 runs of 10,000 points, and a study of 100,000 trials. It makes them,
 * starts the command, looks at its pages in the system's Chromium, and prints how long the first paint of each takes, how long a step takes
 * to its pixel, how much memory the server has, and how much longer a writer takes whom it looks at. docs/watch.md has a reading.
 */
public final class WatchFigures {

  private static final int RUNS = 1000;
  private static final int POINTS = 10_000;
  private static final int TRIALS = 100_000;
  private static final int CHUNK = 5000;
  private static final int STEPS = 100;
  private static final int VISITS = 5;
  private static final long PAUSE = 10_000; // as whoever starts it and opens the address takes
  private static final int BLOCKS = 30;
  private static final long BLOCK = 1_500_000_000L; // ns

  /** Notes when what a page shows has been painted, by what it shows. */
  private static final String NOTES = """
      window.painted = [];
      document.addEventListener('replaced', () => requestAnimationFrame(() => setTimeout(() =>
        painted.push([document.querySelector('main').textContent, performance.timeOrigin + performance.now()]), 0)));
      """;

  private final Path runs;
  private final Path database;

  private WatchFigures(Path folder) {
    this.runs = folder.resolve("runs");
    this.database = folder.resolve("study.db");
  }

  /**
   * Measures and prints.
   *
   * @param args the command that starts Ockham, {@code ./ockham} if there is none; behind it a directory whose runs and study are used, and
   *     made if they are not there
   */
  public static void main(String... args) throws IOException, InterruptedException {
    String command = args.length > 0 ? args[0] : "./ockham";
    Path folder =
        args.length > 1 ? Path.of(args[1]) : Files.createTempDirectory("ockham-watch-figures");
    WatchFigures figures = new WatchFigures(folder);
    figures.make();
    try (Chromium chromium = Chromium.start()) {
      figures.measure(command, chromium);
    }
    if (args.length < 2) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private void make() throws IOException {
    if (!Files.exists(runs)) {
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < RUNS; i++) {
        Path run = Files.createDirectories(runs.resolve(String.format(Locale.ROOT, "run%04d", i)));
        Files.writeString(
            run.resolve("run.json"),
            RunDirectory.json(Map.of("status", "finished", "recipe", "made-up", "seed", i)));
        metrics(run, random);
      }
    }
    for (String grown : List.of("run0000", "run0002")) { // by an earlier measurement
      metrics(runs.resolve(grown), new SplittableRandom(5));
    }
    if (!Files.exists(database)) {
      try (Storage storage = Storage.of("sqlite:///" + database)) {
        Study study = Study.minimize("large", storage, Random.seeded(1));
        study.optimize(trial -> SearchSpeed.objective(trial), 1);
        FrozenTrial first = study.result().best();
        long key = storage.studies().get(0).id();
        SplittableRandom random = new SplittableRandom(2);
        for (int from = 1; from < TRIALS; from += CHUNK) {
          List<FrozenTrial> some = new ArrayList<>();
          for (int i = from; i < Math.min(TRIALS, from + CHUNK); i++) {
            some.add(trial(first, i, random));
          }
          storage.addAll(key, some);
        }
      }
    }
  }

  private static void metrics(Path run, SplittableRandom random) throws IOException {
    StringBuilder lines = new StringBuilder("step,epoch,train/loss\n");
    for (int step = 1; step <= POINTS; step++) {
      double loss = 1 / Math.sqrt(step) + 0.1 * random.nextDouble();
      lines.append(step).append(",1,").append((float) loss).append('\n');
    }
    Files.writeString(run.resolve("metrics.csv"), lines);
  }

  private static FrozenTrial trial(FrozenTrial like, int number, SplittableRandom random) {
    Instant begin = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number);
    return new FrozenTrial(
        0,
        number,
        TrialState.COMPLETE,
        List.of(random.nextDouble()),
        SearchSpeed.any(random),
        new TreeMap<>(),
        Map.of(),
        like.systemAttributes(),
        begin,
        begin.plusSeconds(1));
  }

  private void measure(String command, Chromium chromium) throws IOException, InterruptedException {
    Process server = new ProcessBuilder(
            command, "watch", runs.toString(), database.toString(), "--port", "0", "--read-only")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try (BufferedReader said = new BufferedReader(
        new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      String line = String.valueOf(said.readLine());
      String address = line.substring(line.lastIndexOf(" at ") + " at ".length());
      System.out.println(line);
      BrowserContext context = chromium.browser().newContext();
      context.addInitScript(NOTES);
      try (Page page = context.newPage()) {
        page.setDefaultTimeout(120_000);
        Thread.sleep(PAUSE);
        memory("at the start", server);
        visits(page, "the list of 1,000 runs", address, "main td a");
        String list = String.valueOf(
            page.evaluate(
                "[...document.querySelectorAll('main td a')].map(a => a.textContent + ' ' + a.href).join('\\n')"));
        visits(page, "a run of 10,000 points", link(list, "run0000"), "#curves canvas");
        visits(page, "another one, first time", link(list, "run0001"), "#curves canvas");
        memory("after the runs", server);
        visits(page, "a study of 100,000 trials", link(list, "large"), "#history0 canvas");
        memory("after the study", server);
        page.navigate(link(list, "run0000"));
        page.waitForSelector("#curves canvas");
        steps(page, "a step of a run of 10,000 points", STEPS, this::step);
        page.navigate(link(list, "run0002"));
        page.waitForSelector("#curves canvas");
        writer(server);
        page.navigate(link(list, "large"));
        page.waitForSelector("#history0 canvas");
        trials(page);
        memory("in the end", server);
      }
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private static String link(String list, String name) {
    return list.lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " is not listed"));
  }

  private static void visits(Page page, String what, String address, String sign) {
    double[] shell = new double[VISITS];
    double[] whole = new double[VISITS];
    for (int i = 0; i < VISITS; i++) {
      page.navigate("about:blank");
      page.navigate(address);
      whole[i] = ((Number) page.evaluate(
              "sign => new Promise(done => { (function look() { document.querySelector(sign)"
                  + " ? requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)) : setTimeout(look, 1); })(); })",
              sign))
          .doubleValue();
      shell[i] = ((Number)
              page.evaluate(
                  "(performance.getEntriesByName('first-contentful-paint')[0] || {startTime: NaN}).startTime"))
          .doubleValue();
    }
    System.out.printf(
        Locale.ROOT,
        "%-40s first paint %4.0f ms, content %5.0f ms; then %4.0f, %5.0f%n",
        what,
        shell[0],
        whole[0],
        Quantile.of(Arrays.copyOfRange(shell, 1, VISITS), 0.5),
        Quantile.of(Arrays.copyOfRange(whole, 1, VISITS), 0.5));
  }

  /** Something that happens; gives the text by which it is seen on the page. */
  private interface Happening {
    String happen(int number) throws IOException;
  }

  private String step(int number) throws IOException {
    String value =
        String.format(Locale.ROOT, "%.4f", 1 + (10 * number + 1) * 1e-4); // no zero at its end
    Files.writeString(
        runs.resolve("run0000/metrics.csv"),
        (POINTS + number) + ",1," + value + "\n",
        StandardOpenOption.APPEND);
    return value;
  }

  private static void steps(Page page, String what, int count, Happening happening)
      throws IOException, InterruptedException {
    List<Double> times = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 1; i <= count; i++) {
      Thread.sleep(random.nextLong(300, 700));
      page.evaluate("painted.length = 0");
      long begin = System.currentTimeMillis();
      String sign = happening.happen(i);
      times.add(((Number) page.evaluate(
                  "sign => new Promise(done => { (function look() { const seen = painted.find(p => p[0].includes(sign));"
                      + " seen ? done(seen[1]) : setTimeout(look, 1); })(); })",
                  sign))
              .doubleValue()
          - begin);
    }
    told(what, times.stream().mapToDouble(time -> time).toArray());
  }

  private void trials(Page page) throws IOException, InterruptedException {
    try (Storage storage = Storage.existing("sqlite:///" + database)) {
      long key = storage.studies().get(0).id();
      FrozenTrial first = storage.trials(key, List.of(), -1).get(0);
      int before = storage.trials(key, List.of(), -1).size();
      SplittableRandom random = new SplittableRandom(4);
      steps(page, "a trial of a study of 100,000", STEPS / 10, number -> {
        storage.addAll(key, List.of(trial(first, before + number, random)));
        return String.format(Locale.ROOT, "%,d complete", before + number);
      });
    }
  }

  private static void told(String what, double[] times) {
    System.out.printf(
        Locale.ROOT,
        "%-40s to its pixel: median %.0f ms, 95 %% within %.0f ms, at most %.0f ms%n",
        what,
        Quantile.of(times, 0.5),
        Quantile.of(times, 0.95),
        DoubleStream.of(times).max().orElse(0));
  }

  private static void memory(String when, Process server) throws IOException {
    Path status = Path.of("/proc", Long.toString(server.pid()), "status");
    if (Files.exists(status)) {
      StringBuilder words = new StringBuilder();
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:") || line.startsWith("VmHWM:")) {
          words
              .append(line.startsWith("VmRSS:") ? " now " : " at most ")
              .append(Long.parseLong(line.replaceAll("\\D", "")) / 1024)
              .append(" MB");
        }
      }
      System.out.printf(Locale.ROOT, "%-40s%s%n", "memory " + when, words);
    }
  }

  /**
   * Blocks of a writer's work, who computes for some milliseconds and logs a step, over and over, as a training does: in turn while the
   * server looks, for a page that shows the run, and while it is halted.
   */
  private void writer(Process server) throws IOException, InterruptedException {
    CsvLogger logger = CsvLogger.in(runs.resolve("run0002"));
    logger.start(List.of("train/loss"), true);
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < BLOCKS; i++) {
      boolean isHaltedFirst = i % 2 == 0;
      double first = block(server, isHaltedFirst, logger, i);
      double second = block(server, !isHaltedFirst, logger, i);
      ratios.add(isHaltedFirst ? second / first : first / second);
    }
    signal(server, "CONT");
    logger.close();
    double[] all = ratios.stream().mapToDouble(ratio -> 100 * (ratio - 1)).toArray();
    System.out.printf(
        Locale.ROOT,
        "a writer who is watched takes %.1f %% longer (median of %d pairs; half of them %.1f to %.1f)%n",
        Quantile.of(all, 0.5),
        BLOCKS,
        Quantile.of(all, 0.25),
        Quantile.of(all, 0.75));
  }

  /** Nanoseconds a step. */
  private static double block(Process server, boolean isHalted, CsvLogger logger, int number)
      throws IOException, InterruptedException {
    signal(server, isHalted ? "STOP" : "CONT");
    Thread.sleep(200);
    long begin = System.nanoTime();
    int count = 0;
    double sum = 0;
    while (System.nanoTime() - begin < BLOCK) {
      for (int i = 1; i < 1_000_000; i++) {
        sum += 1.0 / i;
      }
      count++;
      logger.log(POINTS + 1000L * number + count, 1, Map.of("train/loss", sum / count));
    }
    return (double) (System.nanoTime() - begin) / count;
  }

  private static void signal(Process process, String name)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }
}
