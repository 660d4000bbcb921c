package org.ockham.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the event files of a run as TensorBoard does: those of a directory one behind the other, in the order of their names. Where
 * one says that training starts again at a step, everything before it of that step and of later ones is dropped, under all tags.
 * Of a run under way, {@link #again} reads what has come since.
 *
 * <pre>{@code
 * Series loss = RunReader.read(Path.of("runs/first")).scalars().get("train/loss");
 * }</pre>
 */
public final class RunReader {

  /** How many histograms of a tag are kept. */
  static final int HISTOGRAMS = 500;

  /** How many images of a tag are kept. */
  static final int IMAGES = 10;

  /** How many texts of a tag are kept. */
  static final int TEXTS = 100;

  private static final int MOST_TAGS = 100_000;

  private final Path directory;
  private final LinkOption[] links;
  private final List<Part> parts = new ArrayList<>();
  private SummaryReader summaries = new SummaryReader();
  private final Map<String, Series.Growing> scalars = new HashMap<>();
  private final Map<String, Deque<Point<Histogram>>> histograms = new HashMap<>();
  private final Map<String, Deque<Point<Image>>> images = new HashMap<>();
  private final Map<String, Deque<Point<String>>> texts = new HashMap<>();
  private final Map<String, Deque<Point<PrCurve>>> curves = new HashMap<>();
  private final Set<String> tags = new HashSet<>();
  private @Nullable HyperParameters hyperParameters;
  private SessionEnd.@Nullable Status status;
  private double start;
  private double end;
  private boolean hasTooManyTags;

  /**
   * A file as far as it has been read.
   *
   * @param key which file it was
   * @param length how long it was
   * @param whole up to where its records are read
   * @param settled what is wrong with it and stays so
   * @param problems all that is wrong with it now
   */
  private record Part(
      Path file,
      @Nullable Object key,
      long length,
      long whole,
      List<String> settled,
      List<String> problems) {

    boolean isStill(Path other, boolean mayGrow) throws IOException {
      BasicFileAttributes now = Files.readAttributes(other, BasicFileAttributes.class);
      return file.equals(other)
          && Objects.equals(key, now.fileKey())
          && (mayGrow ? now.size() >= whole : now.size() == length);
    }
  }

  private RunReader(Path directory, LinkOption... links) {
    this.directory = directory;
    this.links = links.clone();
  }

  /**
   * Of the run in this directory, nothing of which is read yet.
   *
   * @param links {@link LinkOption#NOFOLLOW_LINKS} to pass over links to files: where somebody else may have made them, they could lead
   *     anywhere
   */
  public static RunReader of(Path directory, LinkOption... links) {
    return new RunReader(directory, links);
  }

  /**
   * The run in this directory.
   *
   * @throws UncheckedIOException if the directory or a file in it cannot be read
   */
  public static Recording read(Path directory) {
    return of(directory).again();
  }

  /**
   * The run as it is now. Only what was appended to the last file, and files behind it, are read if everything else is as it was; else all
   * of it.
   *
   * @throws UncheckedIOException if the directory or a file in it cannot be read
   */
  public synchronized Recording again() {
    try {
      List<Path> files = EventFiles.in(directory, links);
      if (!continues(files)) {
        forget();
      }
      for (int i = Math.max(0, parts.size() - 1); i < files.size(); i++) {
        read(files.get(i), i);
      }
      return recording();
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
  }

  private boolean continues(List<Path> files) throws IOException {
    if (files.size() < parts.size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).isStill(files.get(i), i == parts.size() - 1)) {
        return false;
      }
    }
    return true;
  }

  private void forget() {
    parts.clear();
    summaries = new SummaryReader();
    List.of(scalars, histograms, images, texts, curves).forEach(Map::clear);
    tags.clear();
    hyperParameters = null;
    status = null;
    start = 0;
    end = 0;
    hasTooManyTags = false;
  }

  /**
   * The directories at or below this one that hold event files, in order; links are not followed.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static List<Path> runs(Path directory) {
    Set<Path> runs = new TreeSet<>();
    try {
      if (Files.notExists(directory)) {
        throw new NoSuchFileException(directory.toString());
      } else if (!Files.isDirectory(directory)) {
        throw new NotDirectoryException(directory.toString());
      }
      Files.walkFileTree(directory, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          Path parent = file.getParent();
          if (EventFiles.isNamedSo(file) && attributes.isRegularFile() && parent != null) {
            runs.add(parent);
          }
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
          return FileVisitResult.CONTINUE; // somebody else's
        }
      });
    } catch (IOException e) {
      throw unreadable(directory, e);
    }
    return List.copyOf(runs);
  }

  private static UncheckedIOException unreadable(Path directory, IOException e) {
    return new UncheckedIOException(directory + " cannot be read: " + EventFiles.reason(e), e);
  }

  private void read(Path file, int place) throws IOException {
    BasicFileAttributes look = Files.readAttributes(file, BasicFileAttributes.class);
    Part before = place < parts.size() ? parts.get(place) : null;
    List<String> settled = new ArrayList<>(before == null ? List.of() : before.settled);
    try (EventReader events =
        EventReader.open(file, summaries, before == null ? 0 : before.whole)) {
      for (Event event = events.next(); event != null; event = events.next()) {
        start = start == 0 ? event.wallTime() : start;
        end = Math.max(end, event.wallTime());
        if (event.restart()) {
          restart(event.step());
        }
        for (TaggedValue value : event.values()) {
          add(value.tag(), event, value.value());
        }
      }
      List<String> problems = new ArrayList<>(settled);
      problems.addAll(events.problems());
      settled.addAll(events.settled());
      Part now = new Part(file, look.fileKey(), look.size(), events.whole(), settled, problems);
      if (before == null) {
        parts.add(now);
      } else {
        parts.set(place, now);
      }
    }
  }

  private void restart(long step) {
    scalars.values().forEach(series -> series.restart(step));
    List.of(histograms, images, texts, curves)
        .forEach(kind ->
            kind.values().forEach(points -> points.removeIf(point -> point.step() >= step)));
  }

  private void add(String tag, Event event, Value value) {
    if (!tags.contains(tag) && !learns(tag)) {
      return;
    }
    if (value instanceof Scalar scalar) {
      scalars
          .computeIfAbsent(tag, name -> new Series.Growing())
          .add(event.step(), event.wallTime(), scalar.value());
    } else if (value instanceof Histogram histogram) {
      keep(histograms, tag, event, histogram, HISTOGRAMS);
    } else if (value instanceof Image image) {
      keep(images, tag, event, image, IMAGES);
    } else if (value instanceof Text text) {
      keep(texts, tag, event, text.text(), TEXTS);
    } else if (value instanceof PrCurve curve) {
      keep(curves, tag, event, curve, IMAGES);
    } else if (value instanceof HyperParameters read && hyperParameters == null) {
      hyperParameters = read;
    } else if (value instanceof SessionEnd read && status == null) {
      status = read.status();
    }
  }

  private boolean learns(String tag) {
    if (tags.size() < MOST_TAGS) {
      return tags.add(tag);
    }
    hasTooManyTags = true;
    return false;
  }

  private static <T> void keep(
      Map<String, Deque<Point<T>>> kind, String tag, Event event, T value, int most) {
    Deque<Point<T>> points = kind.computeIfAbsent(tag, name -> new ArrayDeque<>());
    points.add(new Point<>(event.step(), event.wallTime(), value));
    if (points.size() > most) {
      points.remove();
    }
  }

  private Recording recording() {
    long lastStep = 0;
    List<String> problems = new ArrayList<>();
    parts.forEach(part -> problems.addAll(part.problems));
    if (hasTooManyTags) {
      problems.add(directory + " has more than " + MOST_TAGS + " tags: only the first are read");
    }
    Map<String, Series> series = new HashMap<>();
    for (Map.Entry<String, Series.Growing> entry : scalars.entrySet()) {
      if (!entry.getValue().isEmpty()) {
        Series whole = entry.getValue().series();
        series.put(entry.getKey(), whole);
        for (int i = 0; i < whole.size(); i++) {
          lastStep = Math.max(lastStep, whole.step(i));
        }
      }
    }
    return new Recording(
        directory,
        series,
        lists(histograms),
        lists(images),
        lists(texts),
        lists(curves),
        Optional.ofNullable(hyperParameters),
        Optional.ofNullable(status),
        lastStep,
        start,
        end,
        problems);
  }

  private static <T> Map<String, List<Point<T>>> lists(Map<String, Deque<Point<T>>> kind) {
    Map<String, List<Point<T>>> lists = new HashMap<>();
    kind.forEach((tag, points) -> {
      if (!points.isEmpty()) {
        lists.put(tag, List.copyOf(points));
      }
    });
    return lists;
  }
}
