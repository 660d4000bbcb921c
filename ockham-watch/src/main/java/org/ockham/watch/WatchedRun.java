package org.ockham.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ockham.file.DirectoryClaim;
import org.ockham.file.PlainFile;
import org.ockham.lab.report.Moment;
import org.ockham.lab.report.Page;
import org.ockham.lab.report.Page.Fact;
import org.ockham.lab.report.RunReport;
import org.ockham.logger.TextLogger;
import org.ockham.search.analysis.Series.Point;
import tools.jackson.databind.JsonNode;

/** The directory of a run of {@code ockham train}. */
final class WatchedRun implements Watched {

  private static final String RUN = "run.json";
  private static final String METRICS = "metrics.csv";
  private static final String LOG = TextLogger.FILE;
  private static final String RECIPE = "recipe.yaml";

  private final Path directory;
  private final String name;
  private final MetricsFile metrics;
  private final JsonFile run;
  private final Fresh<Page> page = new Fresh<>();

  WatchedRun(Path directory, String name) {
    this.directory = directory;
    this.name = name;
    this.metrics = new MetricsFile(directory.resolve(METRICS));
    this.run = new JsonFile(directory.resolve(RUN));
  }

  static boolean isAt(Path directory) {
    return PlainFile.isAt(directory.resolve(RUN));
  }

  @Override
  public String kind() {
    return "run";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String place() {
    return directory.toString();
  }

  @Override
  public String glance() {
    return status();
  }

  @Override
  public Stamp stamp() {
    Stamp files =
        Stamp.settled(directory.resolve(RUN), directory.resolve(METRICS), directory.resolve(LOG));
    return isAbandoned() ? files.with("abandoned") : files;
  }

  @Override
  public Page page() {
    return page.get(stamp(), this::made);
  }

  @Override
  public boolean isThere() {
    return isAt(directory);
  }

  @Override
  public void forget() {
    page.forget();
    metrics.forget();
  }

  @Override
  public long due() {
    return page.due();
  }

  @Override
  public List<Action> actions() {
    return !isRunning() || isAbandoned()
        ? List.of()
        : List.of(StopAction.of(directory, "run", "ockham train --resume " + directory));
  }

  private boolean isRunning() {
    return run.content().path("status").asString("").equals("running");
  }

  /** Whether it says that it is running, and nobody who can be seen from here has it. */
  private boolean isAbandoned() {
    return isRunning() && !DirectoryClaim.isHeld(directory).orElse(true);
  }

  private String status() {
    return isAbandoned()
        ? "cut short: nobody on this machine has it; last written " + lastWritten()
        : run.content().path("status").asString("");
  }

  private String lastWritten() {
    return Stream.of(RUN, METRICS, LOG)
        .map(directory::resolve)
        .filter(Files::exists)
        .map(WatchedRun::written)
        .max(Comparator.naturalOrder())
        .map(Moment::text)
        .orElse("at no known time");
  }

  private static Instant written(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException gone) {
      return Instant.EPOCH;
    }
  }

  private Page made() {
    JsonNode json = run.content();
    SortedMap<String, List<Point>> curves = metrics.read();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("status", status()));
    curves.values().stream()
        .mapToDouble(points -> points.get(points.size() - 1).x())
        .max()
        .ifPresent(step -> facts.add(new Fact("step", Long.toString((long) step))));
    fact(facts, "variant", json.path("variant"));
    fact(facts, "seed", json.path("seed"));
    fact(facts, "data", json.path("data").path("set"));
    json.path("environment")
        .properties()
        .forEach(entry -> fact(facts, entry.getKey(), entry.getValue()));
    facts.add(new Fact("directory", directory.toString()));
    List<String> notes = new ArrayList<>();
    String failure = json.path("failure").asString("");
    if (!failure.isEmpty()) {
      notes.add("It failed: " + failure);
    }
    return new RunReport(
            name,
            "Of the recipe " + json.path("recipe").asString("that is not known") + ".",
            notes,
            facts,
            curves,
            texts())
        .page();
  }

  private static void fact(List<Fact> facts, String name, JsonNode value) {
    if (value.isValueNode() && !value.isNull()) {
      facts.add(new Fact(name, value.isString() ? value.asString("") : value.toString()));
    }
  }

  private Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    String log = LogTail.of(directory.resolve(LOG));
    if (!log.isEmpty()) {
      texts.put("Log", log);
    }
    try {
      texts.put("Recipe", PlainFile.text(directory.resolve(RECIPE)));
    } catch (IOException none) {
      // A run of another program's, or one that begins just now.
    }
    return texts;
  }
}
