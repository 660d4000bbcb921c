package org.ockham.augment;

import java.util.List;
import org.ockham.check.Check;

/** What a setting is drawn from, as torchvision writes it: two numbers, the lower first. */
final class Range {

  private Range() {}

  /** Two numbers, or one for as much on both sides of 0. */
  static List<Double> around(String name, List<Double> values) {
    if (values.size() != 1) {
      return of(name, values);
    }
    double most = Check.notNegative(name, values.get(0));
    return List.of(0 - most, most);
  }

  /** Two numbers, the lower first. */
  static List<Double> of(String name, List<Double> values) {
    pair(name, values);
    if (values.get(0) > values.get(1)) {
      throw new IllegalArgumentException(
          name + " is " + values + ": the first number must not be above the second");
    }
    return List.copyOf(values);
  }

  /** Two numbers of any kind. */
  static List<Double> pair(String name, List<Double> values) {
    if (values.size() != 2) {
      throw new IllegalArgumentException(
          name + " has " + values.size() + " numbers, " + values + ": it must have 2");
    }
    values.forEach(value -> Check.finite(name, value));
    return List.copyOf(values);
  }

  /** The same numbers as an array. */
  static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Uniform between both. */
  static double draw(List<Double> range, Draws draws) {
    return draws.uniform(range.get(0), range.get(1));
  }
}
