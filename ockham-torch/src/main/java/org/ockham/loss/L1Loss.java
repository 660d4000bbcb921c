package org.ockham.loss;

import org.ockham.tensor.Operator;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * |output − target|, averaged over all elements. Shapes must be the same.
 *
 * @param reduction how the elements' losses are joined; default mean
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.L1Loss.html">torch.nn.L1Loss</a>
 */
public record L1Loss(Reduction reduction) implements Reduced {

  /** All defaults. */
  public L1Loss() {
    this(Reduction.MEAN);
  }

  @Override
  public Tensor apply(Tensor output, Tensor target) {
    Inputs.sameShape("L1Loss", output, target);
    return Operator.named("aten::l1_loss")
        .call(output, target, Elements.code(reduction))
        .get(0);
  }
}
