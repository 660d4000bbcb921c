package org.ockham.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One fold of a cross-validation; it has no test set.
 *
 * @param train all parts but one
 * @param validation the one
 * @see Split#folds(Dataset, int)
 */
public record DataFold(Subset train, Subset validation) implements DataModule {

  /** Each of the parts is validated on in turn. */
  static List<DataFold> of(List<Subset> parts) {
    return IntStream.range(0, parts.size())
        .mapToObj(fold -> {
          int[] others = IntStream.range(0, parts.size())
              .filter(other -> other != fold)
              .flatMap(other -> Arrays.stream(parts.get(other).indices()))
              .toArray();
          Subset part = parts.get(fold);
          return new DataFold(new Subset(part.whole(), others), part);
        })
        .toList();
  }

  @Override
  public Dataset test() {
    throw new DataException(
        "A fold has no test set: set a test set apart before the folds are made.");
  }

  @Override
  public boolean hasTest() {
    return false;
  }
}
