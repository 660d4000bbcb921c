package org.ockham.train;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes {@code metrics.csv}: a line an epoch, {@code step}, {@code epoch} and a column a tag; each line as it is known. */
public final class CsvLogger implements Logger {

  private final Path file;
  private List<String> tags = List.of();
  private @Nullable CsvWriter csv;

  private CsvLogger(Path file) {
    this.file = file;
  }

  /** Into this directory, which is made if it is not there; a {@code metrics.csv} in it is replaced. */
  public static CsvLogger in(Path directory) {
    return new CsvLogger(directory.resolve("metrics.csv"));
  }

  @Override
  public void start(List<String> tags) {
    this.tags = List.copyOf(tags);
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      csv = CsvWriter.builder().autoFlush(true).build(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
    List<String> header = new ArrayList<>(List.of("step", "epoch"));
    header.addAll(tags);
    csv.writeRecord(header);
  }

  @Override
  public void log(long step, int epoch, Map<String, Double> values) {
    List<String> row = new ArrayList<>(List.of(Long.toString(step), Integer.toString(epoch)));
    for (String tag : tags) {
      Double value = values.get(tag);
      row.add(value == null ? "" : value.toString());
    }
    if (csv != null) {
      csv.writeRecord(row);
    }
  }

  @Override
  public void close() {
    try {
      if (csv != null) {
        csv.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
