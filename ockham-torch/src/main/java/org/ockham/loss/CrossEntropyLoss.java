package org.ockham.loss;

import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Functional;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * −ln softmax(output)[target], averaged over the batch: output [n, classes] unnormalised, target [n] class indices (INT64) or
 * [n, classes] probabilities (FLOAT32).
 *
 * @param weight one factor a class, or null for none; the mean is then weighted too
 * @param reduction how the samples' losses are joined; default mean
 * @param ignoreIndex a label that counts for nothing; default −100
 * @param labelSmoothing the share of the target spread evenly over all classes, 0 … 1; default 0 (Szegedy et al. 2016)
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html">torch.nn.CrossEntropyLoss</a>
 */
public record CrossEntropyLoss(
    @Nullable Tensor weight, Reduction reduction, long ignoreIndex, double labelSmoothing)
    implements Reduced {

  public CrossEntropyLoss {
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          "labelSmoothing is " + labelSmoothing + ": it must lie between 0 and 1");
    }
  }

  /** All defaults. */
  public CrossEntropyLoss() {
    this(null, Reduction.MEAN, -100, 0);
  }

  public CrossEntropyLoss weight(Tensor weight) {
    return new CrossEntropyLoss(weight, reduction, ignoreIndex, labelSmoothing);
  }

  public CrossEntropyLoss reduction(Reduction reduction) {
    return new CrossEntropyLoss(weight, reduction, ignoreIndex, labelSmoothing);
  }

  public CrossEntropyLoss ignoreIndex(long ignoreIndex) {
    return new CrossEntropyLoss(weight, reduction, ignoreIndex, labelSmoothing);
  }

  public CrossEntropyLoss labelSmoothing(double labelSmoothing) {
    return new CrossEntropyLoss(weight, reduction, ignoreIndex, labelSmoothing);
  }

  @Override
  public Tensor apply(Tensor output, Tensor target) {
    return Functional.crossEntropy(
        output, target, Elements.beside(output, weight), reduction, ignoreIndex, labelSmoothing);
  }

  @Override
  public double counted(Tensor output, Tensor target) {
    return target.dtype().isFloating()
        ? (double) target.numel() / target.size(1)
        : Elements.counted(target, ignoreIndex, weight);
  }
}
