package org.ockham.nn;

import java.util.Arrays;
import org.ockham.tensor.Tensor;

/** How many numbers one number of a layer is connected to. */
public enum Fan {
  /** The inputs that one output sums over: keeps the variance forwards. */
  IN,
  /** The outputs that one input goes to: keeps the variance backwards. */
  OUT;

  /** Of a weight [out, in, *], as PyTorch counts. */
  public long of(Tensor weight) {
    long[] shape = weight.shape();
    if (shape.length < 2) {
      throw new IllegalArgumentException("the parameter has shape " + Arrays.toString(shape)
          + ": fans are counted for weights of two dimensions or more");
    }
    long elements = Arrays.stream(shape).skip(2).reduce(1, (a, b) -> a * b);
    return shape[this == IN ? 1 : 0] * elements;
  }
}
