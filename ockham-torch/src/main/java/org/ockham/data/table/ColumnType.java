package org.ockham.data.table;

/** What the cells of a column are. */
public enum ColumnType {
  /** Whole numbers of 64 bits, kept exactly. */
  INTEGER("whole numbers"),
  /** Numbers with a fraction, as doubles. */
  DECIMAL("numbers"),
  /** Any text: categories, names, codes with leading zeros. */
  TEXT("text"),
  /** {@code 2017-01-31}, or with {@code /} or {@code .}, with or without a time. */
  YEAR_FIRST_DATE("dates with the year first"),
  /** {@code 31.01.2017}, or with {@code /} or {@code -}, with or without a time. */
  DAY_FIRST_DATE("dates with the day first"),
  /** {@code 01/31/2017}, or with {@code .} or {@code -}, with or without a time. */
  MONTH_FIRST_DATE("dates with the month first");

  private final String plural;

  ColumnType(String plural) {
    this.plural = plural;
  }

  /** For sentences: {@code whole numbers}. */
  String plural() {
    return plural;
  }

  /** Whether it is one of the three orders of a date. */
  public boolean isDate() {
    return this == YEAR_FIRST_DATE || this == DAY_FIRST_DATE || this == MONTH_FIRST_DATE;
  }
}
