package org.ockham.loss;

import org.ockham.check.Check;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * x where the target is 1, max(0, margin − x) where it is −1; averaged over all elements. x is a distance: small for what is
 * alike.
 *
 * @param margin how far apart unlike ones must be; default 1
 * @param reduction how the elements' losses are joined; default mean
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.HingeEmbeddingLoss.html">torch.nn.HingeEmbeddingLoss</a>
 */
public record HingeEmbeddingLoss(double margin, Reduction reduction) implements Reduced {

  public HingeEmbeddingLoss {
    Check.finite("margin", margin);
  }

  /** All defaults. */
  public HingeEmbeddingLoss() {
    this(1, Reduction.MEAN);
  }

  /** The mean over all elements. */
  public HingeEmbeddingLoss(double margin) {
    this(margin, Reduction.MEAN);
  }

  public HingeEmbeddingLoss margin(double margin) {
    return new HingeEmbeddingLoss(margin, reduction);
  }

  public HingeEmbeddingLoss reduction(Reduction reduction) {
    return new HingeEmbeddingLoss(margin, reduction);
  }

  @Override
  public Tensor apply(Tensor output, Tensor target) {
    Inputs.sameShape("HingeEmbeddingLoss", output, target);
    return Operator.named("aten::hinge_embedding_loss")
        .call(output, target, margin, Elements.code(reduction))
        .get(0);
  }
}
