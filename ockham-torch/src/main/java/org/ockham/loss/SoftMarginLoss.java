package org.ockham.loss;

import org.ockham.tensor.Operator;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * ln(1 + e^(−y · x)), averaged over all elements: targets y are 1 or −1.
 *
 * @param reduction how the elements' losses are joined; default mean
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.SoftMarginLoss.html">torch.nn.SoftMarginLoss</a>
 */
public record SoftMarginLoss(Reduction reduction) implements Reduced {

  /** All defaults. */
  public SoftMarginLoss() {
    this(Reduction.MEAN);
  }

  @Override
  public Tensor apply(Tensor output, Tensor target) {
    Inputs.sameShape("SoftMarginLoss", output, target);
    return Operator.named("aten::soft_margin_loss")
        .call(output, target, Elements.code(reduction))
        .get(0);
  }
}
