package org.ockham.loss;

import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * −[y · ln x + (1 − y) · ln(1 − x)], averaged over all elements: x the output, a probability, y the target between 0 and 1;
 * logarithms below −100 count as −100. Where the network ends in a sigmoid, leave that out and take {@link
 * BceWithLogitsLoss}, which keeps its digits.
 *
 * @param weight one factor an element or an output, or null for none
 * @param reduction how the elements' losses are joined; default mean
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html">torch.nn.BCELoss</a>
 */
public record BceLoss(@Nullable Tensor weight, Reduction reduction) implements Reduced {

  /** All defaults. */
  public BceLoss() {
    this(null, Reduction.MEAN);
  }

  public BceLoss weight(@Nullable Tensor weight) {
    return new BceLoss(weight, reduction);
  }

  public BceLoss reduction(Reduction reduction) {
    return new BceLoss(weight, reduction);
  }

  @Override
  public Tensor apply(Tensor output, Tensor target) {
    Inputs.sameShape("BceLoss", output, target);
    Inputs.factors("BceLoss", "weight", weight, output);
    return Operator.named("aten::binary_cross_entropy")
        .call(output, target, Elements.beside(output, weight), Elements.code(reduction))
        .get(0);
  }
}
