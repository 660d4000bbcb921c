package org.ockham.loss;

import org.ockham.check.Check;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * max(0, −y · (x₁ − x₂) + margin), averaged over all elements: y is 1 where x₁ should be the larger and −1 where x₂ should.
 *
 * @param margin by how much it must be larger; default 0
 * @param reduction how the elements' losses are joined; default mean
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MarginRankingLoss.html">torch.nn.MarginRankingLoss</a>
 */
public record MarginRankingLoss(double margin, Reduction reduction) {

  private static final Operator OPERATOR = Operator.named("aten::margin_ranking_loss");

  public MarginRankingLoss {
    Check.finite("margin", margin);
  }

  /** All defaults. */
  public MarginRankingLoss() {
    this(0, Reduction.MEAN);
  }

  /** The mean over all elements. */
  public MarginRankingLoss(double margin) {
    this(margin, Reduction.MEAN);
  }

  public MarginRankingLoss margin(double margin) {
    return new MarginRankingLoss(margin, reduction);
  }

  public MarginRankingLoss reduction(Reduction reduction) {
    return new MarginRankingLoss(margin, reduction);
  }

  /** The loss, a scalar unless the reduction is none. */
  public Tensor apply(Tensor first, Tensor second, Tensor target) {
    Inputs.sameShape("MarginRankingLoss", "first input", first, "second", second);
    Inputs.sameShape("MarginRankingLoss", "first input", first, "target", target);
    return OPERATOR
        .call(first, second, target, margin, Elements.code(reduction))
        .get(0);
  }
}
