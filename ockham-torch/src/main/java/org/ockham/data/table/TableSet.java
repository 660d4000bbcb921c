package org.ockham.data.table;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.data.NamedSet;

/**
 * A table under a name, with test rows apart from the others. Each split is encoded anew by what its training part shows; the set as a
 * whole by all of its training rows, when it is first asked for.
 */
public final class TableSet implements NamedSet {
  private final String name;
  private final Table train;
  private final Table test;
  private final Preparation preparation;
  private final FittedPreparation fitted;
  private @Nullable TableDataset trainSet;
  private @Nullable TableDataset testSet;

  private TableSet(String name, Table train, Table test, Preparation preparation) {
    this.name = name;
    this.train = train;
    this.test = test;
    this.preparation = preparation;
    fitted = preparation.fit(train);
  }

  /**
   * These rows.
   *
   * @throws org.ockham.data.DataException if the training rows cannot be encoded so
   */
  public static TableSet of(String name, Table train, Table test, Preparation preparation) {
    return new TableSet(name, train, test, preparation);
  }

  /** What encodes {@link #train()} and {@link #test()}; a split has its own. */
  public FittedPreparation preparation() {
    return fitted;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized TableDataset train() {
    if (trainSet == null) {
      trainSet = fitted.dataset(train);
    }
    return trainSet;
  }

  @Override
  public synchronized TableDataset test() {
    if (testSet == null) {
      testSet = fitted.dataset(test);
    }
    return testSet;
  }

  @Override
  public TableSet first(int trainSize, int testSize) {
    return new TableSet(
        name,
        train.rows(IntStream.range(0, trainSize).toArray()),
        test.rows(IntStream.range(0, testSize).toArray()),
        preparation);
  }

  @Override
  public TableData split(double trainFraction, double validationFraction, long seed) {
    List<Table> parts = train.split(seed, trainFraction, validationFraction);
    return new TableData(
        preparation, Stream.concat(parts.stream(), Stream.of(test)).toList());
  }

  @Override
  public String toString() {
    return name + " (" + train.size() + " training and " + test.size() + " test rows)";
  }
}
