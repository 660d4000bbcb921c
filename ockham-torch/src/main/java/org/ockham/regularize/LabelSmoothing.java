package org.ockham.regularize;

import org.ockham.check.Check;
import org.ockham.tensor.DType;
import org.ockham.tensor.Tensor;

/**
 * q = (1 − α) · onehot(y) + α / K: the target's certainty is spread evenly over the K classes (Szegedy et al. 2016, <a
 * href="https://arxiv.org/abs/1512.00567">arXiv:1512.00567</a>). {@code CrossEntropyLoss.withLabelSmoothing} does the same
 * within the loss; this is for targets that are changed further.
 *
 * @param alpha α, in [0, 1]
 */
public record LabelSmoothing(double alpha) {

  public LabelSmoothing {
    Check.probability("alpha", alpha);
  }

  /** With this α. */
  public static LabelSmoothing of(double alpha) {
    return new LabelSmoothing(alpha);
  }

  /** From classes [n] or probabilities [n, K] to probabilities [n, K]. */
  public Tensor apply(Tensor target, long classes) {
    return probabilities(target, classes).mul(1 - alpha).add(alpha / classes);
  }

  /** Probabilities as they are, classes as certainties. */
  static Tensor probabilities(Tensor target, long classes) {
    return target.dim() == 1 ? target.oneHot(classes).to(DType.FLOAT32) : target;
  }
}
