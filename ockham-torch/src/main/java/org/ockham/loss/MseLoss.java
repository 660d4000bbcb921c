package org.ockham.loss;

import org.ockham.tensor.Functional;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * (output − target)², averaged over all elements. Shapes must be the same.
 *
 * @param reduction how the elements' losses are joined; default mean
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html">torch.nn.MSELoss</a>
 */
public record MseLoss(Reduction reduction) implements Reduced {

  /** All defaults. */
  public MseLoss() {
    this(Reduction.MEAN);
  }

  @Override
  public Tensor apply(Tensor output, Tensor target) {
    Inputs.sameShape("MseLoss", output, target);
    return Functional.mseLoss(output, target, reduction);
  }
}
