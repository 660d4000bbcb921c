package org.ockham.regularize;

import org.ockham.augment.Draws;
import org.ockham.check.Check;
import org.ockham.data.Batch;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Tensor;

/**
 * x̃ = λx + (1 − λ)x′, ỹ = λy + (1 − λ)y′ with x′, y′ the batch in another order and one λ ~ Beta(α, α) a batch (Zhang et al. 2018,
 * <a href="https://arxiv.org/abs/1710.09412">arXiv:1710.09412</a>). A batch of one
 * is mixed with itself, and stays as it is. Applied by {@link Mixing}.
 *
 * @param alpha α, at least 0; customary 0.1 to 0.4 on images, 1 is uniform, 0 mixes nothing
 */
public record Mixup(double alpha) implements BatchMix {

  public Mixup {
    Check.notNegative("alpha", alpha);
  }

  /** With this α. */
  public static Mixup of(double alpha) {
    return new Mixup(alpha);
  }

  @Override
  public Batch apply(Batch batch, long classes, RandomKey key) {
    double lambda = alpha == 0 ? 1 : Draws.of(key.fold("lambda")).beta(alpha);
    Tensor order = Tensor.randperm(key.fold("order").generator(), batch.size())
        .to(batch.input().device());
    Tensor x = batch.input();
    Tensor y = LabelSmoothing.probabilities(batch.target(), classes);
    return new Batch(
        x.indexSelect(0, order).lerp(x, lambda),
        y.indexSelect(0, order).lerp(y, lambda),
        batch.size());
  }

  @Override
  public String describe() {
    return "mixup: λ ~ Beta(" + alpha + ", " + alpha + ")";
  }
}
