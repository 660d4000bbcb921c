package org.ockham.nn;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.ockham.check.Check;
import org.ockham.onnx.Value;

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

  /** As ONNX has padding: all that is before, then all that is after. */
  static long[] twice(long... sizes) {
    long[] both = Arrays.copyOf(sizes, 2 * sizes.length);
    System.arraycopy(sizes, 0, both, sizes.length, sizes.length);
    return both;
  }

  /** Dimensions of which the first stay where they are and the others change places among themselves. */
  static int[] order(int lead, int... others) {
    return IntStream.concat(
            IntStream.range(0, lead), Arrays.stream(others).map(place -> place + lead))
        .toArray();
  }

  /** The first sizes of a value, and these behind them. */
  static long[] behind(Value x, int lead, long... sizes) {
    return LongStream.concat(Arrays.stream(x.shape()).limit(lead), Arrays.stream(sizes))
        .toArray();
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
