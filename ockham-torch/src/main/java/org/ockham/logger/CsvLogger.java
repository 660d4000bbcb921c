package org.ockham.logger;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ockham.file.AtomicFile;
import org.ockham.file.FileProblem;

/**
 * Writes {@code metrics.csv}: a line an epoch, {@code step}, {@code epoch} and a column a tag; each line as it is known, whole. The
 * file belongs to one logger at a time, in whatever process. A tag that comes later than the first line gets a column all the same.
 */
public final class CsvLogger implements Logger {

  /** One line. */
  private record Row(long step, int epoch, Map<String, Double> values) {}

  private final Path file;
  private final Set<String> tags = new LinkedHashSet<>();
  private final List<Row> rows = new ArrayList<>();
  private @Nullable FileChannel open;

  private CsvLogger(Path file) {
    this.file = file;
  }

  /** Into this directory, which is made if it is not there; a {@code metrics.csv} in it is replaced. */
  public static CsvLogger in(Path directory) {
    return new CsvLogger(directory.resolve("metrics.csv"));
  }

  /**
   * Takes the file and writes its first line.
   *
   * @throws IllegalStateException if another logger writes it
   * @throws UncheckedIOException if it cannot be written
   */
  @Override
  public void start(List<String> tags, boolean isResumed) {
    this.tags.clear();
    this.tags.addAll(tags);
    rows.clear();
    writing(() -> {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isTaken(channel)) {
        channel.close();
        throw new IllegalStateException(
            file + " is being written by another run: give each run a directory of its own");
      }
      open = channel;
      rewrite(channel);
    });
  }

  /** Locks one byte far behind the end, so that the file can be read meanwhile on every system. */
  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(Long.MAX_VALUE - 1, 1, false) != null;
    } catch (OverlappingFileLockException e) {
      return false; // by another thread of this process
    }
  }

  @Override
  public void log(long step, int epoch, Map<String, Double> values) {
    Row row = new Row(step, epoch, Map.copyOf(values));
    rows.add(row);
    boolean grown = tags.addAll(values.keySet());
    FileChannel channel = open;
    if (channel != null) {
      writing(() -> {
        if (grown) {
          rewrite(channel);
        } else {
          append(channel, line(row));
        }
      });
    }
  }

  private void rewrite(FileChannel channel) throws IOException {
    StringBuilder all = new StringBuilder();
    List<String> header = new ArrayList<>(List.of("step", "epoch"));
    header.addAll(tags);
    all.append(line(header));
    rows.forEach(row -> all.append(line(row)));
    channel.truncate(0);
    append(channel, all.toString());
  }

  /** Adds whole lines, or nothing. */
  private static void append(FileChannel channel, String text) throws IOException {
    long end = channel.position();
    try {
      AtomicFile.writeFully(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      channel.truncate(end);
      throw e;
    }
  }

  private String line(Row row) {
    List<String> fields =
        new ArrayList<>(List.of(Long.toString(row.step()), Integer.toString(row.epoch())));
    for (String tag : tags) {
      Double value = row.values().get(tag);
      fields.add(value == null ? "" : value.toString());
    }
    return line(fields);
  }

  private static String line(List<String> fields) {
    StringWriter line = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(line)) {
      csv.writeRecord(fields);
    } catch (IOException e) {
      throw new AssertionError(e); // text in memory
    }
    return line.toString();
  }

  @Override
  public void close() {
    FileChannel channel = open;
    open = null;
    if (channel != null) {
      writing(channel::close);
    }
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void writing(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + FileProblem.reason(e), e);
    }
  }
}
