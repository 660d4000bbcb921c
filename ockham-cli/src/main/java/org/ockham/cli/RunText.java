package org.ockham.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.ockham.board.Point;
import org.ockham.board.Recording;
import org.ockham.board.Reduction;
import org.ockham.board.Series;

/** Logged runs in words. */
final class RunText {

  /** How many characters a curve has. */
  static final int CURVE = 32;

  private static final int VALUES = 3;

  private RunText() {}

  /** Its place below the directory that was asked for, {@code .} for that itself. */
  static String name(Path directory, Path run) {
    String name = directory.relativize(run).toString();
    return name.isEmpty() ? "." : name;
  }

  /** How it ended: only a run that says so has succeeded. */
  static String status(Recording run) {
    return run.status()
        .map(status -> switch (status) {
          case SUCCESS -> "finished";
          case FAILURE -> "failed";
          case RUNNING -> "running";
          case UNKNOWN -> "unfinished";
        })
        .orElse(run.hyperParameters().isPresent() ? "unfinished" : "–");
  }

  /** {@code , 2026-01-02T03:04:05Z, 12 min}. */
  static String times(Recording run) {
    if (!(run.start() > 0 && run.end() < 1e11)) {
      return "";
    }
    Instant start = Instant.ofEpochSecond((long) run.start());
    Duration duration = Duration.ofSeconds((long) (run.end() - run.start()));
    return ", begun " + start.truncatedTo(ChronoUnit.SECONDS) + ", "
        + (duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s");
  }

  /** The last value of the curves that say most: validation's and test's first. */
  static String lastValues(Recording run) {
    List<Map.Entry<String, Series>> curves = run.scalars().entrySet().stream()
        .sorted(Comparator.comparing(entry -> !entry.getKey().matches("(val|test|validation)/.*")))
        .toList();
    return curves.stream()
            .limit(VALUES)
            .map(entry -> Screen.line(entry.getKey()) + " " + number(last(entry.getValue())))
            .collect(Collectors.joining(", "))
        + (curves.size() > VALUES ? ", …" : "");
  }

  private static double last(Series series) {
    return series.value(series.size() - 1);
  }

  /** Four digits, however large or small; a float's noise is none of them. */
  static String number(double value) {
    double size = Math.abs(value);
    boolean plain = size == 0 || (size >= 1e-3 && size < 1e6);
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, plain ? "%.4f" : "%.3e", value)
        : Double.toString(value);
  }

  /** A value and its step. */
  static String extreme(Series series, int index) {
    return index < 0 ? "–" : number(series.value(index)) + " @ " + series.step(index);
  }

  static String value(Object value) {
    boolean whole =
        value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15;
    return whole ? Long.toString(((Double) value).longValue()) : value.toString();
  }

  /** What there is beside curves: the tags of each kind. */
  static Map<String, Set<String>> others(Recording run) {
    Map<String, Set<String>> others = new LinkedHashMap<>();
    others.put("histograms", run.histograms().keySet());
    others.put("images", run.images().keySet());
    others.put("texts", run.texts().keySet());
    others.put("precision-recall curves", run.curves().keySet());
    others.values().removeIf(Set::isEmpty);
    return others;
  }

  static Map<String, @Nullable Object> summary(String name, Recording run) {
    Map<String, @Nullable Object> entry = new LinkedHashMap<>();
    entry.put("run", name);
    entry.put("directory", run.directory().toString());
    entry.put("status", status(run).equals("–") ? null : status(run));
    entry.put("lastStep", run.lastStep());
    entry.put("start", run.start());
    entry.put("end", run.end());
    entry.put(
        "hyperParameters",
        run.hyperParameters().map(settings -> (Object) settings.values()).orElse(null));
    Map<String, Double> last = new LinkedHashMap<>();
    run.scalars().forEach((tag, series) -> last.put(tag, last(series)));
    entry.put("lastValues", last);
    entry.put("problems", run.problems());
    return entry;
  }

  /** Everything, with all points of the curves or at most so many. */
  static Map<String, @Nullable Object> entries(
      String name, Recording run, @Nullable Integer points) {
    Map<String, @Nullable Object> entries = summary(name, run);
    Map<String, Object> scalars = new LinkedHashMap<>();
    run.scalars().forEach((tag, series) -> {
      Reduction reduction =
          points == null ? new Reduction(series, series.size()) : Reduction.of(series, points);
      scalars.put(tag, entries(reduction));
    });
    entries.put("scalars", scalars);
    entries.put("histograms", steps(run.histograms()));
    entries.put("images", steps(run.images()));
    entries.put("curves", steps(run.curves()));
    Map<String, Object> texts = new LinkedHashMap<>();
    run.texts().forEach((tag, list) -> {
      List<Object> each = new ArrayList<>();
      list.forEach(text -> {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("step", text.step());
        entry.put("text", text.value());
        each.add(entry);
      });
      texts.put(tag, each);
    });
    entries.put("texts", texts);
    return entries;
  }

  private static Map<String, Object> entries(Reduction reduction) {
    Series series = reduction.series();
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("of", reduction.of());
    entries.put("reduced", reduction.isReduced());
    entries.put(
        "steps", IntStream.range(0, series.size()).mapToLong(series::step).toArray());
    entries.put(
        "wallTimes",
        IntStream.range(0, series.size()).mapToDouble(series::wallTime).toArray());
    entries.put("values", series.values());
    return entries;
  }

  private static <T> Map<String, long[]> steps(Map<String, List<Point<T>>> kind) {
    Map<String, long[]> steps = new LinkedHashMap<>();
    kind.forEach((tag, points) -> steps.put(
        tag, points.stream().flatMapToLong(point -> LongStream.of(point.step())).toArray()));
    return steps;
  }
}
