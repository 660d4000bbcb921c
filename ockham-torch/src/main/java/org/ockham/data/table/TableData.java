package org.ockham.data.table;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataException;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;

/** The parts of a table, each encoded by what the training part shows. Made by {@link Preparation#split} and its like. */
public final class TableData implements DataModule {
  private final FittedPreparation preparation;
  private final TableDataset train;
  private final TableDataset validation;
  private final @Nullable Table testRows;
  private @Nullable TableDataset test;

  /**
   * @param fit learns from the training part
   * @param parts training, validation and perhaps test
   */
  TableData(Function<Table, FittedPreparation> fit, List<Table> parts) {
    this.preparation = fit.apply(parts.get(0));
    train = this.preparation.dataset(parts.get(0));
    validation = this.preparation.dataset(parts.get(1));
    testRows = parts.size() == 2 ? null : parts.get(2);
  }

  /** What encoded them, and goes with the model. */
  public FittedPreparation preparation() {
    return preparation;
  }

  @Override
  public TableDataset train() {
    return train;
  }

  @Override
  public TableDataset validation() {
    return validation;
  }

  /**
   * The test set, encoded when it is first asked for.
   *
   * @throws DataException if there is none, or it cannot be encoded
   */
  @Override
  public synchronized TableDataset test() {
    if (testRows == null) {
      throw new DataException(
          "This table has no test part: split it with three fractions instead of two.");
    }
    if (test == null) {
      test = preparation.dataset(testRows);
    }
    return test;
  }

  @Override
  public boolean hasTest() {
    return testRows != null;
  }

  /**
   * The same parts, with transforms that change a training row anew each time it is read.
   *
   * @param transforms in their order
   */
  public DataModule transformed(TableTransform... transforms) {
    TableData untransformed = this;
    Dataset training = train.transformed(transforms);
    return new DataModule() {
      @Override
      public Dataset train() {
        return training;
      }

      @Override
      public TableDataset validation() {
        return validation;
      }

      @Override
      public TableDataset test() {
        return untransformed.test();
      }

      @Override
      public boolean hasTest() {
        return untransformed.hasTest();
      }
    };
  }
}
