package org.ockham.predict;

import static java.util.stream.Collectors.joining;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.math.BigDecimal;
import java.nio.DoubleBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.ockham.predict.PredictException.Kind;

/**
 * A column of a model's rows: how a cell is given to it. Numbers are doubles, missing ones NaN; categories are texts, missing ones empty;
 * dates are days since 1970, or texts.
 *
 * @param name the column's
 * @param isText whether the model takes texts
 * @param kind what the cells of the training part were: the same number is another text in another kind of column
 */
record Cells(String name, boolean isText, @Nullable String kind) {

  private static final String WHOLE = "INTEGER";
  private static final String FRACTION = "DECIMAL";
  private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);
  private static final double MICROS_A_DAY = 86_400e6;

  /** How many columns a sentence names. */
  private static final int MOST_NAMED = 8;

  /** Of a whole number in training; a short text can be a number with a thousand million. */
  private static final int MOST_DIGITS = 20;

  /** How many characters a sentence quotes. */
  private static final int LONGEST = 60;

  /** What the cells of the training part can be, by the names that the training library has for them. */
  private static final Set<String> KINDS =
      Set.of(WHOLE, FRACTION, "TEXT", "YEAR_FIRST_DATE", "DAY_FIRST_DATE", "MONTH_FIRST_DATE");

  /**
   * Those of a model's input.
   *
   * @param kind what the file's metadata say that its cells were
   */
  static Cells of(String name, TensorInfo input, @Nullable String kind) {
    boolean isText = input.type == OnnxJavaType.STRING;
    long[] shape = input.getShape();
    if (!(isText || input.type == OnnxJavaType.DOUBLE) || shape.length != 2 || shape[1] != 1) {
      throw new PredictException(
          Kind.MODEL,
          "the model's input '" + name + "' is " + input.type + " of shape "
              + Arrays.toString(shape) + ", but a column is DOUBLE or STRING of [n, 1]"
              + Model.REMEDY);
    }
    if (isText && (kind == null || !KINDS.contains(kind))) {
      throw new PredictException(
          Kind.MODEL,
          "the model's metadata "
              + (kind == null ? "lack" : "have '" + excerpt(kind) + "' as")
              + " the kind of its column '" + name
              + "', which must be one of " + new TreeSet<>(KINDS) + Model.REMEDY);
    }
    return new Cells(name, isText, kind);
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
      throw new PredictException(
          Kind.INPUT,
          "the row lacks the column '" + name
              + "', which the model was trained with: it has " + named(row.keySet())
              + "; give null where its value is missing");
    }
    return row.get(name);
  }

  private double number(@Nullable Object cell) {
    if (cell == null) {
      return Double.NaN;
    } else if (cell instanceof Number number) {
      return finite(number);
    } else if (cell instanceof LocalDate date) {
      return number(date.atStartOfDay());
    } else if (cell instanceof LocalDateTime time) {
      return EPOCH.until(time, ChronoUnit.MICROS) / MICROS_A_DAY;
    }
    throw new PredictException(
        Kind.INPUT,
        "column '" + name + "' is '" + excerpt(cell) + "', but must be a number: correct the row");
  }

  /** NaN is a missing one. */
  private double finite(Number number) {
    double value = number.doubleValue();
    if (Double.isInfinite(value)) {
      throw new PredictException(
          Kind.INPUT,
          "column '" + name + "' is " + excerpt(number) + ", but must be a number of at most "
              + Double.MAX_VALUE + ": correct the row");
    }
    return value;
  }

  /** The first of them: a row may come from anywhere, and have any number of columns. */
  static String named(Collection<String> columns) {
    String names = columns.stream().limit(MOST_NAMED).map(Cells::excerpt).collect(joining(", "));
    return "[" + names
        + (columns.size() > MOST_NAMED ? " and " + (columns.size() - MOST_NAMED) + " more]" : "]");
  }

  private static String excerpt(Object text) {
    String whole = text.toString().replaceAll("\\p{Cntrl}", "\ufffd");
    return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + "…";
  }

  private String text(@Nullable Object cell) {
    if (cell == null) {
      return "";
    } else if (cell instanceof Number number) {
      return text(number);
    } else if (cell instanceof LocalDate date) {
      return date.atStartOfDay().toString();
    }
    return cell.toString();
  }

  /** As the same number was written in training, whatever type it has here: readers of JSON give 3.0 for 3. */
  private String text(Number number) {
    String text = number.toString();
    if (FRACTION.equals(kind)) {
      return Double.toString(Double.parseDouble(text));
    } else if (WHOLE.equals(kind) && Double.isFinite(number.doubleValue())) {
      BigDecimal stripped = new BigDecimal(text).stripTrailingZeros();
      boolean isWhole =
          stripped.scale() <= 0 && stripped.precision() - (long) stripped.scale() <= MOST_DIGITS;
      return isWhole ? stripped.toPlainString() : text;
    }
    return text;
  }
}
