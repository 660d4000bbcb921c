package org.ockham.data.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ockham.data.DataException;
import org.ockham.data.Subset;
import org.ockham.file.AtomicFile;
import org.ockham.file.Excerpt;
import org.ockham.file.FileProblem;

/**
 * Rows of named, typed columns. Never changes: what would change it gives another one, which shares the cells where it can.
 *
 * <pre>{@code
 * Table houses = Table.read(Path.of("houses.csv")).withoutMissing("price");
 * TableData data = Preparation.of(Target.value("price")).split(houses, 1, 0.6, 0.2, 0.2);
 * }</pre>
 */
public final class Table {

  /** How many columns a sentence names. */
  private static final int NAMED = 12;

  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final int size;
  private final List<String> notices;

  private Table(Collection<? extends Column> columns, List<String> notices) {
    for (Column column : columns) {
      if (column.name().isBlank()) {
        throw new DataException("Column " + (this.columns.size() + 1)
            + " of a table has no name: each needs one of its own.");
      }
      if (this.columns.putIfAbsent(column.name(), column) != null) {
        throw new DataException("A table has two columns named '" + Excerpt.of(column.name())
            + "': each needs a name of its own.");
      }
    }
    Set<Integer> sizes = columns.stream().map(Column::size).collect(Collectors.toSet());
    if (sizes.size() != 1 || sizes.contains(0)) {
      throw new DataException("A table's columns have " + (sizes.isEmpty() ? "no" : sizes)
          + " rows: give columns of one length, at least 1.");
    }
    this.size = sizes.iterator().next();
    this.notices = List.copyOf(notices);
  }

  /**
   * These columns.
   *
   * @throws DataException if there are none, their lengths differ, or a name is blank or occurs twice
   */
  public static Table of(Column... columns) {
    return new Table(List.of(columns), List.of());
  }

  static Table of(List<Column> columns, List<String> notices) {
    return new Table(columns, notices);
  }

  /**
   * Reads a CSV file with {@link Csv#standard()}: comma, UTF-8, names in the first line.
   *
   * @throws DataException if it cannot be read, or is not exactly that
   */
  public static Table read(Path file) {
    return Csv.standard().read(file);
  }

  /** How many rows there are. */
  public int size() {
    return size;
  }

  /** The columns' names, in their order. */
  public List<String> names() {
    return List.copyOf(columns.keySet());
  }

  /** The columns, in their order. */
  public List<Column> columns() {
    return List.copyOf(columns.values());
  }

  /** What was noticed as the table was read: a sentence each. */
  public List<String> notices() {
    return notices;
  }

  /** Whether there is a column of this name, spelled exactly so. */
  public boolean has(String name) {
    return columns.containsKey(name);
  }

  /**
   * The column of this name.
   *
   * @throws DataException if there is none
   */
  public Column column(String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw new DataException("There is no column '" + Excerpt.of(name)
          + "': the table's columns are " + Excerpt.ofNames(columns.keySet(), NAMED) + ".");
    }
    return column;
  }

  /**
   * Only these columns, in this order.
   *
   * @throws DataException if there is none of one of these names
   */
  public Table select(String... names) {
    return new Table(Arrays.stream(names).map(this::column).toList(), notices);
  }

  /**
   * All columns but these.
   *
   * @throws DataException if there is none of one of these names, or none is left
   */
  public Table without(String... names) {
    Set<String> gone = new HashSet<>();
    for (String name : names) {
      gone.add(column(name).name());
    }
    return new Table(
        columns.values().stream()
            .filter(column -> !gone.contains(column.name()))
            .toList(),
        notices);
  }

  /** With this column, in place of the one of its name or after the last. */
  public Table with(Column column) {
    Map<String, Column> all = new LinkedHashMap<>(columns);
    all.put(column.name(), column);
    return new Table(all.values(), notices);
  }

  /**
   * These rows, counted from 0, in this order; a row may repeat.
   *
   * @throws DataException if there is no such row, or none is asked for
   */
  public Table rows(int... rows) {
    for (int row : rows) {
      if (row < 0 || row >= size) {
        throw new DataException(
            "Asked for row " + row + " of a table, counted from 0, but it has " + size + ".");
      }
    }
    return new Table(columns.values().stream().map(column -> column.rows(rows)).toList(), notices);
  }

  /**
   * The rows that have a value in each of these columns; in every column, if none is named.
   *
   * @throws DataException if there is none of one of these names, or no row is left
   */
  public Table withoutMissing(String... names) {
    List<Column> needed =
        names.length == 0 ? columns() : Arrays.stream(names).map(this::column).toList();
    int[] whole = IntStream.range(0, size)
        .filter(row -> needed.stream().noneMatch(column -> column.isMissing(row)))
        .toArray();
    if (whole.length == 0) {
      throw new DataException("None of the " + size + " rows has a value in each of the columns "
          + Excerpt.ofNames(needed.stream().map(Column::name).toList(), NAMED) + ".");
    }
    List<String> told = new ArrayList<>(notices);
    if (whole.length < size) {
      told.add((size - whole.length) + " of " + size + " rows were left out because a value is"
          + " missing.");
    }
    return new Table(columns.values().stream().map(column -> column.rows(whole)).toList(), told);
  }

  /**
   * Random parts that share no row and together are the whole, as {@link org.ockham.data.Dataset#split} draws them.
   *
   * @param fractions each over 0, together 1
   * @throws DataException if the fractions are out of bounds or a part would be empty
   */
  public List<Table> split(long seed, double... fractions) {
    return Rows.of(size).split(seed, fractions).stream()
        .map(Subset::indices)
        .map(this::rows)
        .toList();
  }

  /**
   * Writes it as CSV: comma, UTF-8, names in the first line, lines ended by {@code \n}; all of it, or nothing.
   *
   * @throws DataException if the file cannot be written
   */
  public void write(Path file) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(columns.keySet());
      for (int row = 0; row < size; row++) {
        int at = row;
        csv.writeRecord(columns.values().stream().map(column -> column.text(at)).toList());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never: it goes to memory
    }
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
    try {
      AtomicFile.write(file, channel -> AtomicFile.writeFully(channel, bytes));
    } catch (IOException e) {
      throw new DataException(
          DataException.Kind.UNWRITABLE,
          "The table cannot be written to " + file + ": " + FileProblem.reason(e)
              + ": choose another place.",
          e);
    }
  }

  /** Rows, columns, their types and how many cells are missing. */
  @Override
  public String toString() {
    return size + " rows of " + columns.size() + " columns: "
        + columns.values().stream()
            .map(column -> column.name() + " (" + column.type().plural()
                + (column.missing() == 0 ? "" : ", " + column.missing() + " missing") + ")")
            .collect(Collectors.joining(", "));
  }
}
