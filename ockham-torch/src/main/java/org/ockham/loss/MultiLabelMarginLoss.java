package org.ockham.loss;

import org.ockham.tensor.Operator;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * Σ over target classes t and others c of max(0, 1 − (output[t] − output[c])) / classes, averaged over the batch: output [n,
 * classes], target [n, classes] (INT64) the classes of each sample, then −1.
 *
 * @param reduction how the elements' losses are joined; default mean
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiLabelMarginLoss.html">torch.nn.MultiLabelMarginLoss</a>
 */
public record MultiLabelMarginLoss(Reduction reduction) implements Reduced {

  /** All defaults. */
  public MultiLabelMarginLoss() {
    this(Reduction.MEAN);
  }

  @Override
  public Tensor apply(Tensor output, Tensor target) {
    Inputs.sameShape("MultiLabelMarginLoss", output, target);
    Inputs.notEmpty("MultiLabelMarginLoss", output);
    return Operator.named("aten::multilabel_margin_loss")
        .call(output, target, Elements.code(reduction))
        .get(0);
  }

  /** The samples: each one's loss is a mean over the classes already. */
  @Override
  public double counted(Tensor output, Tensor target) {
    return target.size(0);
  }
}
