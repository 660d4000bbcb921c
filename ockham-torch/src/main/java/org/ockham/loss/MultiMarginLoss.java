package org.ockham.loss;

import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * Σ over the other classes c of max(0, margin − output[target] + output[c])^p / classes, averaged over the batch: output [n,
 * classes], target [n] (INT64). The support vector machine's loss for several classes.
 *
 * @param p the power, 1 or 2; default 1
 * @param margin by how much the target's output must lead; default 1
 * @param weight one factor a class, or null for none
 * @param reduction how the elements' losses are joined; default mean
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiMarginLoss.html">torch.nn.MultiMarginLoss</a>
 */
public record MultiMarginLoss(
    long p, double margin, @Nullable Tensor weight, Reduction reduction) implements Reduced {

  public MultiMarginLoss {
    if (p != 1 && p != 2) {
      throw new IllegalArgumentException("p is " + p + ": it must be 1 or 2");
    }
    Check.finite("margin", margin);
  }

  /** All defaults. */
  public MultiMarginLoss() {
    this(1, 1, null, Reduction.MEAN);
  }

  public MultiMarginLoss p(long p) {
    return new MultiMarginLoss(p, margin, weight, reduction);
  }

  public MultiMarginLoss margin(double margin) {
    return new MultiMarginLoss(p, margin, weight, reduction);
  }

  public MultiMarginLoss weight(@Nullable Tensor weight) {
    return new MultiMarginLoss(p, margin, weight, reduction);
  }

  public MultiMarginLoss reduction(Reduction reduction) {
    return new MultiMarginLoss(p, margin, weight, reduction);
  }

  @Override
  public Tensor apply(Tensor output, Tensor target) {
    Inputs.notEmpty("MultiMarginLoss", output);
    return Operator.named("aten::multi_margin_loss")
        .call(output, target, p, margin, Elements.beside(output, weight), Elements.code(reduction))
        .get(0);
  }
}
