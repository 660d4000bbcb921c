package org.ockham.nn;

import java.util.Arrays;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;

/** Sizes given for each dimension, and inputs refused with the shape seen and that expected. */
final class Shape {

  private Shape() {}

  /** One size for each of so many dimensions, from as many or from one for all. */
  static long[] sizes(String name, int dimensions, long least, long... values) {
    if (values.length != 1 && values.length != dimensions) {
      throw new IllegalArgumentException(name + " is " + Arrays.toString(values) + ": give 1 number"
          + (dimensions == 1 ? "" : " for all dimensions, or " + dimensions));
    }
    for (long value : values) {
      if (value < least) {
        throw new IllegalArgumentException(
            name + " is " + value + ": it must be at least " + least);
      }
    }
    long[] sizes = new long[dimensions];
    for (int i = 0; i < dimensions; i++) {
      sizes[i] = values[values.length == 1 ? 0 : i];
    }
    return sizes;
  }

  /** One number where all are the same, as PyTorch's users write it; else all. */
  static String text(long... sizes) {
    return Arrays.stream(sizes).allMatch(size -> size == sizes[0])
        ? Long.toString(sizes[0])
        : Arrays.toString(sizes).replace('[', '(').replace(']', ')');
  }

  static void dimensions(Tensor x, int least, String expected) {
    if (x.dim() < least) {
      throw wrongShape(x, expected);
    }
  }

  static void channels(Tensor x, int least, long channels, String expected) {
    if (x.dim() < least || x.size(1) != channels) {
      throw wrongShape(x, expected);
    }
  }

  /** A norm over single numbers would give the same output whatever they are. */
  static EngineException oneValue(Tensor x, String whoNeeds, String remedy) {
    return new EngineException("the input has shape " + Arrays.toString(x.shape())
        + ", at most one value for each mean: " + whoNeeds + " more of them (" + remedy + ")");
  }

  static EngineException wrongShape(Tensor x, String expected) {
    return new EngineException("the input has shape " + Arrays.toString(x.shape()) + " where "
        + expected + " is expected");
  }
}
