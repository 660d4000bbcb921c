package org.ockham.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Three data sets that agree with each other, the last perhaps missing. */
final class ThreeSets implements DataModule {
  private final Dataset train;
  private final Dataset validation;
  private final @Nullable Dataset test;

  ThreeSets(Dataset train, Dataset validation, @Nullable Dataset test) {
    this.train = train;
    this.validation = agreeing(train, "validation", validation);
    this.test = test == null ? null : agreeing(train, "test", test);
  }

  /** The other set, if its inputs and targets are of the training set's kind. */
  static Dataset agreeing(Dataset train, String name, Dataset other) {
    if (!Arrays.equals(train.inputShape(), other.inputShape())) {
      throw new DataException(
          "The " + name + " set's inputs have the shape " + Arrays.toString(other.inputShape())
              + ", but the training set's have " + Arrays.toString(train.inputShape()) + ".");
    }
    if (!train.targets().equals(other.targets())) {
      throw new DataException("The " + name + " set's targets are " + other.targets()
          + ", but the training set's are " + train.targets() + ".");
    }
    return other;
  }

  @Override
  public Dataset train() {
    return train;
  }

  @Override
  public Dataset validation() {
    return validation;
  }

  @Override
  public boolean hasTest() {
    return test != null;
  }

  @Override
  public Dataset test() {
    if (test == null) {
      throw new DataException(
          "This data has no test set: give one as the third argument of DataModule.of.");
    }
    return test;
  }
}
