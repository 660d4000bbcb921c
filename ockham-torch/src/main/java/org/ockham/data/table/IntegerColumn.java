package org.ockham.data.table;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.LongStream;

/** Whole numbers of 64 bits, none of them rounded. */
public final class IntegerColumn implements Column {

  /** Up to here, in both directions, a double holds every whole number. */
  static final long EXACT = 1L << 53;

  private final String name;
  private final long[] values;
  private final BitSet missing;

  /** Both are taken over, not copied. */
  IntegerColumn(String name, long[] values, BitSet missing) {
    this.name = name;
    this.values = values;
    this.missing = missing;
  }

  /** None of them missing. */
  public static IntegerColumn of(String name, long... values) {
    return new IntegerColumn(name, values.clone(), new BitSet());
  }

  /** The cell itself; 0 if it is missing. */
  public long value(int row) {
    return values[row];
  }

  /** Whether some value is more than a double holds exactly, as identifiers are. */
  boolean isBeyondDoubles() {
    return Arrays.stream(values).anyMatch(value -> value > EXACT || value < -EXACT);
  }

  /** Whether no cell is missing and no value occurs twice. */
  boolean isDistinct() {
    return missing.isEmpty() && LongStream.of(values).distinct().count() == values.length;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ColumnType type() {
    return ColumnType.INTEGER;
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public boolean isMissing(int row) {
    return missing.get(row);
  }

  @Override
  public String text(int row) {
    return missing.get(row) ? "" : Long.toString(values[row]);
  }

  @Override
  public double number(int row) {
    return missing.get(row) ? Double.NaN : values[row];
  }

  @Override
  public IntegerColumn rows(int... rows) {
    return new IntegerColumn(
        name,
        Arrays.stream(rows).mapToLong(row -> values[row]).toArray(),
        Rows.marks(missing, rows));
  }
}
