package org.ockham.schedule;

import java.util.Arrays;
import java.util.List;
import org.ockham.check.Check;

/** Settings of which an optimiser's groups of parameters share one value, or have one each. */
final class PerGroup {

  private PerGroup() {}

  /** One value, or one a group. */
  static List<Double> values(double... values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** A copy of rates, none of them negative. */
  static List<Double> rates(String name, List<Double> rates) {
    notEmpty(name, rates);
    rates.forEach(rate -> Check.notNegative(name, rate));
    return List.copyOf(rates);
  }

  static void notEmpty(String name, List<?> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(name + " has no value: give one, or one a group");
    }
  }

  /** The one value of a group. */
  static <T> List<T> of(String name, List<T> values, int group, int groups) {
    if (values.size() != 1 && values.size() != groups) {
      throw new IllegalArgumentException(name + " has " + values.size()
          + " values, but the optimiser has " + groups + " groups: give one value, or one a group");
    }
    return List.of(values.get(values.size() == 1 ? 0 : group));
  }
}
