package org.ockham.data.table;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.ockham.data.DataException;
import org.ockham.file.Excerpt;

/** What a network is to predict, by the name of its column or columns. */
public sealed interface Target {

  /** The columns: none of them becomes an input. */
  List<String> columns();

  /**
   * Learns from the training part what is needed to write targets and to read predictions.
   *
   * @throws DataException if a column is absent or of another kind
   */
  FittedTarget fit(Table train);

  /** This number, as it is. */
  static Value value(String column) {
    return new Value(column, false);
  }

  /** This class, by its name. */
  static Category category(String column) {
    return new Category(column);
  }

  /** These labels, each 0 or 1, any number of them at once. */
  static Labels labels(String... columns) {
    return new Labels(List.of(columns));
  }

  /**
   * A number, for a {@link org.ockham.train.Regressor} whose network has one output.
   *
   * @param column its name
   * @param isStandardized whether the network is trained on (y − mean) / deviation, both of the training part; default false
   */
  record Value(String column, boolean isStandardized) implements Target {

    /** A copy that is standardised for training; predictions are the numbers again. */
    public Value standardized() {
      return new Value(column, true);
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public FittedTarget fit(Table train) {
      Column cells = train.column(column);
      double[] values = IntStream.range(0, cells.size())
          .mapToDouble(row -> FittedTarget.number(cells, row))
          .toArray();
      MeanAndDeviation moments =
          isStandardized ? MeanAndDeviation.of(values) : new MeanAndDeviation(0, 1);
      if (moments.deviation() == 0) {
        throw new DataException("Target '" + Excerpt.of(column) + "' is " + moments.mean()
            + " in every row of the training part: there is nothing to learn.");
      }
      try {
        return new FittedTarget.Value(column, moments.mean(), moments.deviation());
      } catch (IllegalArgumentException e) { // their squares are beyond all doubles
        throw new DataException(
            "Target '" + Excerpt.of(column) + "' cannot be standardised, because " + e.getMessage()
                + ": correct its values.",
            e);
      }
    }
  }

  /**
   * One of several classes, for a {@link org.ockham.train.Classifier} whose network has an output for each: those of the training
   * part, sorted.
   *
   * @param column its name
   */
  record Category(String column) implements Target {

    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public FittedTarget fit(Table train) {
      Column cells = train.column(column);
      List<String> names = FittedCategories.categories(cells);
      if (names.size() < 2) {
        throw new DataException("Target '" + Excerpt.of(column) + "' has " + names.size()
            + " classes in the training part, but needs at least 2.");
      }
      return new FittedTarget.Category(column, names);
    }
  }

  /**
   * Several labels at once, for a {@link org.ockham.train.Regressor} with a {@link org.ockham.loss.BceWithLogitsLoss}, whose network has
   * an output for each.
   *
   * @param columns their names, at least one; their cells are 0 or 1
   */
  record Labels(List<String> columns) implements Target {
    public Labels {
      columns = List.copyOf(columns);
      if (columns.isEmpty() || columns.stream().distinct().count() < columns.size()) {
        throw new IllegalArgumentException(
            "labels are " + columns + ": name at least one column, and none of them twice");
      }
    }

    @Override
    public FittedTarget fit(Table train) {
      columns.forEach(name -> Objects.requireNonNull(train.column(name)));
      return new FittedTarget.Labels(columns);
    }
  }
}
