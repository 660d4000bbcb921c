package org.ockham.loss;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/** What a loss cannot take is refused, with the shapes seen; and how losses of elements become one. */
final class Shape {

  private Shape() {}

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

  /** Factors may be spread over the output's elements, not the elements over them. */
  static void factors(String loss, String name, @Nullable Tensor factors, Tensor output) {
    if (factors == null) {
      return;
    }
    boolean fits = factors.dim() <= output.dim();
    for (int i = 1; fits && i <= factors.dim(); i++) {
      fits = factors.size(-i) == 1 || factors.size(-i) == output.size(-i);
    }
    if (!fits) {
      throw new EngineException(loss + ": the " + name + " has shape "
          + Arrays.toString(factors.shape()) + " and the output " + Arrays.toString(output.shape())
          + ": it must have that shape, or one that can be spread over it, such as one factor for"
          + " each of the last dimension");
    }
  }

  /** For losses whose engine leaves the result of an empty batch unwritten. */
  static void notEmpty(String loss, Tensor output) {
    if (output.numel() == 0) {
      throw new EngineException(loss + ": the output has shape " + Arrays.toString(output.shape())
          + ": it must have at least one sample and one class");
    }
  }

  /** How many labels count, or the sum of their classes' weights. */
  static double counted(Tensor labels, long ignoreIndex, @Nullable Tensor weight) {
    double[] weights = weight == null ? null : weight.toDoubles();
    double sum = 0;
    for (long label : labels.toLongs()) {
      if (label != ignoreIndex) {
        sum += weights == null ? 1 : weights[(int) label];
      }
    }
    return sum;
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
