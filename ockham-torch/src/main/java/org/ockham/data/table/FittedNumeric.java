package org.ockham.data.table;

import java.util.List;
import org.ockham.check.Check;
import org.ockham.data.DataException;
import org.ockham.file.Excerpt;

/**
 * A column as one number, fitted.
 *
 * @param name the column's name
 * @param type its type in the training part
 * @param fill what a missing cell counts as
 * @param indicator whether a second input says that the cell was missing
 * @param scaler the scale
 */
public record FittedNumeric(
    String name, ColumnType type, double fill, boolean indicator, FittedScaler scaler)
    implements FittedColumn {

  public FittedNumeric {
    Check.finite("fill", fill);
  }

  @Override
  public List<String> inputs() {
    return indicator ? List.of(name, name + " missing") : List.of(name);
  }

  @Override
  public Feature feature(int start) {
    return new Feature(name, Feature.Kind.NUMBER, start, indicator ? 2 : 1, 0);
  }

  @Override
  public void write(Column column, float[] out, int width, int at) {
    for (int row = 0; row < column.size(); row++) {
      double value = column.number(row);
      boolean missing = Double.isNaN(value);
      float scaled = (float) scaler.scaled(missing ? fill : value);
      if (!Float.isFinite(scaled)) {
        throw new DataException("Column '" + Excerpt.of(name) + "' has " + value + " in row "
            + (row + 1)
            + ", which no float holds once it is scaled: correct it, or scale the column"
            + " by quantiles.");
      }
      out[row * width + at] = scaled;
      if (indicator) {
        out[row * width + at + 1] = missing ? 1 : 0;
      }
    }
  }
}
