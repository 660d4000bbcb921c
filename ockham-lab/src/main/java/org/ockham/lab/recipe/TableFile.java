package org.ockham.lab.recipe;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataDirectory;
import org.ockham.data.DataException;
import org.ockham.data.Source;
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
 * @param file the file: from the recipe's own file on, or from the working directory where no file says it ({@code --set}). A model keeps
 *     its name alone
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
   * @param source where to look for a file that only has a name: a {@link DataDirectory}
   * @throws DataException if a file cannot be read, is nowhere to be looked for, or lacks a column
   */
  TableSet open(Task task, @Nullable Source source) {
    Preparation preparation =
        Preparation.of(predicted(task)).without(without.toArray(String[]::new));
    Table rows = read(file, source);
    return test.isEmpty()
        ? TableSet.of(name(), rows, testShare, preparation)
        : TableSet.of(name(), rows, read(test, source), preparation);
  }

  /** What it is called: the file's name without its folder. */
  String name() {
    return TablePaths.name(file);
  }

  private Table read(String name, @Nullable Source source) {
    try {
      Path place = Path.of(name);
      if (!place.isAbsolute() && source instanceof DataDirectory directory) {
        place = directory.path().resolve(TablePaths.name(name));
      } else if (!place.isAbsolute()) {
        throw new DataException(
            Excerpt.of(name)
                + ": is a name without a directory, which is all that a model says of its file: give the directory with --data-dir.");
      }
      return Csv.standard().separator(separator).read(place);
    } catch (InvalidPathException e) {
      throw new DataException(
          "'" + Excerpt.of(name) + "' is no name that a file can have: correct data.table.", e);
    }
  }
}
