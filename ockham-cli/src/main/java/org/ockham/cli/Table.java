package org.ockham.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows under headings, for a screen: side by side where that fits, else each row as a few lines. The first column is set to
 * the left, those of numbers to the right.
 */
final class Table {

  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();
  private final int leftColumns;

  /** @param leftColumns how many columns from the first on are text */
  Table(int leftColumns, String... headings) {
    this.headings = List.of(headings);
    this.leftColumns = leftColumns;
  }

  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  List<String> lines(Screen screen, int width) {
    int[] widths = new int[headings.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = length(headings.get(i));
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    int total = (widths.length - 1) * GAP.length();
    for (int column : widths) {
      total += column;
    }
    return total <= width ? aligned(screen, widths) : stacked(screen);
  }

  void print(Screen screen, PrintStream out) {
    lines(screen, screen.width()).forEach(out::println);
  }

  private List<String> aligned(Screen screen, int[] widths) {
    List<String> lines = new ArrayList<>();
    lines.add(screen.bold(line(headings, widths)));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String pad = " ".repeat(widths[i] - length(cells.get(i)));
      line.append(i == 0 ? "" : GAP);
      line.append(i < leftColumns ? cells.get(i) + pad : pad + cells.get(i));
    }
    return line.toString().stripTrailing();
  }

  private List<String> stacked(Screen screen) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(screen.bold(row.get(0)));
      for (int i = 1; i < headings.size(); i++) {
        if (!row.get(i).isEmpty()) {
          lines.add("  " + headings.get(i) + " " + row.get(i));
        }
      }
    }
    return lines;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
