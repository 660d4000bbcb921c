package org.ockham.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.data.table.Column;
import org.ockham.data.table.ColumnType;
import org.ockham.lab.RunDirectory;

/** Rows and columns on a screen: of a CSV file, or of a data set that has no images. */
final class TableScreen {

  /** Cells are cut off after so many characters. */
  private static final int WIDEST = 24;

  private final String name;
  private final org.ockham.data.table.Table table;

  /** These rows under this name. */
  TableScreen(String name, org.ockham.data.table.Table table) {
    this.name = name;
    this.table = table;
  }

  /**
   * Those of a CSV file.
   *
   * @throws org.ockham.data.DataException if it cannot be read
   */
  static TableScreen of(Path file) {
    return new TableScreen(file.toString(), org.ockham.data.table.Table.read(file));
  }

  /** Its first rows. */
  void rows(Screen screen, int count) {
    List<Column> columns = table.columns();
    long text = columns.stream().takeWhile(column -> !isNumber(column)).count();
    Table rows = new Table((int) Math.max(1, text), table.names().toArray(String[]::new));
    int shown = Math.min(count, table.size());
    for (int row = 0; row < shown; row++) {
      int each = row;
      rows.row(columns.stream().map(column -> cut(column.text(each))).toArray(String[]::new));
    }
    rows.print(screen, screen.out());
    screen.out().printf(Locale.ROOT, "%n%d of %,d rows of %s%n", shown, table.size(), name);
    notices(screen, screen.out());
  }

  /** What is in each column. */
  void stats(Screen screen, boolean json, PrintStream people) {
    people.printf(Locale.ROOT, "%s: %,d rows%n%n", name, table.size());
    Table rows =
        new Table(2, "column", "type", "missing", "different", "mean", "std", "least", "greatest");
    List<Map<String, @Nullable Object>> entries = new ArrayList<>();
    for (Column column : table.columns()) {
      String type = column.type().name().toLowerCase(Locale.ROOT).replace('_', '-');
      long different = IntStream.range(0, column.size())
          .filter(row -> !column.isMissing(row))
          .mapToObj(column::text)
          .distinct()
          .count();
      double[] numbers = isNumber(column) ? numbers(column) : new double[0];
      double mean = mean(numbers);
      double std = std(numbers, mean);
      double least = numbers.length == 0 ? Double.NaN : numbers[0];
      double greatest = numbers.length == 0 ? Double.NaN : numbers[numbers.length - 1];
      rows.row(
          cut(column.name()),
          type,
          String.format(Locale.ROOT, "%,d", column.missing()),
          String.format(Locale.ROOT, "%,d", different),
          number(mean),
          number(std),
          number(least),
          number(greatest));
      Map<String, @Nullable Object> entry = new LinkedHashMap<>();
      entry.put("name", column.name());
      entry.put("type", type);
      entry.put("missing", column.missing());
      entry.put("different", different);
      entry.put("mean", DataStatsCommand.finite(mean));
      entry.put("std", DataStatsCommand.finite(std));
      entry.put("min", DataStatsCommand.finite(least));
      entry.put("max", DataStatsCommand.finite(greatest));
      entries.add(entry);
    }
    rows.print(screen, people);
    notices(screen, people);
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("data", name);
      all.put("samples", table.size());
      all.put("columns", entries);
      all.put("notices", table.notices());
      screen.out().print(RunDirectory.json(all));
    }
  }

  private void notices(Screen screen, PrintStream out) {
    table.notices().forEach(notice -> screen.say(out, notice));
  }

  private static boolean isNumber(Column column) {
    return column.type() == ColumnType.INTEGER || column.type() == ColumnType.DECIMAL;
  }

  /** Those that are there, the least first. */
  private static double[] numbers(Column column) {
    return IntStream.range(0, column.size())
        .filter(row -> !column.isMissing(row))
        .mapToDouble(column::number)
        .sorted()
        .toArray();
  }

  private static double mean(double... numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum / numbers.length;
  }

  private static double std(double[] numbers, double mean) {
    double sum = 0;
    for (double number : numbers) {
      sum += (number - mean) * (number - mean);
    }
    return Math.sqrt(sum / numbers.length);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.5g", value);
  }

  private static String cut(String text) {
    String line = Screen.line(text);
    return line.codePointCount(0, line.length()) <= WIDEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, WIDEST - 1)) + "…";
  }
}
