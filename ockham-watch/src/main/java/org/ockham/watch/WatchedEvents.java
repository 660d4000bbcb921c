package org.ockham.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.board.Recording;
import org.ockham.board.RunReader;
import org.ockham.board.Series;
import org.ockham.file.PlainFile;
import org.ockham.lab.report.Moment;
import org.ockham.lab.report.Page;
import org.ockham.lab.report.Page.Fact;
import org.ockham.lab.report.RunReport;
import org.ockham.search.analysis.Series.Point;

/** A directory of TensorBoard's event files, whoever writes them: PyTorch, TensorFlow or Ockham. */
final class WatchedEvents implements Watched {

  private final Path directory;
  private final String name;
  private volatile @Nullable RunReader reader;
  private final Fresh<Page> page = new Fresh<>();

  WatchedEvents(Path directory, String name) {
    this.directory = directory;
    this.name = name;
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
    try {
      return "event files, last written "
          + files().stream()
              .map(WatchedEvents::written)
              .max(Comparator.naturalOrder())
              .map(Moment::text)
              .orElse("at no known time");
    } catch (IOException gone) {
      return "event files";
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).contains("tfevents"))
          .filter(PlainFile::isAt)
          .sorted()
          .toList();
    }
  }

  private static Instant written(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException gone) {
      return Instant.EPOCH;
    }
  }

  @Override
  public Stamp stamp() {
    try {
      return Stamp.settled(files().toArray(Path[]::new));
    } catch (IOException gone) {
      return new Stamp("");
    }
  }

  @Override
  public Page page() {
    return page.get(stamp(), this::made);
  }

  @Override
  public boolean isThere() {
    return !stamp().text().isEmpty();
  }

  @Override
  public void forget() {
    page.forget();
    reader = null;
  }

  @Override
  public long due() {
    return page.due();
  }

  private Page made() {
    Recording recording;
    try {
      RunReader before = reader;
      RunReader now = before == null ? RunReader.of(directory, LinkOption.NOFOLLOW_LINKS) : before;
      reader = now;
      recording = now.again();
    } catch (UncheckedIOException e) {
      throw new IllegalStateException(String.valueOf(e.getMessage()), e);
    }
    SortedMap<String, List<Point>> curves = new TreeMap<>();
    recording.scalars().forEach((tag, series) -> curves.put(tag, points(series)));
    List<Fact> facts = new ArrayList<>();
    recording
        .status()
        .ifPresent(status -> facts.add(new Fact("status", status.name().toLowerCase(Locale.ROOT))));
    facts.add(new Fact("step", Long.toString(recording.lastStep())));
    recording
        .hyperParameters()
        .ifPresent(settings -> settings
            .values()
            .forEach((setting, value) -> facts.add(new Fact(setting, String.valueOf(value)))));
    facts.add(new Fact("directory", directory.toString()));
    Map<String, String> texts = recording.texts().entrySet().stream()
        .collect(Collectors.toMap(
            Map.Entry::getKey,
            text -> text.getValue().get(text.getValue().size() - 1).value()));
    return new RunReport(name, "Read from event files.", recording.problems(), facts, curves, texts)
        .page();
  }

  private static List<Point> points(Series series) {
    Curve points = Curve.empty();
    for (int i = 0; i < series.size(); i++) {
      points.add((double) series.step(i), series.value(i));
    }
    return points;
  }
}
