package org.ockham.nn;

import java.util.Arrays;
import java.util.List;

/** Sizes, strides and paddings of windows that move over an input, one for each dimension. */
final class Windows {

  private Windows() {}

  static List<Long> sizes(String name, int dimensions, long least, long... values) {
    return Arrays.stream(Check.sizes(name, dimensions, least, values)).boxed().toList();
  }

  static long[] array(List<Long> sizes) {
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  static void checkPadding(List<Long> kernel, List<Long> padding) {
    for (int i = 0; i < padding.size(); i++) {
      if (2 * padding.get(i) > kernel.get(i)) {
        throw new IllegalArgumentException("padding is " + padding.get(i)
            + ": it must lie between 0 and half the kernel_size (" + kernel.get(i) + ")");
      }
    }
  }
}
