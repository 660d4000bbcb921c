package org.ockham.lab.layer;

import java.util.List;
import org.ockham.check.Check;

/** Settings that are one number for all dimensions, or one for each. */
final class Sizes {

  private Sizes() {}

  /** The numbers of a setting, each of at least some number, at most so many of them. */
  static List<Integer> of(String name, List<Integer> sizes, int least, int dimensions) {
    if (sizes.isEmpty() || sizes.size() > dimensions) {
      throw new IllegalArgumentException(name + " has " + sizes.size()
          + " numbers: give one for all dimensions, or "
          + (dimensions == 1 ? "no more" : dimensions));
    }
    sizes.forEach(size -> Check.between(name, size, least, LayerPlan.MOST));
    return List.copyOf(sizes);
  }

  static long[] array(List<Integer> sizes) {
    return sizes.stream().mapToLong(Integer::longValue).toArray();
  }

  /** The number of channels of what arrives, which has so many dimensions besides, or any number if that is 0. */
  static long channels(int dimensions, long... input) {
    if (input.length < 1 || (dimensions > 0 && input.length != dimensions + 1)) {
      throw new IllegalArgumentException("it takes channels and "
          + List.of("any dimensions", "length", "height and width", "depth, height and width")
              .get(dimensions));
    }
    return input[0];
  }

  /** The last dimension of what arrives. */
  static long last(long... input) {
    return input[input.length - 1];
  }
}
