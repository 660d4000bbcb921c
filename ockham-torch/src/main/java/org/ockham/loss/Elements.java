package org.ockham.loss;

import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/** How the losses of elements become one. */
final class Elements {

  private Elements() {}

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

  /** Factors of outputs or classes where the output is. */
  static @Nullable Tensor beside(Tensor output, @Nullable Tensor factors) {
    return factors == null ? null : factors.to(output.device());
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
