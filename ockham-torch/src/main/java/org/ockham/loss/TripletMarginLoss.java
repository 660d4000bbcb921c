package org.ockham.loss;

import org.ockham.check.Check;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * max(0, d(anchor, positive) − d(anchor, negative) + margin), averaged over the batch, with d(a, b) = ‖a − b + ε‖ₚ: inputs [n,
 * features] (<a href="https://bmva-archive.org.uk/bmvc/2016/papers/paper119/index.html">Balntas et al. 2016</a>).
 *
 * @param margin by how much nearer the positive must be; default 1
 * @param p of the norm; default 2
 * @param eps ε; default 1e-6
 * @param swap whether the negative's distance to the positive counts where that is smaller; default false
 * @param reduction how the elements' losses are joined; default mean
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.TripletMarginLoss.html">torch.nn.TripletMarginLoss</a>
 */
public record TripletMarginLoss(
    double margin, double p, double eps, boolean swap, Reduction reduction) {

  private static final Operator OPERATOR = Operator.named("aten::triplet_margin_loss");

  public TripletMarginLoss {
    Check.positive("margin", margin);
    Check.positive("p", p);
    Check.positive("eps", eps);
  }

  /** All defaults. */
  public TripletMarginLoss() {
    this(1, 2, 1e-6, false, Reduction.MEAN);
  }

  public TripletMarginLoss margin(double margin) {
    return new TripletMarginLoss(margin, p, eps, swap, reduction);
  }

  public TripletMarginLoss p(double p) {
    return new TripletMarginLoss(margin, p, eps, swap, reduction);
  }

  public TripletMarginLoss eps(double eps) {
    return new TripletMarginLoss(margin, p, eps, swap, reduction);
  }

  public TripletMarginLoss swap(boolean swap) {
    return new TripletMarginLoss(margin, p, eps, swap, reduction);
  }

  public TripletMarginLoss reduction(Reduction reduction) {
    return new TripletMarginLoss(margin, p, eps, swap, reduction);
  }

  /** The loss, a scalar unless the reduction is none. */
  public Tensor apply(Tensor anchor, Tensor positive, Tensor negative) {
    Inputs.sameShape("TripletMarginLoss", "anchor", anchor, "positive", positive);
    Inputs.sameShape("TripletMarginLoss", "anchor", anchor, "negative", negative);
    return OPERATOR
        .call(anchor, positive, negative, margin, p, eps, swap, Elements.code(reduction))
        .get(0);
  }
}
