package org.ockham.data;

import org.ockham.augment.Transform;

/**
 * The three sets of an experiment: one to fit, one to choose by, and one to be looked at once, at the end. Open: implement
 * it for data that is prepared in its own way.
 */
public interface DataModule {

  /** What the network is fitted to. */
  Dataset train();

  /** What early stopping, checkpoints and hyper-parameters are chosen by. */
  Dataset validation();

  /**
   * What the selected model is judged by, once.
   *
   * @throws DataException if this data has no test set
   */
  Dataset test();

  /** Whether there is a test set to ask for. */
  default boolean hasTest() {
    return true;
  }

  /**
   * Three sets of one input shape and one kind of target.
   *
   * @throws DataException if they differ in either
   */
  static DataModule of(Dataset train, Dataset validation, Dataset test) {
    return new ThreeSets(train, validation, test);
  }

  /** Two sets; asking for the test set is an error. */
  static DataModule of(Dataset train, Dataset validation) {
    return new ThreeSets(train, validation, null);
  }

  /**
   * The same images: those to train changed by one transform, the others by another, which is the same for validation and test.
   * Random transforms are for training; a Normalize is for both.
   *
   * @throws DataException if the samples are no images, or a transform cannot take them
   */
  default DataModule transformed(Transform train, Transform evaluation) {
    DataModule untransformed = this;
    Dataset training = train().transformed(train);
    Dataset validation = validation().transformed(evaluation);
    return new DataModule() {
      @Override
      public Dataset train() {
        return training;
      }

      @Override
      public Dataset validation() {
        return validation;
      }

      @Override
      public Dataset test() {
        return untransformed.test().transformed(evaluation);
      }

      @Override
      public boolean hasTest() {
        return untransformed.hasTest();
      }
    };
  }
}
