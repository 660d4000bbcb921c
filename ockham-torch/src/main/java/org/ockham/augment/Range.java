package org.ockham.augment;

import java.util.List;

/** A least and a greatest number, as torchvision writes them: {@code [0.1, 2.0]}. */
final class Range {

  private Range() {}

  /** The range, if it is one within these bounds. */
  static List<Double> checked(String name, List<Double> range, double least, double greatest) {
    if (range.size() != 2
        || !(range.get(0) >= least)
        || !(range.get(0) <= range.get(1))
        || !(range.get(1) <= greatest)) {
      throw new IllegalArgumentException(
          name + " is " + range + ": it must be a least and a greatest number, "
              + (least == Double.MIN_VALUE ? "above 0" : "at least " + least)
              + (greatest == Double.MAX_VALUE ? "" : " and at most " + greatest));
    }
    return List.copyOf(range);
  }
}
