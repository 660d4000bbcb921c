package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of a page.
 *
 * @param columns its headings
 * @param rows its lines
 * @param all how many lines there would be if all were shown
 * @param choice which are shown, where not all are
 */
public record DataTable(List<String> columns, List<Row> rows, int all, String choice)
    implements Section.Block {

  /** So many rows of a chart's numbers are shown; the page would grow without bound. */
  static final int ROWS = 200;

  /** Copies the lists. */
  public DataTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** A line: its look ({@code marked} or nothing), and its cells. */
  public record Row(String style, List<Cell> cells) {}

  /**
   * A cell.
   *
   * @param text what stands in it
   * @param note smaller, below
   * @param best whether it is the best of its column
   */
  public record Cell(String text, String note, boolean best) {

    static Cell of(String text) {
      return new Cell(text, "", false);
    }
  }

  static Row row(String style, List<String> cells) {
    return new Row(style, cells.stream().map(Cell::of).toList());
  }

  /** A table that shows all its rows. */
  static DataTable whole(List<String> columns, List<Row> rows) {
    return new DataTable(columns, rows, rows.size(), "");
  }

  /** {@code 200 of 1,000 rows, evenly spaced}, or nothing. */
  public String words() {
    return rows.size() < all
        ? Numeral.count(rows.size()) + " of " + Numeral.count(all) + " rows, " + choice
        : "";
  }

  /** Whether it is too long to be printed below its chart. */
  public boolean isLong() {
    return rows.size() > 40;
  }

  /** Numbers behind a chart: all rows, or so many evenly spaced, the first and the last among them. */
  static DataTable of(List<String> columns, List<List<String>> rows) {
    List<Row> shown = new ArrayList<>();
    for (int place : StudyView.spread(rows.size(), ROWS)) {
      shown.add(row("", rows.get(place)));
    }
    return new DataTable(columns, shown, rows.size(), "evenly spaced");
  }
}
