package org.ockham.loss;

import org.ockham.tensor.Operator;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * d = |output − target|: d² / (2β) where d is below β, else d − β/2; averaged over all elements (Girshick 2015, <a
 * href="https://arxiv.org/abs/1504.08083">arXiv:1504.08083</a>).
 *
 * @param beta where the parabola becomes a line; default 1; 0 for the plain {@link L1Loss}
 * @param reduction how the elements' losses are joined; default mean
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.SmoothL1Loss.html">torch.nn.SmoothL1Loss</a>
 */
public record SmoothL1Loss(double beta, Reduction reduction) implements Reduced {

  public SmoothL1Loss {
    if (!(beta >= 0 && beta < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("beta is " + beta + ": it must be at least 0 and finite");
    }
  }

  /** All defaults. */
  public SmoothL1Loss() {
    this(1, Reduction.MEAN);
  }

  /** The mean over all elements. */
  public SmoothL1Loss(double beta) {
    this(beta, Reduction.MEAN);
  }

  public SmoothL1Loss beta(double beta) {
    return new SmoothL1Loss(beta, reduction);
  }

  public SmoothL1Loss reduction(Reduction reduction) {
    return new SmoothL1Loss(beta, reduction);
  }

  @Override
  public Tensor apply(Tensor output, Tensor target) {
    Inputs.sameShape("SmoothL1Loss", output, target);
    // The kernel has no gradient of its own for a β that is 0 as FLOAT32: it gives −1 where both
    // are equal.
    return beta < Float.MIN_NORMAL
        ? Operator.named("aten::l1_loss")
            .call(output, target, Elements.code(reduction))
            .get(0)
        : Operator.named("aten::smooth_l1_loss")
            .call(output, target, Elements.code(reduction), beta)
            .get(0);
  }
}
