package org.ockham.logger;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ockham.file.FileProblem;
import org.ockham.state.SavedState;

/**
 * Writes {@code metrics.csv}: a line whenever something is logged, with {@code step}, {@code epoch} and a column a tag; each line as it is
 * known, whole. The file belongs to one logger at a time, in whatever process. A tag that comes later than the first line gets a
 * column all the same.
 */
public final class CsvLogger implements Logger {

  private static final List<String> FIRST = List.of("step", "epoch");

  /** What the file holds: the tags of its columns behind the first two, and its whole lines. */
  private record Table(List<String> tags, List<List<String>> rows) {}

  private final Path path;
  private final Set<String> tags = new LinkedHashSet<>();
  private int rows;
  private @Nullable LogFile file;

  private CsvLogger(Path path) {
    this.path = path;
  }

  /** Into this directory, which is made if it is not there; a {@code metrics.csv} in it is replaced. */
  public static CsvLogger in(Path directory) {
    return new CsvLogger(directory.resolve("metrics.csv"));
  }

  /**
   * Takes the file and writes its first line. Of a run that goes on, the lines that are there stay, until {@link #restore} says how
   * many.
   *
   * @throws IllegalStateException if another logger writes it
   * @throws UncheckedIOException if it cannot be written
   */
  @Override
  public void start(List<String> tags, boolean isResumed) {
    LogFile open = LogFile.take(path, isResumed);
    file = open;
    Table there = read();
    this.tags.clear();
    this.tags.addAll(there.tags());
    this.tags.addAll(tags);
    rows = there.rows().size();
    if (isResumed) {
      open.replace(text(there));
    } else {
      open.append(text(there));
    }
  }

  @Override
  public void log(long step, int epoch, Map<String, Double> values) {
    LogFile open = file;
    if (open == null) {
      return;
    }
    if (tags.addAll(values.keySet())) {
      open.replace(text(read()));
    }
    List<String> fields = new ArrayList<>(List.of(Long.toString(step), Integer.toString(epoch)));
    for (String tag : tags) {
      Double value = values.get(tag);
      fields.add(value == null ? "" : value.toString());
    }
    open.append(lines(List.of(fields)));
    rows++;
  }

  private Table read() {
    List<List<String>> lines = new ArrayList<>();
    try {
      String text = Files.readString(path);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(whole)) {
        csv.forEach(record -> lines.add(record.getFields()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read: " + FileProblem.reason(e), e);
    }
    if (lines.isEmpty()) {
      return new Table(List.of(), List.of());
    }
    List<String> header = lines.remove(0);
    if (header.size() < FIRST.size()
        || lines.stream().anyMatch(fields -> fields.size() != header.size())) {
      throw new IllegalArgumentException(path + " is no table with the columns " + FIRST
          + ": put the run's file back, or begin again");
    }
    return new Table(header.subList(FIRST.size(), header.size()), lines);
  }

  /** The file's text, with as many of these lines as there are to be, and the columns that it is to have now. */
  private String text(Table table) {
    List<String> header = new ArrayList<>(FIRST);
    header.addAll(tags);
    List<List<String>> lines = new ArrayList<>(List.of(header));
    List<Integer> columns = tags.stream().map(table.tags()::indexOf).toList();
    for (List<String> row : table.rows().subList(0, rows)) {
      List<String> fields = new ArrayList<>(row.subList(0, FIRST.size()));
      for (int column : columns) {
        fields.add(column < 0 ? "" : row.get(FIRST.size() + column));
      }
      lines.add(fields);
    }
    return lines(lines);
  }

  private static String lines(List<List<String>> rows) {
    StringWriter lines = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(lines)) {
      rows.forEach(csv::writeRecord);
    } catch (IOException e) {
      throw new AssertionError(e); // text in memory
    }
    return lines.toString();
  }

  /** The columns, and how many lines there are. */
  @Override
  public SavedState state() {
    return SavedState.of(Map.of("tags", List.copyOf(tags), "rows", (long) rows));
  }

  /**
   * Drops the lines, and the columns, that came later.
   *
   * @throws IllegalArgumentException if the file has not the lines that were there
   */
  @Override
  public void restore(SavedState saved) {
    LogFile open = file;
    if (open == null) {
      throw new IllegalStateException(path + " is not open: start the logger first");
    }
    long kept = saved.whole("rows");
    List<String> columns = saved.texts("tags");
    Table there = read();
    if (kept < 0 || kept > there.rows().size() || !there.tags().containsAll(columns)) {
      throw new IllegalArgumentException(path + " has " + there.rows().size()
          + " lines with the columns " + there.tags() + " where the checkpoint goes on behind line "
          + kept + " with " + columns + ": put the run's file back, or begin again");
    }
    rows = (int) kept;
    tags.clear();
    tags.addAll(columns);
    open.replace(text(there));
  }

  @Override
  public void close() {
    LogFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
