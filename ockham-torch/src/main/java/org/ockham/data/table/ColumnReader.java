package org.ockham.data.table;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ockham.data.DataException;
import org.ockham.file.Excerpt;

/** Takes the cells of a column whose type is known. */
final class ColumnReader {
  private final String name;
  private final ColumnType type;
  private final char mark;
  private final long[] whole;
  private final double[] decimals;
  private final int[] codes;
  private final BitSet missing = new BitSet();
  private final Map<String, Integer> known = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  /** @param size how many rows will come */
  ColumnReader(String name, ColumnType type, char mark, int size) {
    this.name = name;
    this.type = type;
    this.mark = mark;
    whole = new long[type == ColumnType.INTEGER || type.isDate() ? size : 0];
    decimals = new double[type == ColumnType.DECIMAL ? size : 0];
    codes = new int[type == ColumnType.TEXT ? size : 0];
  }

  void addMissing(int row) {
    missing.set(row);
    switch (type) {
      case DECIMAL -> decimals[row] = Double.NaN;
      case TEXT -> codes[row] = TextColumn.MISSING;
      default -> whole[row] = 0;
    }
  }

  /**
   * A cell; only text keeps the blanks around it.
   *
   * @param row from 0 on
   * @param file for sentences
   */
  void add(int row, String cell, String file) {
    switch (type) {
      case INTEGER -> {
        Long value = Cell.integer(cell.strip());
        whole[row] = value == null ? refuse(row, cell, file) : value;
      }
      case DECIMAL -> {
        Double value = Cell.decimal(cell.strip(), mark);
        decimals[row] = value == null ? refuse(row, cell, file) : value;
      }
      case TEXT -> {
        Integer code = known.get(cell);
        if (code == null) {
          code = texts.size();
          known.put(cell, code);
          texts.add(cell);
        }
        codes[row] = code;
      }
      default -> {
        LocalDateTime date = Cell.date(cell.strip(), type);
        if (date == null) { // as Table.write writes all dates, and never to be mistaken
          date = Cell.date(cell.strip(), ColumnType.YEAR_FIRST_DATE);
        }
        whole[row] = date == null ? refuse(row, cell, file) : DateColumn.micros(date);
      }
    }
  }

  private int refuse(int row, String cell, String file) {
    throw new DataException(file + " has '" + Excerpt.of(cell) + "' in row " + (row + 1)
        + " of column '" + Excerpt.of(name) + "', which was to hold " + type.plural() + " ("
        + type + "): correct the cell, count it as missing, or give the column another type.");
  }

  Column column() {
    return switch (type) {
      case INTEGER -> new IntegerColumn(name, whole, missing);
      case DECIMAL -> new DecimalColumn(name, decimals);
      case TEXT -> new TextColumn(name, codes, List.copyOf(texts));
      default -> new DateColumn(name, type, whole, missing);
    };
  }
}
