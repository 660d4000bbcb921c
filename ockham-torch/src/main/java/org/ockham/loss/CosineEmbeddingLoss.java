package org.ockham.loss;

import java.util.Arrays;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * 1 − cos(x₁, x₂) where the target is 1, max(0, cos(x₁, x₂) − margin) where it is −1, averaged over the batch: inputs [n,
 * features], target [n]; or one pair, [features], with a scalar.
 *
 * @param margin the cosine that unlike ones may have, −1 … 1; default 0
 * @param reduction how the elements' losses are joined; default mean
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.CosineEmbeddingLoss.html">torch.nn.CosineEmbeddingLoss</a>
 */
public record CosineEmbeddingLoss(double margin, Reduction reduction) {

  private static final Operator OPERATOR = Operator.named("aten::cosine_embedding_loss");

  public CosineEmbeddingLoss {
    if (!(margin >= -1 && margin <= 1)) {
      throw new IllegalArgumentException(
          "margin is " + margin + ": a cosine lies between -1 and 1");
    }
  }

  /** All defaults. */
  public CosineEmbeddingLoss() {
    this(0, Reduction.MEAN);
  }

  /** The mean over all elements. */
  public CosineEmbeddingLoss(double margin) {
    this(margin, Reduction.MEAN);
  }

  public CosineEmbeddingLoss margin(double margin) {
    return new CosineEmbeddingLoss(margin, reduction);
  }

  public CosineEmbeddingLoss reduction(Reduction reduction) {
    return new CosineEmbeddingLoss(margin, reduction);
  }

  /** The loss, a scalar unless the reduction is none. */
  public Tensor apply(Tensor first, Tensor second, Tensor target) {
    Inputs.sameShape("CosineEmbeddingLoss", "first input", first, "second", second);
    boolean onePair = first.dim() == 1 && target.dim() == 0;
    boolean batch = first.dim() == 2 && target.dim() == 1 && target.size(0) == first.size(0);
    if (!onePair && !batch) {
      throw new EngineException("CosineEmbeddingLoss: the inputs have shape "
          + Arrays.toString(first.shape()) + " and the target " + Arrays.toString(target.shape())
          + ": [n, features] and [n] are expected, or [features] and a scalar");
    }
    return OPERATOR
        .call(first, second, target, margin, Elements.code(reduction))
        .get(0);
  }
}
