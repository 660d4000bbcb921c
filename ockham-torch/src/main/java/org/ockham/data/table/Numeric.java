package org.ockham.data.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ockham.data.DataException;
import org.ockham.file.Excerpt;

/**
 * A column as one number: missing cells are filled, then all are scaled. An indicator of what was missing may follow it. Dates count
 * as days since 1970-01-01T00:00.
 *
 * @param imputer what fills missing cells; default {@link SimpleImputer#mean()}
 * @param scaler what scales the filled column; default {@link StandardScaler}
 */
public record Numeric(SimpleImputer imputer, Scaler scaler) implements Encoding {

  /** As many as a reader of a notice wants. */
  private static final MathContext DIGITS = new MathContext(4);

  /** Filled with the mean, then standardised. */
  public static Numeric standard() {
    return new Numeric(SimpleImputer.mean(), new StandardScaler());
  }

  /** Filled with the mean, then scaled so. */
  public static Numeric of(Scaler scaler) {
    return new Numeric(SimpleImputer.mean(), scaler);
  }

  /** A copy that fills missing cells otherwise. */
  public Numeric imputer(SimpleImputer imputer) {
    return new Numeric(imputer, scaler);
  }

  /** A copy that scales otherwise. */
  public Numeric scaler(Scaler scaler) {
    return new Numeric(imputer, scaler);
  }

  @Override
  public FittedColumn fit(Column train, List<String> notices) {
    double[] values =
        IntStream.range(0, train.size()).mapToDouble(train::number).toArray();
    double[] present =
        Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    String name = Excerpt.of(train.name());
    if (present.length == 0) {
      throw new DataException("Column '" + name + "' has no value in the " + train.size()
          + " rows of the training part: leave it out.");
    }
    double fill = imputer.fill(present);
    int missing = values.length - present.length;
    if (missing > 0) {
      notices.add("Column '" + name + "' lacks " + missing + " of " + values.length
          + " values in the training part: "
          + new BigDecimal(fill).round(DIGITS).doubleValue()
          + " stands for a missing one.");
      Arrays.setAll(values, i -> Double.isNaN(values[i]) ? fill : values[i]);
    }
    if (Arrays.stream(values).allMatch(value -> value == values[0])) {
      notices.add("Column '" + name + "' is " + values[0]
          + " in every row of the training part: it tells a network nothing.");
    }
    try {
      return new FittedNumeric(
          train.name(),
          train.type(),
          fill,
          imputer.addIndicator() && missing > 0,
          scaler.fit(values));
    } catch (IllegalArgumentException e) { // their squares, or their range, are beyond all doubles
      throw new DataException(
          "Column '" + name + "' cannot be scaled, because " + e.getMessage()
              + ": correct it, or leave it out.",
          e);
    }
  }
}
