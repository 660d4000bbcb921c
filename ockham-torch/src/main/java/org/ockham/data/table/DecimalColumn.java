package org.ockham.data.table;

import java.util.Arrays;
import org.ockham.data.DataException;

/** Numbers with a fraction. */
public final class DecimalColumn implements Column {
  private final String name;
  private final double[] values;

  /** They are taken over, not copied. */
  DecimalColumn(String name, double[] values) {
    this.name = name;
    this.values = values;
  }

  /**
   * These cells.
   *
   * @param values NaN where one is missing
   * @throws DataException if one is infinite
   */
  public static DecimalColumn of(String name, double... values) {
    for (int row = 0; row < values.length; row++) {
      if (Double.isInfinite(values[row])) {
        throw new DataException("Column '" + name + "' has " + values[row] + " in row " + (row + 1)
            + ", but numbers must be finite: give NaN where one is missing.");
      }
    }
    return new DecimalColumn(name, values.clone());
  }

  /** The cell itself; NaN if it is missing. */
  public double value(int row) {
    return values[row];
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ColumnType type() {
    return ColumnType.DECIMAL;
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public boolean isMissing(int row) {
    return Double.isNaN(values[row]);
  }

  @Override
  public String text(int row) {
    return isMissing(row) ? "" : Double.toString(values[row]);
  }

  @Override
  public double number(int row) {
    return values[row];
  }

  @Override
  public DecimalColumn rows(int... rows) {
    return new DecimalColumn(
        name, Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
  }
}
