package org.ockham.loss;

import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * −output[target]: output [n, classes, *] log-probabilities, as a log-softmax gives them, target [n, *] class
 * indices (INT64). {@link CrossEntropyLoss} is both in one.
 *
 * @param weight one factor a class, or null for none; the mean is then weighted too
 * @param ignoreIndex a label that counts for nothing; default −100
 * @param reduction how the elements' losses are joined; default mean
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html">torch.nn.NLLLoss</a>
 */
public record NllLoss(@Nullable Tensor weight, long ignoreIndex, Reduction reduction)
    implements Reduced {

  /** All defaults. */
  public NllLoss() {
    this(null, -100, Reduction.MEAN);
  }

  public NllLoss weight(@Nullable Tensor weight) {
    return new NllLoss(weight, ignoreIndex, reduction);
  }

  public NllLoss ignoreIndex(long ignoreIndex) {
    return new NllLoss(weight, ignoreIndex, reduction);
  }

  public NllLoss reduction(Reduction reduction) {
    return new NllLoss(weight, ignoreIndex, reduction);
  }

  @Override
  public Tensor apply(Tensor output, Tensor target) {
    return Operator.named("aten::nll_loss_nd")
        .call(
            output, target, Elements.beside(output, weight), Elements.code(reduction), ignoreIndex)
        .get(0);
  }

  @Override
  public double counted(Tensor output, Tensor target) {
    return Elements.counted(target, ignoreIndex, weight);
  }
}
