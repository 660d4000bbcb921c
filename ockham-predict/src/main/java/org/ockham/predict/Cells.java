package org.ockham.predict;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.DoubleBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column of a model's rows: how a cell is given to it. Numbers are doubles, missing ones NaN; categories are texts, missing ones empty;
 * dates are days since 1970, or texts.
 *
 * @param name the column's
 * @param isText whether the model takes texts
 * @param isFraction whether its texts are those of numbers with a fraction
 */
record Cells(String name, boolean isText, boolean isFraction) {

  private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);
  private static final double MICROS_A_DAY = 86_400e6;

  static Cells of(String name, OnnxJavaType type, @Nullable String columnType) {
    return new Cells(name, type == OnnxJavaType.STRING, "DECIMAL".equals(columnType));
  }

  OnnxTensor tensor(OrtEnvironment environment, List<? extends Map<String, ?>> rows)
      throws OrtException {
    long[] shape = {rows.size(), 1};
    if (isText) {
      String[] texts = rows.stream().map(row -> text(cell(row))).toArray(String[]::new);
      return OnnxTensor.createTensor(environment, texts, shape);
    }
    double[] numbers = rows.stream().mapToDouble(row -> number(cell(row))).toArray();
    return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(numbers), shape);
  }

  private @Nullable Object cell(Map<String, ?> row) {
    if (!row.containsKey(name)) {
      throw new PredictException("the row lacks the column '" + name
          + "', which the model was trained with: it has " + row.keySet()
          + "; give null where its value is missing");
    }
    return row.get(name);
  }

  private double number(@Nullable Object cell) {
    if (cell == null) {
      return Double.NaN;
    } else if (cell instanceof Number number) {
      return number.doubleValue();
    } else if (cell instanceof LocalDate date) {
      return number(date.atStartOfDay());
    } else if (cell instanceof LocalDateTime time) {
      return EPOCH.until(time, ChronoUnit.MICROS) / MICROS_A_DAY;
    }
    throw new PredictException(
        "column '" + name + "' is '" + cell + "', but must be a number: correct the row");
  }

  private String text(@Nullable Object cell) {
    if (cell == null) {
      return "";
    } else if (cell instanceof Number number) {
      return isFraction ? Double.toString(number.doubleValue()) : number.toString();
    } else if (cell instanceof LocalDate date) {
      return date.atStartOfDay().toString();
    }
    return cell.toString();
  }
}
