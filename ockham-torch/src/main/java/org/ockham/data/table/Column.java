package org.ockham.data.table;

/** The cells of one column of a {@link Table}, all of one type, some perhaps missing. Never changes. */
public sealed interface Column permits IntegerColumn, DecimalColumn, TextColumn, DateColumn {

  /** What it is called. */
  String name();

  /** What its cells are. */
  ColumnType type();

  /** How many cells there are, the missing ones among them. */
  int size();

  /** Whether the cell of this row, from 0 on, is missing. */
  boolean isMissing(int row);

  /**
   * The cell as a category is called, the same in every locale: {@code 42}, {@code 0.5}, {@code NEAR BAY}, {@code
   * 2017-01-31T17:18}; empty if it is missing.
   */
  String text(int row);

  /**
   * The cell as a number: NaN if it is missing, the days since 1970-01-01T00:00 of a date.
   *
   * @throws org.ockham.data.DataException if it is text
   */
  double number(int row);

  /** These rows, in this order. */
  Column rows(int... rows);

  /** How many cells are missing. */
  default int missing() {
    int missing = 0;
    for (int row = 0; row < size(); row++) {
      missing += isMissing(row) ? 1 : 0;
    }
    return missing;
  }
}
