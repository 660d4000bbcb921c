package org.ockham.watch;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ockham.file.FileProblem;
import org.ockham.file.PlainFile;
import org.ockham.search.analysis.Series.Point;

/**
 * A run's {@code metrics.csv}, read as it grows: what has been read is not read again, unless the file was replaced, as that of a run
 * that goes on is, or does not hold any more what it held. A line that is not whole yet waits.
 */
final class MetricsFile {

  /** So much is in memory as text at once, however long the file is. */
  static final int PIECE = 1 << 20;

  /** No line of a table is so long. */
  private static final int LONGEST = 1 << 26;

  private static final int TAIL = 256;
  private static final int FIRST = 2;

  private final Path file;
  private @Nullable Object key;
  private long position;
  private byte[] tail = new byte[0];
  private List<String> tags = List.of();
  private final SortedMap<String, Curve> curves = new TreeMap<>();

  MetricsFile(Path file) {
    this.file = file;
  }

  /** The values of each tag by step, as far as whole lines go; nothing as long as there is no file. */
  synchronized SortedMap<String, List<Point>> read() {
    try (FileChannel channel = PlainFile.open(file)) {
      @Nullable
      Object now = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      if (!Objects.equals(now, key) || !isWhatItWas(channel)) {
        forget();
        key = now;
      }
      readOn(channel, channel.size());
    } catch (NoSuchFileException none) {
      forget();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + FileProblem.reason(e), e);
    }
    SortedMap<String, List<Point>> copy = new TreeMap<>();
    curves.forEach((tag, points) -> copy.put(tag, points.now()));
    return copy;
  }

  /** How many bytes need not be read again. */
  synchronized long position() {
    return position;
  }

  /** Piece by piece, each as far as its last whole line; a longer one where there is none. */
  private void readOn(FileChannel channel, long size) throws IOException {
    int length = PIECE;
    while (position < size) {
      byte[] piece = bytes(channel, position, Math.min(size, position + length));
      int whole = last(piece) + 1;
      if (whole > 0) {
        add(new String(piece, 0, whole, StandardCharsets.UTF_8));
        position += whole;
        tail = Arrays.copyOfRange(piece, Math.max(0, whole - TAIL), whole);
        length = PIECE;
      } else if (piece.length < length) {
        return;
      } else if (length == LONGEST) {
        forget();
        throw new IllegalArgumentException(
            file + " is no table of numbers: a line of it is longer than " + LONGEST
                + " bytes; put the run's file back");
      } else {
        length *= 2;
      }
    }
  }

  /** Lets all go that has been read: the next look begins anew. */
  synchronized void forget() {
    position = 0;
    tail = new byte[0];
    tags = List.of();
    curves.clear();
  }

  private boolean isWhatItWas(FileChannel channel) throws IOException {
    return channel.size() >= position
        && Arrays.equals(bytes(channel, position - tail.length, position), tail);
  }

  private static byte[] bytes(FileChannel channel, long from, long to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8, to - from));
    while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {}
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private static int last(byte[] bytes) {
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** All of them, or none of the file any more: the next look begins anew. */
  private void add(String lines) {
    try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(lines)) {
      csv.forEach(record -> add(record.getFields()));
    } catch (RuntimeException | OutOfMemoryError e) {
      forget();
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(List<String> fields) {
    if (tags.isEmpty()) {
      tags = fields.subList(Math.min(FIRST, fields.size()), fields.size());
      return;
    }
    for (int i = 0; i < tags.size() && i + FIRST < fields.size(); i++) {
      String field = fields.get(i + FIRST);
      if (!field.isEmpty()) {
        try {
          curves
              .computeIfAbsent(tags.get(i), tag -> Curve.empty())
              .add(Double.parseDouble(fields.get(0)), Double.parseDouble(field));
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException(
              file + " is no table of numbers: put the run's file back", e);
        }
      }
    }
  }
}
