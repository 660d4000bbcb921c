package org.ockham.data.table;

import org.jspecify.annotations.Nullable;
import org.ockham.data.DataException;
import org.ockham.data.DataModule;

/** The parts of a table, each encoded by what the training part shows. */
public final class TableData implements DataModule {
  private final FittedPreparation preparation;
  private final TableDataset train;
  private final TableDataset validation;
  private final @Nullable TableDataset test;

  TableData(
      FittedPreparation preparation,
      TableDataset train,
      TableDataset validation,
      @Nullable TableDataset test) {
    this.preparation = preparation;
    this.train = train;
    this.validation = validation;
    this.test = test;
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

  @Override
  public TableDataset test() {
    if (test == null) {
      throw new DataException(
          "This table has no test part: split it with three fractions instead of two.");
    }
    return test;
  }

  /**
   * The same parts, with transforms that change a training row anew each time it is read.
   *
   * @param transforms in their order
   */
  public DataModule augmented(TableTransform... transforms) {
    return test == null
        ? DataModule.of(train.transformed(transforms), validation)
        : DataModule.of(train.transformed(transforms), validation, test);
  }
}
