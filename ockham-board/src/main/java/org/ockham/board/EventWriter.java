package org.ockham.board;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes an event file, which TensorBoard shows: a directory is a run, and the files in it are read one behind the other.
 *
 * <pre>{@code
 * try (EventWriter events = EventWriter.in(Path.of("runs/first"))) {
 *   events.hyperParameters(HyperParameters.of(Map.of("lr", 1e-3, "layers", 3)));
 *   events.scalar("train/loss", 1, 2.3);
 *   events.histogram("fc1.weight", 1, Histogram.of(0.1, -0.2));
 *   events.end(SessionEnd.Status.SUCCESS);
 * }
 * }</pre>
 *
 * <p>Events reach the file whole, in the order in which they were given: at {@link #flush}, at {@link #close}, and whenever some tens
 * of kilobytes wait. A process that is killed leaves a file whose end may be cut off; readers stop there. Threads may share a writer.
 *
 * <p>Each writer has a file of its own. One that goes on where an earlier one stopped says from which step on it counts, with
 * {@link #resumedAt}.
 */
public final class EventWriter implements AutoCloseable {

  /** What every name of an event file has in it. */
  static final String MARK = "tfevents";

  private static final String VERSION = "brain.Event:2";
  private static final int WAITING = 1 << 16;

  private final Path file;
  private final Clock clock;
  private final FileChannel channel;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private final Set<String> known = new HashSet<>();
  private boolean hasValues;
  private long nextStep;
  private long length; // asked of the channel, a thread that is interrupted would close it

  private EventWriter(Path file, Clock clock, FileChannel channel) {
    this.file = file;
    this.clock = clock;
    this.channel = channel;
    add(event().text(3, VERSION));
    flush();
  }

  /**
   * Into a new file in this directory, which is made if it is not there. Readers take it after those that are there already.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public static EventWriter in(Path directory) {
    return in(directory, Clock.systemUTC());
  }

  /** The same by another clock: all times in the file, and in its name, are this clock's. */
  public static EventWriter in(Path directory, Clock clock) {
    try {
      Files.createDirectories(directory);
      // Readers go by the names, so the second in it is later than in any other's.
      long second = clock.instant().getEpochSecond();
      for (Path other : EventFiles.in(directory)) {
        second = Math.max(second, EventFiles.second(other) + 1);
      }
      while (true) {
        Path file = directory.resolve(name(second));
        try {
          FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          return new EventWriter(file, clock, channel);
        } catch (FileAlreadyExistsException e) {
          second++; // by another thread, a moment ago
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no event file can be written in " + directory + ": " + EventFiles.reason(e), e);
    }
  }

  /** The same, in place of all event files that are there. */
  public static EventWriter replacing(Path directory, Clock clock) {
    EventFiles.keep(directory, new Position("", 0, 0));
    return in(directory, clock);
  }

  /**
   * Goes on from a position: what event files hold behind it is removed, and a new file says that training starts again at its next
   * step.
   *
   * @throws IllegalArgumentException if the position's file is not there or ends before
   * @throws UncheckedIOException if files cannot be changed
   */
  public static EventWriter after(Position position, Path directory, Clock clock) {
    EventFiles.keep(directory, position);
    EventWriter writer = in(directory, clock).resumedAt(position.nextStep());
    writer.nextStep = position.nextStep();
    return writer;
  }

  /**
   * How far a run is written.
   *
   * @param file the name of the last file
   * @param length how long it is
   * @param nextStep the step after the greatest that has a value, in all files of the run
   */
  public record Position(String file, long length, long nextStep) {}

  private static String name(long second) {
    return String.format(
        Locale.ROOT,
        "events.out.%s.%010d.%s.%d.0",
        MARK,
        second,
        host(),
        ProcessHandle.current().pid());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "_");
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** The file that is written. */
  public Path file() {
    return file;
  }

  /**
   * Says, before any value, that training starts again: what earlier files hold of this step and of later ones is void, under every
   * tag. After a checkpoint of step 100 this is step 101.
   *
   * @return this writer
   * @throws IllegalStateException if a value has been written
   */
  public synchronized EventWriter resumedAt(long firstStep) {
    if (hasValues) {
      throw new IllegalStateException("values have been written to " + file
          + " already: a restart at step " + firstStep + " must be the first that is said");
    }
    add(event().whole(2, firstStep).message(7, new Message().whole(1, 1)));
    return this;
  }

  /** A point of a curve. */
  public void scalar(String tag, long step, double value) {
    value(tag, step, new Scalar(value));
  }

  /** Points of several curves, in one event. */
  public void scalars(long step, Map<String, Double> values) {
    values(
        step,
        values.entrySet().stream()
            .map(entry -> new TaggedValue(entry.getKey(), new Scalar(entry.getValue())))
            .toList());
  }

  /** A distribution. */
  public void histogram(String tag, long step, Histogram histogram) {
    value(tag, step, histogram);
  }

  /** A picture. */
  public void image(String tag, long step, Image image) {
    value(tag, step, image);
  }

  /** Text, as Markdown. */
  public void text(String tag, long step, String text) {
    value(tag, step, new Text(text));
  }

  /** Precision and recall. */
  public void prCurve(String tag, long step, PrCurve curve) {
    value(tag, step, curve);
  }

  /** What the page of custom scalars shows. */
  public void layout(Layout layout) {
    value("custom_scalars__config__", 0, layout);
  }

  /** What the run was started with. */
  public void hyperParameters(HyperParameters hyperParameters) {
    value("_hparams_/session_start_info", 0, hyperParameters);
  }

  /** How the run ended: see {@link SessionEnd} for when to say nothing. */
  public void end(SessionEnd.Status status) {
    value("_hparams_/session_end_info", 0, new SessionEnd(status));
  }

  /** What a step spent its time on; a tag has one. */
  public void runMetadata(String tag, long step, RunMetadata metadata) {
    Message tagged =
        new Message().bytes(1, Utf8.tag(tag)).bytes(2, metadata.message().toByteArray());
    add(event().whole(2, step).message(8, tagged));
  }

  private void value(String tag, long step, Value value) {
    values(step, List.of(new TaggedValue(tag, value)));
  }

  /** Values of a step, in one event. */
  synchronized void values(long step, List<TaggedValue> values) {
    double wallTime = wallTime();
    Message summary = new Message();
    for (TaggedValue value : values) {
      boolean isFirst = !(value.value() instanceof Scalar) && !known.contains(value.tag());
      summary.message(
          1, SummaryWriter.message(Utf8.tag(value.tag()), value.value(), isFirst, wallTime));
    }
    add(new Message().number(1, wallTime).whole(2, step).message(5, summary));
    hasValues = true;
    nextStep = Math.max(nextStep, step + 1);
    for (TaggedValue value : values) {
      if (!(value.value() instanceof Scalar)) {
        known.add(value.tag());
      }
    }
  }

  private Message event() {
    return new Message().number(1, wallTime());
  }

  private double wallTime() {
    Instant now = clock.instant();
    return now.getEpochSecond() + now.getNano() / 1e9;
  }

  private synchronized void add(Message event) {
    if (!channel.isOpen()) {
      throw new IllegalStateException(file + " is closed: nothing more can be written to it");
    }
    waiting.writeBytes(Records.framed(event.toByteArray()));
    if (waiting.size() >= WAITING) {
      flush();
    }
  }

  /** Hands everything to the operating system, so that an end of this process loses nothing. */
  public synchronized void flush() {
    if (waiting.size() == 0) {
      return;
    }
    try {
      try {
        ByteBuffer bytes = ByteBuffer.wrap(waiting.toByteArray());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        length += waiting.size();
        waiting.reset();
      } catch (IOException e) {
        channel.truncate(length); // no half event
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + EventFiles.reason(e), e);
    }
  }

  /** Flushes, and says how far the run is written. */
  public synchronized Position position() {
    flush();
    return new Position(file.getFileName().toString(), length, nextStep);
  }

  /** Writes what waits, and ends. Once is enough, more does no harm. */
  @Override
  public synchronized void close() {
    if (!channel.isOpen()) {
      return;
    }
    try (FileChannel closing = channel) {
      flush();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be closed: " + EventFiles.reason(e), e);
    }
  }
}
