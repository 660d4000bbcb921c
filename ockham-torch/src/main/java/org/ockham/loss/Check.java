package org.ockham.loss;

import java.util.Arrays;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/** Refuses what a loss cannot take, with the value seen and what is expected. */
final class Check {

  private Check() {}

  /** Broadcasting between output and target is a mistake more often than not: PyTorch warns, we refuse. */
  static void sameShape(String loss, Tensor output, Tensor target) {
    sameShape(loss, "output", output, "target", target);
  }

  static void sameShape(String loss, String first, Tensor a, String second, Tensor b) {
    if (!Arrays.equals(a.shape(), b.shape())) {
      throw new EngineException(loss + ": the " + first + " has shape "
          + Arrays.toString(a.shape()) + " and the " + second + " " + Arrays.toString(b.shape())
          + ": they must be the same");
    }
  }

  static double positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " is " + value + ": it must be above 0 and finite");
    }
    return value;
  }

  static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + ": it must be finite");
    }
    return value;
  }

  /** libtorch's number of a reduction. */
  static long code(Reduction reduction) {
    return switch (reduction) {
      case NONE -> 0;
      case MEAN -> 1;
      case SUM -> 2;
    };
  }

  static Tensor reduce(Tensor values, Reduction reduction) {
    return switch (reduction) {
      case NONE -> values;
      case MEAN -> values.mean();
      case SUM -> values.sum();
    };
  }
}
