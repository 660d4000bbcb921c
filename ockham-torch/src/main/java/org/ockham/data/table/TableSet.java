package org.ockham.data.table;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.data.NamedSet;
import org.ockham.data.Subset;

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
  private final AtomicBoolean isTold = new AtomicBoolean();
  private @Nullable TableDataset trainSet;
  private @Nullable TableDataset testSet;

  private TableSet(
      String name, Table train, Table test, Preparation preparation, FittedPreparation fitted) {
    this.name = name;
    this.train = train;
    this.test = test;
    this.preparation = preparation;
    this.fitted = fitted;
  }

  /**
   * These rows.
   *
   * @throws org.ockham.data.DataException if the training rows cannot be encoded so
   */
  public static TableSet of(String name, Table train, Table test, Preparation preparation) {
    return new TableSet(name, train, test, preparation, preparation.learn(train));
  }

  /**
   * A table with a share of its rows, drawn by a seed of their own, set apart as the test: all runs have the same.
   *
   * @param testShare above 0 and below 1
   * @throws org.ockham.data.DataException if the training rows cannot be encoded so
   */
  public static TableSet of(String name, Table rows, double testShare, Preparation preparation) {
    List<Table> parts = rows.split(KnownTables.TEST_SEED, 1 - testShare, testShare);
    return of(name, parts.get(0), parts.get(1), preparation);
  }

  /** The training rows, as they are. */
  public Table trainRows() {
    return train;
  }

  /** The test rows, as they are. */
  public Table testRows() {
    return test;
  }

  /** Where training rows lack a cell: a column and how often, such as {@code age in 812 of 4,000 rows}. */
  public List<String> missing() {
    return train.columns().stream()
        .filter(column -> column.missing() > 0)
        .map(column -> String.format(
            Locale.ROOT, "%s in %,d of %,d rows", column.name(), column.missing(), train.size()))
        .toList();
  }

  /** What encodes {@link #train()} and {@link #test()}; a split has its own. */
  public FittedPreparation preparation() {
    return told(fitted);
  }

  private FittedPreparation learned(Table part) {
    return told(preparation.learn(part));
  }

  /** Says what is to be known of a preparation, of the first that is used: those of other parts say much the same. */
  private FittedPreparation told(FittedPreparation used) {
    if (!isTold.getAndSet(true)) {
      Preparation.tell(used);
    }
    return used;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized TableDataset train() {
    if (trainSet == null) {
      trainSet = preparation().dataset(train);
    }
    return trainSet;
  }

  @Override
  public synchronized TableDataset test() {
    if (testSet == null) {
      testSet = preparation().dataset(test);
    }
    return testSet;
  }

  @Override
  public TableSet first(int trainSize, int testSize) {
    Table first = train.rows(IntStream.range(0, trainSize).toArray());
    return new TableSet(
        name,
        first,
        test.rows(IntStream.range(0, testSize).toArray()),
        preparation,
        preparation.learn(first));
  }

  @Override
  public TableData split(double trainFraction, double validationFraction, long seed) {
    return split(seed, new double[] {trainFraction, validationFraction});
  }

  /**
   * The same where some rows are left out.
   *
   * @param fractions of training and validation, and of what is used for nothing if there is any; together 1
   */
  public TableData split(long seed, double[] fractions) {
    List<Table> parts = train.split(seed, fractions);
    return new TableData(this::learned, List.of(parts.get(0), parts.get(1), test));
  }

  /**
   * These of its {@linkplain #train() training rows}, encoded by what the first of them show.
   *
   * @param parts training, validation and perhaps test, each of {@link #train()} or of a part of it
   */
  public TableData parts(Subset... parts) {
    return new TableData(
        this::learned, Stream.of(parts).map(part -> train.rows(rows(part))).toList());
  }

  /** Which rows those of a part of a part are. */
  private static int[] rows(Subset part) {
    int[] indices = part.indices();
    return part.whole() instanceof Subset larger
        ? IntStream.of(indices).map(outer(larger)).toArray()
        : indices;
  }

  private static IntUnaryOperator outer(Subset larger) {
    int[] rows = rows(larger);
    return index -> rows[index];
  }

  /** The rows that such a split makes validation of, as they are. */
  public Table validationRows(long seed, double[] fractions) {
    return train.split(seed, fractions).get(1);
  }

  @Override
  public String toString() {
    return name + " (" + train.size() + " training and " + test.size() + " test rows)";
  }
}
