package org.ockham.optim;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ockham.tensor.DType;
import org.ockham.tensor.Tensor;

/**
 * The norm of tensors taken together as one vector. The engine adds powers in the tensors' own type, where squares of FLOAT32
 * above 1e19 overflow and below 1e-19 vanish: where that may have happened, the norm is computed anew in double precision, of
 * elements divided by the largest.
 */
final class Norm {

  /** Powers whose sum lies between 1e-30 and 1e30 are far enough from both ends of FLOAT32. */
  private static final double SAFE_EXPONENT = 30;

  private Norm() {}

  /** The Euclidean norm of one. */
  static double of(Tensor tensor) {
    return of(List.of(tensor), 2);
  }

  /** The p-norm, p infinite for the largest element; infinite or not a number where an element is; of none 0. */
  static double of(List<Tensor> tensors, double p) {
    if (tensors.isEmpty()) {
      return 0;
    }
    double quick = joined(tensors, p, tensor -> tensor.norm(p));
    if (Double.isNaN(quick)
        || Double.isInfinite(p)
        || Math.abs(p * Math.log10(quick)) < SAFE_EXPONENT) {
      return quick;
    }
    double infinity = Double.POSITIVE_INFINITY;
    double largest = joined(tensors, infinity, tensor -> tensor.norm(infinity));
    return largest == 0 || Double.isInfinite(largest)
        ? largest
        : largest
            * joined(tensors, p, tensor -> tensor.to(DType.FLOAT64).div(largest).norm(p));
  }

  private static double joined(List<Tensor> tensors, double p, UnaryOperator<Tensor> norm) {
    if (tensors.size() == 1) {
      return norm.apply(tensors.get(0)).item();
    }
    double[] norms = Tensor.stack(tensors.stream().map(norm).toList(), 0).toDoubles();
    return Double.isInfinite(p)
        ? Arrays.stream(norms).reduce(0, Math::max)
        : Math.pow(Arrays.stream(norms).map(each -> Math.pow(each, p)).sum(), 1 / p);
  }
}
