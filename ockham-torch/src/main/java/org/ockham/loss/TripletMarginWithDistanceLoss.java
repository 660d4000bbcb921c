package org.ockham.loss;

import java.util.function.BinaryOperator;
import org.ockham.check.Check;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * max(0, d(anchor, positive) − d(anchor, negative) + margin), averaged over the batch, with a distance of one's own.
 *
 * @param distance from two inputs to a distance for each sample; default Euclidean
 * @param margin by how much nearer the positive must be; default 1
 * @param swap whether the negative's distance to the positive counts where that is smaller; default false
 * @param reduction how the elements' losses are joined; default mean
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.TripletMarginWithDistanceLoss.html">torch.nn.TripletMarginWithDistanceLoss</a>
 */
public record TripletMarginWithDistanceLoss(
    BinaryOperator<Tensor> distance, double margin, boolean swap, Reduction reduction) {

  private static final Operator PAIRWISE = Operator.named("aten::pairwise_distance");

  public TripletMarginWithDistanceLoss {
    Check.positive("margin", margin);
  }

  /** All defaults. */
  public TripletMarginWithDistanceLoss() {
    this(TripletMarginWithDistanceLoss::euclidean, 1, false, Reduction.MEAN);
  }

  public TripletMarginWithDistanceLoss distance(BinaryOperator<Tensor> distance) {
    return new TripletMarginWithDistanceLoss(distance, margin, swap, reduction);
  }

  public TripletMarginWithDistanceLoss margin(double margin) {
    return new TripletMarginWithDistanceLoss(distance, margin, swap, reduction);
  }

  public TripletMarginWithDistanceLoss swap(boolean swap) {
    return new TripletMarginWithDistanceLoss(distance, margin, swap, reduction);
  }

  public TripletMarginWithDistanceLoss reduction(Reduction reduction) {
    return new TripletMarginWithDistanceLoss(distance, margin, swap, reduction);
  }

  /** The loss, a scalar unless the reduction is none. */
  public Tensor apply(Tensor anchor, Tensor positive, Tensor negative) {
    Inputs.sameShape("TripletMarginWithDistanceLoss", "anchor", anchor, "positive", positive);
    Inputs.sameShape("TripletMarginWithDistanceLoss", "anchor", anchor, "negative", negative);
    Tensor near = distance.apply(anchor, positive);
    Tensor far = distance.apply(anchor, negative);
    Inputs.sameShape(
        "TripletMarginWithDistanceLoss", "positive's distance", near, "negative's", far);
    if (swap) {
      far = far.minimum(distance.apply(positive, negative));
    }
    return Elements.reduce(near.sub(far).add(margin).clamp(0.0, null), reduction);
  }

  private static Tensor euclidean(Tensor a, Tensor b) {
    return PAIRWISE.call(a, b, 2.0, 1e-6, false).get(0);
  }
}
