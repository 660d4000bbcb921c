package org.ockham.data.table;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.BitSet;

/** Dates, with or without a time of day, in no time zone. */
public final class DateColumn implements Column {
  private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);
  private static final double MICROS_A_DAY = 86_400e6;

  private final String name;
  private final ColumnType type;
  private final long[] micros;
  private final BitSet missing;

  /**
   * Both arrays are taken over, not copied.
   *
   * @param type the order in which the dates are written
   * @param micros microseconds since 1970-01-01T00:00
   */
  DateColumn(String name, ColumnType type, long[] micros, BitSet missing) {
    this.name = name;
    this.type = type;
    this.micros = micros;
    this.missing = missing;
  }

  /** None of them missing; what is below a microsecond is cut off. */
  public static DateColumn of(String name, LocalDateTime... values) {
    return new DateColumn(
        name,
        ColumnType.YEAR_FIRST_DATE,
        Arrays.stream(values).mapToLong(DateColumn::micros).toArray(),
        new BitSet());
  }

  static long micros(LocalDateTime date) {
    return EPOCH.until(date, ChronoUnit.MICROS);
  }

  /** The cell itself; the first of January 1970 if it is missing. */
  public LocalDateTime value(int row) {
    return EPOCH.plus(micros[row], ChronoUnit.MICROS);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ColumnType type() {
    return type;
  }

  @Override
  public int size() {
    return micros.length;
  }

  @Override
  public boolean isMissing(int row) {
    return missing.get(row);
  }

  @Override
  public String text(int row) {
    return missing.get(row) ? "" : value(row).toString();
  }

  @Override
  public double number(int row) {
    return missing.get(row) ? Double.NaN : micros[row] / MICROS_A_DAY;
  }

  @Override
  public DateColumn rows(int... rows) {
    return new DateColumn(
        name,
        type,
        Arrays.stream(rows).mapToLong(row -> micros[row]).toArray(),
        Rows.marks(missing, rows));
  }
}
