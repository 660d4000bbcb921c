package org.ockham.data;

import java.util.List;
import java.util.stream.IntStream;

/** What a data set asks to be predicted: one of several classes, or a vector of values. */
public sealed interface Targets {

  /**
   * One class a sample. A batch's target is INT64 of shape {@code [batch]}, each entry an index into the names.
   *
   * @param names one name a class, at least one
   */
  record Classes(List<String> names) implements Targets {
    public Classes {
      names = List.copyOf(names);
      if (names.isEmpty()) {
        throw new DataException("A data set has 0 classes, but needs at least 1: name them.");
      }
    }

    /** How many classes there are. */
    public int count() {
      return names.size();
    }
  }

  /**
   * Real values. A batch's target is FLOAT32 of shape {@code [batch, width]}.
   *
   * @param width values a sample, at least 1
   */
  record Values(int width) implements Targets {
    public Values {
      if (width < 1) {
        throw new DataException(
            "A target has " + width + " values a sample, but needs at least 1.");
      }
    }
  }

  /** Classes with these names. */
  static Classes classes(String... names) {
    return new Classes(List.of(names));
  }

  /** Classes named 0, 1, 2 and so on. */
  static Classes classes(int count) {
    return new Classes(IntStream.range(0, count).mapToObj(Integer::toString).toList());
  }

  /** Real values, so many a sample. */
  static Values values(int width) {
    return new Values(width);
  }
}
