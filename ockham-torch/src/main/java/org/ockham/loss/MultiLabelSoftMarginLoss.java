package org.ockham.loss;

import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * −[y · ln σ(x) + (1 − y) · ln σ(−x)], averaged over classes, then over the batch: output and target [n, classes], a target 1
 * for each class of the sample and 0 for the others.
 *
 * @param weight one factor a class, or null for none
 * @param reduction how the elements' losses are joined; default mean
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiLabelSoftMarginLoss.html">torch.nn.MultiLabelSoftMarginLoss</a>
 */
public record MultiLabelSoftMarginLoss(@Nullable Tensor weight, Reduction reduction)
    implements Reduced {

  /** All defaults. */
  public MultiLabelSoftMarginLoss() {
    this(null, Reduction.MEAN);
  }

  public MultiLabelSoftMarginLoss weight(@Nullable Tensor weight) {
    return new MultiLabelSoftMarginLoss(weight, reduction);
  }

  public MultiLabelSoftMarginLoss reduction(Reduction reduction) {
    return new MultiLabelSoftMarginLoss(weight, reduction);
  }

  @Override
  public Tensor apply(Tensor output, Tensor target) {
    Inputs.sameShape("MultiLabelSoftMarginLoss", output, target);
    Inputs.factors("MultiLabelSoftMarginLoss", "weight", weight, output);
    Tensor logSigmoid = Operator.named("aten::log_sigmoid").call(output).get(0);
    // ln σ(−x) = ln σ(x) − x
    Tensor loss = target
        .mul(logSigmoid)
        .add(target.neg().add(1).mul(logSigmoid.sub(output)))
        .neg();
    Tensor factors = Elements.beside(output, weight);
    Tensor weighted = factors == null ? loss : loss.mul(factors);
    return Elements.reduce(weighted.mean(-1), reduction);
  }

  /** The samples: each one's loss is a mean over the classes already. */
  @Override
  public double counted(Tensor output, Tensor target) {
    return target.size(0);
  }
}
