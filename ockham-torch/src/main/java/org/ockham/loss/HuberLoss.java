package org.ockham.loss;

import org.ockham.check.Check;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * d = |output − target|: d² / 2 where d is below δ, else δ · (d − δ/2); averaged over all elements. {@link SmoothL1Loss} times
 * its β (Huber 1964).
 *
 * @param delta where the parabola becomes a line; default 1
 * @param reduction how the elements' losses are joined; default mean
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html">torch.nn.HuberLoss</a>
 */
public record HuberLoss(double delta, Reduction reduction) implements Reduced {

  public HuberLoss {
    Check.positive("delta", delta);
  }

  /** All defaults. */
  public HuberLoss() {
    this(1, Reduction.MEAN);
  }

  /** The mean over all elements. */
  public HuberLoss(double delta) {
    this(delta, Reduction.MEAN);
  }

  public HuberLoss delta(double delta) {
    return new HuberLoss(delta, reduction);
  }

  public HuberLoss reduction(Reduction reduction) {
    return new HuberLoss(delta, reduction);
  }

  @Override
  public Tensor apply(Tensor output, Tensor target) {
    Inputs.sameShape("HuberLoss", output, target);
    return Operator.named("aten::huber_loss")
        .call(output, target, Elements.code(reduction), delta)
        .get(0);
  }
}
