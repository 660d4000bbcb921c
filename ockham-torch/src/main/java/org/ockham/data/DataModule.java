package org.ockham.data;

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
}
