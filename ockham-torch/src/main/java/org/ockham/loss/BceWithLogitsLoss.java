package org.ockham.loss;

import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Functional;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * −[p · y · ln σ(x) + (1 − y) · ln(1 − σ(x))], averaged over all elements: x the output before the sigmoid, y the target
 * between 0 and 1, both of one shape. For two classes, and for several labels at once.
 *
 * @param positiveWeight p, one factor an output for positive targets, or null for 1
 * @param weight one factor an element or an output, or null for none
 * @param reduction how the elements' losses are joined; default mean
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html">torch.nn.BCEWithLogitsLoss</a>
 */
public record BceWithLogitsLoss(
    @Nullable Tensor positiveWeight, @Nullable Tensor weight, Reduction reduction)
    implements Reduced {

  /** All defaults. */
  public BceWithLogitsLoss() {
    this(null, null, Reduction.MEAN);
  }

  /** Without factors for elements. */
  public BceWithLogitsLoss(@Nullable Tensor positiveWeight, Reduction reduction) {
    this(positiveWeight, null, reduction);
  }

  public BceWithLogitsLoss positiveWeight(@Nullable Tensor positiveWeight) {
    return new BceWithLogitsLoss(positiveWeight, weight, reduction);
  }

  public BceWithLogitsLoss weight(@Nullable Tensor weight) {
    return new BceWithLogitsLoss(positiveWeight, weight, reduction);
  }

  public BceWithLogitsLoss reduction(Reduction reduction) {
    return new BceWithLogitsLoss(positiveWeight, weight, reduction);
  }

  @Override
  public Tensor apply(Tensor output, Tensor target) {
    Inputs.sameShape("BceWithLogitsLoss", output, target);
    Inputs.factors("BceWithLogitsLoss", "weight", weight, output);
    Inputs.factors("BceWithLogitsLoss", "positiveWeight", positiveWeight, output);
    return Functional.bceWithLogits(
        output,
        target,
        Elements.beside(output, weight),
        Elements.beside(output, positiveWeight),
        reduction);
  }
}
