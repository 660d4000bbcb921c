package org.ockham.data.table;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.data.DataException;
import org.ockham.data.Targets;
import org.ockham.file.Excerpt;
import org.ockham.tensor.Tensor;

/** What is to be predicted, as the training part has it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FittedTarget.Value.class, name = "value"),
  @JsonSubTypes.Type(value = FittedTarget.Category.class, name = "category"),
  @JsonSubTypes.Type(value = FittedTarget.Labels.class, name = "labels")
})
public sealed interface FittedTarget {

  /** The target's columns. */
  List<String> columns();

  /** What a data set of it asks to be predicted. */
  Targets targets();

  /**
   * The targets of a table, row after row; a class as its index.
   *
   * @throws DataException if a column is absent, or a cell is missing, of another kind, or a number that no float holds
   */
  float[] read(Table table);

  /**
   * What outputs of a network mean.
   *
   * @param outputs of shape [rows, width]
   */
  List<Column> predictions(Tensor outputs);

  /**
   * A number: an output means output · scale + mean.
   *
   * @param column its name
   * @param mean of the training part; 0 if it is not standardised
   * @param scale the deviation of the training part; 1 if it is not standardised
   */
  record Value(String column, double mean, double scale) implements FittedTarget {
    public Value {
      Check.finite("mean", mean);
      Check.positive("scale", scale);
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public Targets targets() {
      return Targets.values(1);
    }

    @Override
    public float[] read(Table table) {
      Column cells = table.column(column);
      float[] values = new float[table.size()];
      for (int row = 0; row < values.length; row++) {
        double value = number(cells, row);
        values[row] = (float) ((value - mean) / scale);
        if (!Float.isFinite(values[row])) {
          throw new DataException("Target '" + Excerpt.of(column) + "' is " + value + " in row "
              + (row + 1) + ", which no float holds"
              + (scale == 1
                  ? ": correct it, or have the target standardized()."
                  : ": correct it."));
        }
      }
      return values;
    }

    @Override
    public List<Column> predictions(Tensor outputs) {
      float[] values = values(outputs, 1);
      return List.of(new DecimalColumn(
          column,
          IntStream.range(0, values.length)
              .mapToDouble(i -> values[i] * scale + mean)
              .toArray()));
    }
  }

  /**
   * One of several classes: outputs are the logarithms of their probabilities, but for a constant.
   *
   * @param column its name
   * @param names the classes, at least 2
   */
  record Category(String column, List<String> names) implements FittedTarget {
    public Category {
      names = List.copyOf(names);
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public Targets targets() {
      return new Targets.Classes(names);
    }

    @Override
    public float[] read(Table table) {
      Column cells = table.column(column);
      Map<String, Integer> places = new HashMap<>();
      names.forEach(name -> places.put(name, places.size()));
      float[] labels = new float[table.size()];
      for (int row = 0; row < labels.length; row++) {
        Integer place = places.get(present(cells, row).text(row));
        if (place == null) {
          throw new DataException("Target '" + Excerpt.of(column) + "' is '"
              + Excerpt.of(cells.text(row)) + "' in row " + (row + 1)
              + ", but the training part's classes are " + Excerpt.ofNames(names, 8)
              + ": correct it, or split so that the training part has every class.");
        }
        labels[row] = place;
      }
      return labels;
    }

    /** The likeliest class, and each one's probability in a column {@code p(name)}; all missing where the outputs are no numbers. */
    @Override
    public List<Column> predictions(Tensor outputs) {
      int count = names.size();
      float[] shares = values(outputs.softmax(1), count);
      int rows = shares.length / count;
      @Nullable String[] likeliest = new String[rows];
      double[][] byClass = new double[count][rows];
      for (int row = 0; row < rows; row++) {
        int best = 0;
        for (int i = 0; i < count; i++) {
          byClass[i][row] = shares[row * count + i];
          best = byClass[i][row] > byClass[best][row] ? i : best;
        }
        likeliest[row] = Double.isNaN(byClass[best][row]) ? null : names.get(best);
      }
      List<Column> columns = new ArrayList<>(List.of(TextColumn.of(column, likeliest)));
      for (int i = 0; i < count; i++) {
        columns.add(new DecimalColumn("p(" + names.get(i) + ")", byClass[i]));
      }
      return columns;
    }
  }

  /**
   * Several labels at once: an output's sigmoid is the label's probability.
   *
   * @param columns their names
   */
  record Labels(List<String> columns) implements FittedTarget {
    public Labels {
      columns = List.copyOf(columns);
    }

    @Override
    public Targets targets() {
      return Targets.values(columns.size());
    }

    @Override
    public float[] read(Table table) {
      float[] values = new float[Math.multiplyExact(table.size(), columns.size())];
      for (int i = 0; i < columns.size(); i++) {
        Column cells = table.column(columns.get(i));
        for (int row = 0; row < table.size(); row++) {
          double value = number(cells, row);
          if (value != 0 && value != 1) {
            throw new DataException("Label '" + Excerpt.of(cells.name()) + "' is " + value
                + " in row " + (row + 1) + ", but labels are 0 or 1.");
          }
          values[row * columns.size() + i] = (float) value;
        }
      }
      return values;
    }

    /** Each label, 1 if its probability is at least a half, and the probability itself in a column {@code p(name)}; both missing where the output is no number. */
    @Override
    public List<Column> predictions(Tensor outputs) {
      int count = columns.size();
      float[] shares = values(outputs.sigmoid(), count);
      List<Column> predicted = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int at = i;
        double[] share = IntStream.range(0, shares.length / count)
            .mapToDouble(row -> shares[row * count + at])
            .toArray();
        BitSet missing = new BitSet();
        IntStream.range(0, share.length)
            .filter(row -> Double.isNaN(share[row]))
            .forEach(missing::set);
        predicted.add(new IntegerColumn(
            columns.get(i),
            Arrays.stream(share).mapToLong(p -> p >= 0.5 ? 1 : 0).toArray(),
            missing));
        predicted.add(new DecimalColumn("p(" + columns.get(i) + ")", share));
      }
      return predicted;
    }
  }

  private static float[] values(Tensor outputs, int width) {
    if (outputs.dim() != 2 || outputs.size(1) != width) {
      throw new DataException("The network's outputs have the shape "
          + Arrays.toString(outputs.shape()) + ", but the target has " + width
          + " values a row: give its last layer as many outputs.");
    }
    return outputs.toFloats();
  }

  private static Column present(Column cells, int row) {
    if (cells.isMissing(row)) {
      throw new DataException("Target '" + Excerpt.of(cells.name()) + "' is missing in row "
          + (row + 1) + ": take the rows that have it with withoutMissing.");
    }
    return cells;
  }

  /** A target's number. */
  static double number(Column cells, int row) {
    return present(cells, row).number(row);
  }
}
