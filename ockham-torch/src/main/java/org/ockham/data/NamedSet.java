package org.ockham.data;

import java.util.List;

/**
 * A data set that is known by a name, with the test samples apart from the others as its authors published them. Open: {@link
 * ImageSet} is one of images, {@link #of} takes any two data sets, and what {@link Datasets} knows is opened as one.
 */
public interface NamedSet {

  /** The name that it is known by. */
  String name();

  /** The training samples. Made when they are first asked for, and then kept. */
  Dataset train();

  /** The test samples. Made when they are first asked for, and then kept. */
  Dataset test();

  /**
   * The same set cut to its first samples.
   *
   * @throws DataException unless both numbers are at least 1 and at most what there is
   */
  default NamedSet first(int trainSize, int testSize) {
    return of(name(), train().take(trainSize), test().take(testSize));
  }

  /**
   * Splits the training samples at random into training and validation; the test samples stay apart, and are read when they
   * are asked for.
   *
   * @throws DataException if the fractions do not add up to 1, or leave a part empty
   */
  default DataModule split(double trainFraction, double validationFraction, long seed) {
    List<Subset> parts = train().split(seed, trainFraction, validationFraction);
    return new DataModule() {
      @Override
      public Dataset train() {
        return parts.get(0);
      }

      @Override
      public Dataset validation() {
        return parts.get(1);
      }

      @Override
      public Dataset test() {
        return NamedSet.this.test();
      }
    };
  }

  /**
   * Two data sets under one name.
   *
   * @throws DataException if they differ in the shape of their input or in their targets
   */
  static NamedSet of(String name, Dataset train, Dataset test) {
    ThreeSets.agreeing(train, "test", test);
    return new NamedSet() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Dataset train() {
        return train;
      }

      @Override
      public Dataset test() {
        return test;
      }

      @Override
      public String toString() {
        return name + " (" + train.size() + " training and " + test.size() + " test samples)";
      }
    };
  }
}
