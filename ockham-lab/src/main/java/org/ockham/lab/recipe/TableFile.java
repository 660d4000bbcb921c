package org.ockham.lab.recipe;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.ockham.data.DataException;
import org.ockham.data.table.Csv;
import org.ockham.data.table.Preparation;
import org.ockham.data.table.Table;
import org.ockham.data.table.TableSet;
import org.ockham.data.table.Target;
import org.ockham.file.Excerpt;

/**
 * A CSV file of the user's, and what is to be predicted from its rows. All other columns become inputs by their types, as {@link
 * Preparation} says; what it learns (means, deviations, categories), it learns from the training part alone.
 *
 * @param file the file, from the working directory on
 * @param target the column to predict, a number or a class; empty where labels are given
 * @param labels the columns of 0 and 1 to predict instead; none by default
 * @param without columns that become no inputs; none by default
 * @param separator what stands between cells; default a comma
 * @param test a file of the same columns with the test rows; none by default, and a share of the file's own rows is the test
 * @param testShare the share of the rows that is set apart as the test where no file is: the same rows for every seed and variant; default
 *     0.2
 */
public record TableFile(
    String file,
    String target,
    List<String> labels,
    List<String> without,
    String separator,
    String test,
    double testShare) {

  static final TableFile STANDARD = new TableFile("", "", List.of(), List.of(), ",", "", 0.2);

  public TableFile {
    labels = List.copyOf(labels);
    without = List.copyOf(without);
    Csv.standard().separator(separator); // judges
    if (!(testShare > 0 && testShare < 1)) {
      throw new IllegalArgumentException(
          "testShare is " + testShare + ": it must be above 0 and below 1");
    }
    if (!target.isEmpty() && !labels.isEmpty()) {
      throw new IllegalArgumentException(
          "labels is " + labels + ", but target is '" + Excerpt.of(target) + "': give one of them");
    }
  }

  /** What is to be predicted. */
  private Target predicted(Task task) {
    return switch (task) {
      case REGRESSION -> Target.value(target).standardized();
      case CLASSIFICATION -> Target.category(target);
      case MULTILABEL -> new Target.Labels(labels);
    };
  }

  /**
   * Reads it.
   *
   * @throws DataException if a file cannot be read, or lacks a column
   */
  TableSet open(Task task) {
    Preparation preparation =
        Preparation.of(predicted(task)).without(without.toArray(String[]::new));
    Table rows = read(file);
    return test.isEmpty()
        ? TableSet.of(file, rows, testShare, preparation)
        : TableSet.of(file, rows, read(test), preparation);
  }

  private Table read(String name) {
    try {
      return Csv.standard().separator(separator).read(Path.of(name));
    } catch (InvalidPathException e) {
      throw new DataException(
          "'" + Excerpt.of(name) + "' is no name that a file can have: correct data.table.", e);
    }
  }
}
