package org.ockham.loss;

import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * target · (ln target − output): the Kullback-Leibler divergence of the network's distribution from the target's. The output
 * holds LOG-probabilities, the target probabilities (or logarithms too, with {@link #logTarget}), both of one shape.
 *
 * @param reduction how the elements' losses are joined; default mean. Only BATCH_MEAN is the divergence itself
 * @param logTarget whether the target holds logarithms; default false
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html">torch.nn.KLDivLoss</a>
 */
public record KlDivLoss(Reduction reduction, boolean logTarget) implements Loss {

  /** How this loss joins the values of its elements. */
  public enum Reduction {
    /** Not at all: one value an element. */
    NONE,
    /** The mean over all elements. */
    MEAN,
    /** The sum over classes, the mean over the batch. */
    BATCH_MEAN,
    SUM
  }

  /** All defaults. */
  public KlDivLoss() {
    this(Reduction.MEAN);
  }

  public KlDivLoss(Reduction reduction) {
    this(reduction, false);
  }

  @Override
  public Tensor apply(Tensor output, Tensor target) {
    Inputs.sameShape("KlDivLoss", output, target);
    Tensor loss =
        Operator.named("aten::kl_div").call(output, target, 0L, logTarget).get(0);
    return switch (reduction) {
      case NONE -> loss;
      case MEAN -> loss.mean();
      case BATCH_MEAN -> loss.sum().div(output.size(0));
      case SUM -> loss.sum();
    };
  }

  @Override
  public boolean isSum() {
    return reduction == Reduction.SUM;
  }
}
