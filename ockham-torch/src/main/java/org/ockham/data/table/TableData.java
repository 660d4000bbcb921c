package org.ockham.data.table;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataException;
import org.ockham.data.DataModule;

/** The parts of a table, each encoded by what the training part shows. Made by {@link Preparation#split} and its like. */
public final class TableData implements DataModule {
  private final FittedPreparation preparation;
  private final TableDataset train;
  private final TableDataset validation;
  private final @Nullable TableDataset test;

  /** @param parts training, validation and perhaps test */
  TableData(Preparation preparation, List<Table> parts) {
    this.preparation = preparation.fit(parts.get(0));
    train = this.preparation.dataset(parts.get(0));
    validation = this.preparation.dataset(parts.get(1));
    test = parts.size() == 2 ? null : this.preparation.dataset(parts.get(2));
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

  @Override
  public boolean hasTest() {
    return test != null;
  }

  /**
   * The same parts, with transforms that change a training row anew each time it is read.
   *
   * @param transforms in their order
   */
  public DataModule transformed(TableTransform... transforms) {
    return test == null
        ? DataModule.of(train.transformed(transforms), validation)
        : DataModule.of(train.transformed(transforms), validation, test);
  }
}
