package org.ockham.board;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event file, record by record, whoever wrote it. What is wrong with the file ends the reading or costs a record, as in
 * TensorBoard, and is told by {@link #problems}: what came before is good.
 *
 * <pre>{@code
 * try (EventReader events = EventReader.open(file)) {
 *   for (Event event = events.next(); event != null; event = events.next()) {
 *     System.out.println(event.step() + " " + event.values());
 *   }
 *   events.problems().forEach(System.err::println);
 * }
 * }</pre>
 */
public final class EventReader implements AutoCloseable {

  /** Longer ones are passed over: a million scalars would fit. */
  private static final int LONGEST = 1 << 26;

  private static final int MOST_PROBLEMS = 20;

  private final Path file;
  private final InputStream in;
  private final SummaryReader summaries;
  private final List<String> problems = new ArrayList<>();
  private int moreProblems;
  private @Nullable String ending;
  private long position;
  private long whole;
  private boolean ended;

  private EventReader(Path file, InputStream in, SummaryReader summaries, long from) {
    this.file = file;
    this.in = in;
    this.summaries = summaries;
    this.position = from;
    this.whole = from;
  }

  /**
   * Opens a file.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static EventReader open(Path file) {
    return open(file, new SummaryReader(), 0);
  }

  /** From a byte on, where a record begins. */
  static EventReader open(Path file, SummaryReader summaries, long from) {
    try {
      InputStream in = Files.newInputStream(file);
      try {
        in.skipNBytes(from);
      } catch (IOException e) {
        in.close();
        throw e;
      }
      return new EventReader(file, new BufferedInputStream(in, 1 << 16), summaries, from);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static UncheckedIOException unreadable(Path file, IOException e) {
    return new UncheckedIOException(file + " cannot be read: " + EventFiles.reason(e), e);
  }

  /** The next record that is an event, null at the end of what can be read. */
  public @Nullable Event next() {
    try {
      while (!ended) {
        long start = position;
        @Nullable ByteString record = record();
        if (record != null) {
          @Nullable Event event = event(record, start);
          if (event != null) {
            return event;
          }
        }
      }
      return null;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** What was wrong so far, a sentence each. */
  public List<String> problems() {
    List<String> all = settled();
    if (ending != null) {
      all.add(ending);
    }
    return all;
  }

  /** Those of them that stay when the file grows; a record that is cut off may only be under way. */
  List<String> settled() {
    List<String> all = new ArrayList<>(problems);
    if (moreProblems > 0) {
      all.add(file + ": " + moreProblems + " more records are wrong");
    }
    return all;
  }

  /** Where the first record begins that is not there as a whole: from there on the file is to be read when it has grown. */
  long whole() {
    return whole;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private @Nullable Event event(ByteString record, long start) {
    try {
      return read(Fields.of(record));
    } catch (IOException | IllegalArgumentException e) {
      problem(start, "is no event that can be read and is left out: " + e.getMessage());
      return null;
    }
  }

  private Event read(Fields fields) throws IOException {
    double wallTime = 0;
    long step = 0;
    @Nullable String version = null;
    boolean restart = false;
    List<TaggedValue> values = new ArrayList<>();
    for (int field = fields.next(); field != 0; field = fields.next()) {
      switch (field) {
        case 1 -> wallTime = fields.number();
        case 2 -> step = fields.whole();
        case 3 -> version = fields.text();
        case 5 -> summaries.read(fields.message(), values);
        case 7 -> restart = fields.message().only(1) == 1;
        default -> fields.skip();
      }
    }
    return new Event(wallTime, step, version, restart, values);
  }

  /** The bytes of the next record; null if the file ends, or the record is passed over. */
  private @Nullable ByteString record() throws IOException {
    long start = position;
    byte[] header = take(Records.HEADER);
    if (header.length == 0) {
      ended = true;
      return null;
    }
    if (header.length < Records.HEADER) {
      return end(start, "is cut off after " + header.length + " bytes of its header");
    }
    ByteBuffer numbers = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    long length = numbers.getLong();
    if (numbers.getInt() != Records.checksum(header, 0, Long.BYTES)) {
      return end(
          start,
          start == 0
              ? "has a wrong checksum of its length: this is no event file, or a damaged one"
              : "has a wrong checksum of its length: the file is damaged from here on");
    }
    if (length < 0 || length > LONGEST) {
      return passOver(start, length);
    }
    byte[] body = take((int) length + Records.FOOTER);
    if (body.length < length + Records.FOOTER) {
      return end(
          start,
          String.format(
              Locale.ROOT,
              "is cut off: %d of its %d bytes are there",
              Math.min(length, body.length),
              length));
    }
    int checksum = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).getInt((int) length);
    if (checksum != Records.checksum(body, 0, (int) length)) {
      return end(start, "has a wrong checksum: the file is damaged from here on");
    }
    whole = position;
    return UnsafeByteOperations.unsafeWrap(body, 0, (int) length);
  }

  private @Nullable ByteString passOver(long start, long length) throws IOException {
    String most = "has " + Long.toUnsignedString(length) + " bytes where " + LONGEST
        + " are the most that is read";
    if (length < 0 || length > Long.MAX_VALUE - Records.FOOTER) {
      return end(start, most + ": the file is damaged from here on");
    }
    try {
      in.skipNBytes(length + Records.FOOTER);
    } catch (EOFException e) {
      return end(start, most + ", and the file ends before");
    }
    position += length + Records.FOOTER;
    whole = position;
    problem(start, most + ": it is left out");
    return null;
  }

  /** As many bytes as are asked for, or fewer at the end of the file; no more memory than the file has bytes. */
  private byte[] take(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    position += bytes.length;
    return bytes;
  }

  private @Nullable ByteString end(long start, String wrong) {
    ended = true;
    ending = sentence(start, wrong);
    return null;
  }

  private String sentence(long start, String wrong) {
    return file + ": the record at byte " + start + " " + wrong;
  }

  private void problem(long start, String wrong) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(sentence(start, wrong));
    } else {
      moreProblems++;
    }
  }
}
