package org.ockham.nn;

import java.util.Arrays;
import org.ockham.check.Check;

/** One number for each dimension, given as one for all or as one for each. */
final class Sizes {

  private Sizes() {}

  static long[] of(String name, int dimensions, long least, long... values) {
    if (values.length != 1 && values.length != dimensions) {
      throw new IllegalArgumentException(name + " is " + Arrays.toString(values) + ": give 1 number"
          + (dimensions == 1 ? "" : " for all dimensions, or " + dimensions));
    }
    long[] sizes = all(dimensions, values[0]);
    for (int i = 0; i < values.length; i++) {
      sizes[i] = Check.atLeast(name, values[i], least);
    }
    return sizes;
  }

  static long[] all(int dimensions, long value) {
    long[] sizes = new long[dimensions];
    Arrays.fill(sizes, value);
    return sizes;
  }

  static boolean areAll(long[] sizes, long value) {
    return Arrays.stream(sizes).allMatch(size -> size == value);
  }

  /** One number where all are the same, as PyTorch's users write it; else all. */
  static String text(long... sizes) {
    return areAll(sizes, sizes[0])
        ? Long.toString(sizes[0])
        : Arrays.toString(sizes).replace('[', '(').replace(']', ')');
  }
}
